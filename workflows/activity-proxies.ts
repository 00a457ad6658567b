/** The activities, with their queues, limits and summaries. */

import { proxyActivities } from '@temporalio/workflow';
import { TEAM_NAMES } from '../domain/journey/expectation.ts';
import type { EscalationEffect, PlannedMessage } from '../domain/journey/message-plan.ts';
import type { Channel } from '../domain/message.ts';
import {
  EMAIL_QUEUE,
  type JourneyActivities,
  MAIN_QUEUE,
  type SendMessageRequest,
  SMS_QUEUE,
} from './messages.ts';

// No limit to the attempts: an activity ends with a decision, or waits for Postgres, a provider or
// a deploy to come back. A journey is never given up.
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

export const activities = {
  readLog: (journeyId: string, after: number) =>
    log.readLog.executeWithOptions(withSummary(`events after ${after}`), [{ journeyId, after }]),
  wake: (journeyId: string, after: number, until: number) =>
    log.recordTimer.executeWithOptions(withSummary(`it is ${new Date(until).toISOString()}`), [
      { journeyId, after, until },
    ]),
  record: (request: Parameters<JourneyActivities['recordDecisions']>[0]) =>
    log.recordDecisions.executeWithOptions(
      withSummary(request.records.map(({ kind, decision }) => `${decision.do} ${kind}`).join(', ')),
      [request],
    ),
  escalate: (request: Parameters<JourneyActivities['applyEscalations']>[0]) =>
    log.applyEscalations.executeWithOptions(
      withSummary(request.changes.map(describeEscalation).join(', ')),
      [request],
    ),
  close: (journeyId: string, after: number) =>
    log.closeJourney.executeWithOptions(withSummary('end the journey'), [{ journeyId, after }]),
};

/** One activity per channel: each has its own queue, and so its own pace. */
export const sendByChannel: Record<
  Channel,
  (request: SendMessageRequest) => ReturnType<typeof log.sendEmail>
> = {
  email: (request) => email.sendEmail.executeWithOptions(summaryOf(request.planned), [request]),
  sms: (request) => sms.sendSms.executeWithOptions(summaryOf(request.planned), [request]),
};

function describeEscalation(change: EscalationEffect): string {
  if (change.do === 'withdraw') return `withdraw ${change.expectationId}`;
  return `escalate ${change.opening.kind} to ${TEAM_NAMES[change.opening.to]}`;
}

function summaryOf({ kind, channel, shipmentIds }: PlannedMessage) {
  const about = shipmentIds.length > 0 ? ` (${shipmentIds.join(', ')})` : '';
  return withSummary(`${kind} by ${channel}${about}`);
}
