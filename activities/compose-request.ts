import type { Shop } from '../db/shops.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { Site } from '../views/page-url.ts';
import type { MessageSources } from './send-sources.ts';

/** One message to compose. */
export interface ComposeRequest extends Site {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  readonly shop: Shop;
  readonly policy: PolicySet;
  /** Null: the message is for staff. */
  readonly message: MessageSources | null;
  /** Returns the locale that the message is written in for a reader of the given one. */
  readonly localeFor: (locale: string) => Promise<string>;
}
