import type { Logger } from 'pino';
import type { PollClient } from '../carriers/polling/client.ts';
import type { EmailChannel, Provider } from '../channels/provider.ts';
import type { RetentionDays } from '../commands/apply-retention.ts';
import type { Sql } from '../db/connect.ts';
import type { Encryption } from '../db/encryption.ts';
import type { ServerKeys } from '../db/server-keys.ts';
import type { SmsPayload } from '../domain/payload.ts';
import type { Renderer } from '../templates/engine/render.ts';

/** Everything that the activities need. Wired in worker/main.ts. */
export interface ActivityDeps {
  readonly sql: Sql;
  readonly renderer: Renderer;
  /** Null: the channel is not set up. Its messages are retried until it is, or they are stale. */
  readonly email: EmailChannel | null;
  readonly sms: {
    readonly provider: Provider<SmsPayload>;
    /** Takes SMS while the provider refuses the account. */
    readonly second?: Provider<SmsPayload> | null;
  } | null;
  /** The URL of the customers' pages, without a slash at the end. */
  readonly publicUrl: string;
  /** Calls carriers. One per process, because it keeps their access tokens. */
  readonly pollClient: PollClient;
  /** Decrypts the shops' carrier credentials; null where CREDENTIALS_KEY is not set. */
  readonly encryption: Encryption | null;
  /** How many days personal data is kept. */
  readonly retention: RetentionDays;
  /** Hashes suppressed addresses. */
  readonly keys: ServerKeys;
  readonly log: Logger;
}
