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
  const names = [email?.provider, email?.second, sms?.provider].flatMap((each) => each?.name ?? []);
  const breakers = new Map(names.map((name) => [name, createBreaker(deps, name)]));
  const activities: JourneyActivities & PollActivities = {
    ...createJourneyLog(deps),
    sendEmail: (request) => sendOnce({ ...deps, now: timeNow(), breakers }, email, request),
    sendSms: (request) => sendOnce({ ...deps, now: timeNow(), breakers }, sms, request),
    pollDueParcels: (request) =>
      pollDueParcels(deps, request, Context.current().cancellationSignal),
  };
  return sanitizeErrors(activities, deps.log);
}

/** The Temporal server's time: a test server that skips time is ahead of this process. */
function timeNow(): number {
  return Math.max(Date.now(), Context.current().info.currentAttemptScheduledTimestampMs);
}
