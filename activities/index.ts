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
import { readNoted } from './noted-attempt.ts';
import { pollDueParcels } from './poll-due-parcels.ts';
import { createBreaker } from './provider-breaker.ts';
import { sanitizeErrors } from './sanitize-errors.ts';
import { type SendDeps, sendOnce } from './send.ts';

type AllActivities = JourneyActivities & PollActivities & RetentionActivities;

/** All activities. Errors that reach Temporal carry no personal data. */
export function createActivities(deps: ActivityDeps): AllActivities {
  const email = emailSender(deps);
  const sms = smsSender(deps);
  const names = [email?.provider, email?.second, sms?.provider].flatMap((each) => each?.name ?? []);
  const breakers = new Map(names.map((name) => [name, createBreaker(deps, name)]));
  const activities: AllActivities = {
    ...createJourneyLog(deps),
    sendEmail: (request) => sendOnce({ ...deps, ...ofTemporal(), breakers }, email, request),
    sendSms: (request) => sendOnce({ ...deps, ...ofTemporal(), breakers }, sms, request),
    pollDueParcels: (request) =>
      pollDueParcels(deps, request, Context.current().cancellationSignal),
    applyRetention: async () => {
      const { rows, isDone } = await applyRetention(deps.sql, deps.retention);
      return { rows: Object.values(rows).reduce((sum, each) => sum + each, 0), isDone };
    },
  };
  return sanitizeErrors(activities, deps.log);
}

/** What Temporal knows of a send: the time, and what an earlier run of the activity noted. */
function ofTemporal(): Pick<SendDeps, 'now' | 'noted' | 'note'> {
  const context = Context.current();
  return {
    // A test server that skips time is ahead of Postgres.
    now: context.info.currentAttemptScheduledTimestampMs,
    noted: readNoted(context.info.heartbeatDetails),
    note: (attempt) => context.heartbeat(attempt),
  };
}
