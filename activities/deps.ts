import type { Logger } from 'pino';
import type { PollClient } from '../carriers/polling/client.ts';
import type { Provider } from '../channels/provider.ts';
import type { Sql } from '../db/connect.ts';
import type { Encryption } from '../db/encryption.ts';
import type { EmailPayload, SmsPayload } from '../domain/payload.ts';
import type { Renderer } from '../templates/engine/render.ts';

/** What the activities work with. Wired in worker/main.ts. */
export interface ActivityDeps {
  readonly sql: Sql;
  readonly renderer: Renderer;
  /** Null: the channel is not set up; what is to be sent by it waits, and says so. */
  readonly email: { readonly provider: Provider<EmailPayload>; readonly from: string } | null;
  readonly sms: { readonly provider: Provider<SmsPayload> } | null;
  /** Where customers reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** Asks carriers. Keeps their tokens, so there is one in a process. */
  readonly pollClient: PollClient;
  /** Opens the credentials of shops; null where the installation has no key for them. */
  readonly seal: Encryption | null;
  readonly log: Logger;
}
