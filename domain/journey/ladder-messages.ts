/** The messages that ladders send to the customer and to staff. */

import { isForStaff, type MessageKind } from '../message.ts';
import { unreachable } from '../unreachable.ts';
import type { OverdueState, RaisedAlarm, StepTaken } from './escalate-and-withdraw.ts';
import type { MessagePlan } from './message-plan.ts';
import type { Milestone } from './send-hold-drop.ts';

/** One milestone for each step that sends a message. Milestones of settled alarms are obsolete. */
export function ladderMilestones({ raised, settled }: OverdueState): readonly Milestone[] {
  return [
    ...settled.flatMap((alarm) => messagesOf(alarm, 'superseded')),
    ...raised.flatMap((alarm) => messagesOf(alarm, null)),
  ];
}

function messagesOf(alarm: RaisedAlarm, obsolete: Milestone['obsolete']): readonly Milestone[] {
  const { id, kind, shipmentId, due } = alarm;
  const shipmentIds = shipmentId === null ? [] : [shipmentId];
  return alarm.stepsTaken.flatMap((taken, index): readonly Milestone[] => {
    const message = messageOf(taken, { alarm, number: index + 1 });
    if (!message) return [];
    const facts = { expectationId: id, expectation: kind, due, ...message.facts };
    const why = isStepOvertaken(alarm, index) ? 'superseded' : obsolete;
    return [{ ...message, facts, occurredAt: taken.at, shipmentIds, obsolete: why }];
  });
}

/**
 * If several late steps are taken at the same time, only the last one sends the customer a message.
 */
function isStepOvertaken({ stepsTaken }: RaisedAlarm, index: number): boolean {
  const own = stepsTaken[index];
  if (own?.step.do !== 'notify_customer') return false;
  return stepsTaken.slice(index + 1).some(({ step, at }) => {
    const reachesCustomer = step.do === 'notify_customer' || step.do === 'expire';
    return reachesCustomer && at === own.at && step.after !== own.step.after;
  });
}

interface StepRef {
  readonly alarm: RaisedAlarm;
  /** 1 for the first step of the ladder. */
  readonly number: number;
}

function messageOf(
  { step, day }: StepTaken,
  { alarm, number }: StepRef,
): Pick<Milestone, 'id' | 'kind' | 'facts'> | null {
  const id = (kind: MessageKind) => `${alarm.id}/${kind}/${number}`;
  switch (step.do) {
    case 'notify_customer': {
      const kind = step.message;
      if (kind !== 'delayed') return { id: id(kind), kind, facts: {} };
      // Several ladders may report the same missed day: the customer gets one message.
      const missed = `${alarm.shipmentId ?? '-'}/delayed/missed-${day}`;
      return { id: day ? missed : id(kind), kind, facts: { oldEdd: day, newEdd: null } };
    }
    case 'escalate': {
      const facts = { to: step.to, severity: step.severity };
      return { id: id('escalation_opened'), kind: 'escalation_opened', facts };
    }
    case 'notify_shop':
      return { id: id('overdue_notice'), kind: 'overdue_notice', facts: { to: step.to } };
    case 'expire':
      return null;
    default:
      return unreachable(step);
  }
}

/** Whether the alarm's ladder has sent the customer a message, or is sending one. */
export function hasReachedCustomer(alarm: RaisedAlarm, { pending, sent }: MessagePlan): boolean {
  const toCustomer = messagesOf(alarm, null).filter(({ kind }) => !isForStaff(kind));
  return toCustomer.some(({ id, occurredAt }) => {
    const arrived = sent.some(({ milestoneId, at, outcome }) => {
      const reached = outcome === 'accepted' || outcome === 'unknown';
      return milestoneId === id && at >= occurredAt && reached;
    });
    return arrived || pending.some(({ milestoneId }) => milestoneId === id);
  });
}
