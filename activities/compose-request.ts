import type { ServerKeys } from '../db/server-keys.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';

/** One message to compose. */
export interface ComposeRequest {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  readonly publicUrl: string;
  readonly keys: ServerKeys;
  /** Returns the locale that the message is written in for a reader of the given one. */
  readonly localeFor: (locale: string) => Promise<string>;
}
