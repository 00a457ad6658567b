import type { JourneyActivities } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';
import { createJournal } from './journal.ts';
import { emailLine, smsLine } from './lines.ts';
import { sendOnce } from './send.ts';

/** All activities of all journeys, over the things they work with. */
export function createActivities(deps: ActivityDeps): JourneyActivities {
  return {
    ...createJournal(deps),
    sendEmail: (request) => sendOnce(deps, emailLine(deps), request),
    sendSms: (request) => sendOnce(deps, smsLine(deps), request),
  };
}
