import { Context } from '@temporalio/activity';
import { applyRetention } from '../commands/apply-retention.ts';
import type {
  JourneyActivities,
  PollActivities,
  RetentionActivities,
} from '../workflows/messages.ts';
import { emailSender, smsSender } from './channel-senders.ts';
import type { ActivityDeps } from './deps.ts';
import { createJourneyLog } from './journey-log.ts';
import { pollDueParcels } from './poll-due-parcels.ts';
import { createBreaker } from './provider-breaker.ts';
import { sanitizeErrors } from './sanitize-errors.ts';
import { sendOnce } from './send.ts';

type AllActivities = JourneyActivities & PollActivities & RetentionActivities;

/** All activities. Errors that reach Temporal carry no personal data. */
export function createActivities(deps: ActivityDeps): AllActivities {
  const email = emailSender(deps);
  const sms = smsSender(deps);
  const names = [email?.provider, email?.second, sms?.provider].flatMap((each) => each?.name ?? []);
  const breakers = new Map(names.map((name) => [name, createBreaker(deps, name)]));
  const activities: AllActivities = {
    ...createJourneyLog(deps),
    sendEmail: (request) => sendOnce({ ...deps, now: temporalNow(), breakers }, email, request),
    sendSms: (request) => sendOnce({ ...deps, now: temporalNow(), breakers }, sms, request),
    pollDueParcels: (request) =>
      pollDueParcels(deps, request, Context.current().cancellationSignal),
    applyRetention: async () => {
      const { rows, isDone } = await applyRetention(deps.sql, deps.retention);
      return { rows: Object.values(rows).reduce((sum, each) => sum + each, 0), isDone };
    },
  };
  return sanitizeErrors(activities, deps.log);
}

/** The Temporal server's time: a test server that skips time is ahead of Postgres. */
function temporalNow(): number {
  return Context.current().info.currentAttemptScheduledTimestampMs;
}
