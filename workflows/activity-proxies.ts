/** The activities as workflows call them: with task queue, timeout, retries and a summary. */

import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Effect } from '../domain/journey/effect.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { type Channel, priorityOf } from '../domain/message.ts';
import { TEAM_NAMES } from '../domain/policy/rule.ts';
import {
  EMAIL_QUEUE,
  type JourneyActivities,
  type LogRequest,
  MAIN_QUEUE,
  type RecordDecisionsRequest,
  type SendMessageRequest,
  SMS_QUEUE,
} from './messages.ts';

// Activities retry forever, until Postgres, a provider or a deploy is back. No journey is given up.
const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' } as const;

/** As an activity of its own: the Temporal UI shows it while it fails, and it is retried forever. */
const log = proxyActivities<JourneyActivities>({
  taskQueue: MAIN_QUEUE,
  startToCloseTimeout: '30s',
  retry,
});

/** Within the workflow's task, which saves two round trips to Temporal. It is given up soon. */
const quickLog = proxyLocalActivities<JourneyActivities>({
  startToCloseTimeout: '3s',
  scheduleToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumAttempts: 3 },
});

const email = proxyActivities<JourneyActivities>({
  taskQueue: EMAIL_QUEUE,
  startToCloseTimeout: '30s',
  retry,
});

const sms = proxyActivities<JourneyActivities>({
  taskQueue: SMS_QUEUE,
  startToCloseTimeout: '30s',
  retry,
});

const withSummary = (summary: string) => ({ summary: summary.slice(0, 200) });

/** The shop is inherited from the workflow, so that no shop's messages wait for another one's bulk. */
const optionsOf = (planned: PlannedMessage) => ({
  ...summaryOf(planned),
  priority: { priorityKey: priorityOf(planned.kind) },
});

/** Runs an activity of the log in the worker at hand; where that fails, as one of its own. */
function quickCall<Request, Result>(
  local: LogActivity<Request, Result>,
  remote: LogActivity<Request, Result>,
  describe: (request: Request) => string,
): (request: Request) => Promise<Result> {
  return async (request) => {
    const options = withSummary(describe(request));
    try {
      return await local.executeWithOptions(options, [request]);
    } catch (error) {
      if (isCancellation(error)) throw error;
      return remote.executeWithOptions(options, [request]);
    }
  };
}

interface LogActivity<Request, Result> {
  executeWithOptions(
    options: { readonly summary: string },
    args: [request: Request],
  ): Promise<Result>;
}

export const activities = {
  readLog: quickCall(quickLog.readLog, log.readLog, describePosition),
  restoreSent: quickCall(
    quickLog.restoreSent,
    log.restoreSent,
    () => 'the database was restored from a copy',
  ),
  recordTimer: quickCall(
    quickLog.recordTimer,
    log.recordTimer,
    ({ until }) => `timer due ${new Date(until).toISOString()} fired`,
  ),
  recordDecisions: quickCall(quickLog.recordDecisions, log.recordDecisions, describeDecisions),
  closeJourney: quickCall(
    quickLog.closeJourney,
    log.closeJourney,
    ({ after }) => `unless the log has events after ${after.seq}`,
  ),
};

/** One activity and one task queue per channel, so that each has its own rate limit. */
export const sendByChannel: Record<
  Channel,
  (request: SendMessageRequest) => ReturnType<typeof log.sendEmail>
> = {
  email: (request) => email.sendEmail.executeWithOptions(optionsOf(request.planned), [request]),
  sms: (request) => sms.sendSms.executeWithOptions(optionsOf(request.planned), [request]),
};

function describePosition({ after }: LogRequest): string {
  return `events after ${after.seq}`;
}

function describeDecisions({ planned, effects }: RecordDecisionsRequest): string {
  const sends = planned.map(({ kind, channel }) => `send ${kind} by ${channel}`);
  return [...sends, ...effects.map(describeEffect)].join(', ');
}

function describeEffect(effect: Effect): string {
  if (effect.do === 'withdraw') return `withdraw ${effect.expectationId}`;
  if (effect.do === 'escalate') {
    return `escalate ${effect.opening.kind} to ${TEAM_NAMES[effect.opening.to]}`;
  }
  const { kind, channel, decision } = effect.record;
  return `${decision.do} ${kind} by ${channel}: ${decision.because}`;
}

function summaryOf({ kind, channel, shipmentIds }: PlannedMessage) {
  const about = shipmentIds.length > 0 ? ` (${shipmentIds.join(', ')})` : '';
  return withSummary(`${kind} by ${channel}${about}`);
}
