/** The activities as workflows call them: with task queue, timeout, retries and a summary. */

import { proxyActivities } from '@temporalio/workflow';
import type { EscalationEffect } from '../domain/journey/alarm.ts';
import type {
  DecisionRecord,
  PlannedMessage,
  SentMessage,
} from '../domain/journey/message-plan.ts';
import type { LogPosition } from '../domain/journeys.ts';
import { type Channel, priorityOf } from '../domain/message.ts';
import { TEAM_NAMES } from '../domain/policy/rule.ts';
import {
  type ApplyEscalationsRequest,
  EMAIL_QUEUE,
  type JourneyActivities,
  MAIN_QUEUE,
  type RecordDecisionsRequest,
  type SendMessageRequest,
  SMS_QUEUE,
} from './messages.ts';

// Activities retry forever, until Postgres, a provider or a deploy is back. No journey is given up.
const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' } as const;

const log = proxyActivities<JourneyActivities>({
  taskQueue: MAIN_QUEUE,
  startToCloseTimeout: '30s',
  retry,
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

export const activities = {
  readLog: (journeyId: string, after: LogPosition) =>
    log.readLog.executeWithOptions(withSummary(`events after ${after.seq}`), [
      { journeyId, after },
    ]),
  restoreSent: (journeyId: string, sent: readonly SentMessage[]) =>
    log.restoreSent.executeWithOptions(withSummary('the database was restored from a copy'), [
      { journeyId, sent },
    ]),
  recordTimer: (journeyId: string, after: LogPosition, until: number) =>
    log.recordTimer.executeWithOptions(
      withSummary(`timer due ${new Date(until).toISOString()} fired`),
      [{ journeyId, after, until }],
    ),
  recordDecisions: (request: RecordDecisionsRequest) =>
    log.recordDecisions.executeWithOptions(
      withSummary(request.records.map(describeDecision).join(', ')),
      [request],
    ),
  applyEscalations: (request: ApplyEscalationsRequest) =>
    log.applyEscalations.executeWithOptions(
      withSummary(request.changes.map(describeEscalation).join(', ')),
      [request],
    ),
  closeJourney: (journeyId: string, after: LogPosition) =>
    log.closeJourney.executeWithOptions(
      withSummary(`unless the log has events after ${after.seq}`),
      [{ journeyId, after }],
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

function describeDecision({ kind, channel, decision }: DecisionRecord): string {
  return `${decision.do} ${kind} by ${channel}: ${decision.because}`;
}

function describeEscalation(change: EscalationEffect): string {
  if (change.do === 'withdraw') return `withdraw ${change.expectationId}`;
  return `escalate ${change.opening.kind} to ${TEAM_NAMES[change.opening.to]}`;
}

function summaryOf({ kind, channel, shipmentIds }: PlannedMessage) {
  const about = shipmentIds.length > 0 ? ` (${shipmentIds.join(', ')})` : '';
  return withSummary(`${kind} by ${channel}${about}`);
}
