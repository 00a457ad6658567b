import { Context } from '@temporalio/activity';
import type { JourneyActivities, PollActivities } from '../workflows/messages.ts';
import { emailSender, smsSender } from './channel-senders.ts';
import type { ActivityDeps } from './deps.ts';
import { createJourneyLog } from './journey-log.ts';
import { pollDue } from './poll.ts';
import { sanitizeErrors } from './sanitize-errors.ts';
import { sendOnce } from './send.ts';

/** All activities, over the things they work with. */
export function createActivities(deps: ActivityDeps): JourneyActivities & PollActivities {
  const email = emailSender(deps);
  const sms = smsSender(deps);
  const activities: JourneyActivities & PollActivities = {
    ...createJourneyLog(deps),
    sendEmail: (request) => sendOnce({ ...deps, now: timeNow() }, email, request),
    sendSms: (request) => sendOnce({ ...deps, now: timeNow() }, sms, request),
    pollDue: (request) => pollDue(deps, request, Context.current().cancellationSignal),
  };
  return sanitizeErrors(activities, deps.log);
}

/** A server whose clock jumps is ahead of ours. */
function timeNow(): number {
  return Math.max(Date.now(), Context.current().info.currentAttemptScheduledTimestampMs);
}
