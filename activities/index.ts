import { Context } from '@temporalio/activity';
import type { JourneyActivities, PollActivities } from '../workflows/messages.ts';
import { emailSender, smsSender } from './channel-senders.ts';
import type { ActivityDeps } from './deps.ts';
import { createJourneyLog } from './journey-log.ts';
import { pollDueParcels } from './poll-due-parcels.ts';
import { createBreaker } from './provider-breaker.ts';
import { sanitizeErrors } from './sanitize-errors.ts';
import { sendOnce } from './send.ts';

/** All activities. Errors that reach Temporal carry no personal data. */
export function createActivities(deps: ActivityDeps): JourneyActivities & PollActivities {
  const email = emailSender(deps);
  const sms = smsSender(deps);
  const emailBreaker = email && createBreaker(deps, email.provider.name);
  const smsBreaker = sms && createBreaker(deps, sms.provider.name);
  const activities: JourneyActivities & PollActivities = {
    ...createJourneyLog(deps),
    sendEmail: (request) =>
      sendOnce({ ...deps, now: timeNow(), breaker: emailBreaker }, email, request),
    sendSms: (request) => sendOnce({ ...deps, now: timeNow(), breaker: smsBreaker }, sms, request),
    pollDueParcels: (request) =>
      pollDueParcels(deps, request, Context.current().cancellationSignal),
  };
  return sanitizeErrors(activities, deps.log);
}

/** The Temporal server's time: a test server that skips time is ahead of this process. */
function timeNow(): number {
  return Math.max(Date.now(), Context.current().info.currentAttemptScheduledTimestampMs);
}
