import type { JourneyId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { Site } from '../views/page-url.ts';

/** One message to compose. */
export interface ComposeRequest extends Site {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  /** Returns the locale that the message is written in for a reader of the given one. */
  readonly localeFor: (locale: string) => Promise<string>;
}
