import { Context } from '@temporalio/activity';
import type { JourneyActivities, PollActivities } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';
import { createJournal } from './journal.ts';
import { emailLine, smsLine } from './lines.ts';
import { pollDue } from './poll.ts';
import { sendOnce } from './send.ts';

/** All activities, over the things they work with. */
export function createActivities(deps: ActivityDeps): JourneyActivities & PollActivities {
  return {
    ...createJournal(deps),
    sendEmail: (request) => sendOnce(deps, emailLine(deps), request),
    sendSms: (request) => sendOnce(deps, smsLine(deps), request),
    pollDue: (request) => pollDue(deps, request, Context.current().cancellationSignal),
  };
}
