/** The messages that ladders send: to the customer, and to the shop's staff. */

import { isForStaff, type MessageKind } from '../message.ts';
import { unreachable } from '../unreachable.ts';
import type { OverdueState, RaisedAlarm, StepTaken } from './escalate-and-withdraw.ts';
import type { MessagePlan } from './message-plan.ts';
import type { Milestone } from './send-hold-drop.ts';

/** A milestone for every step that sends a message. Those of settled alarms are obsolete. */
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
    const late = isStepOvertaken(alarm, index) ? 'superseded' : obsolete;
    return [{ ...message, facts, occurredAt: taken.at, shipmentIds, obsolete: late }];
  });
}

/** Where several steps are taken late, at the same time, the customer hears of the last one only. */
function isStepOvertaken({ stepsTaken }: RaisedAlarm, index: number): boolean {
  const own = stepsTaken[index];
  if (own?.step.do !== 'tell_customer') return false;
  return stepsTaken.slice(index + 1).some(({ step, at }) => {
    const reachesCustomer = step.do === 'tell_customer' || step.do === 'expire';
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
    case 'tell_customer': {
      const kind = step.message;
      if (kind !== 'delayed') return { id: id(kind), kind, facts: {} };
      // Several ladders may find the same day missed: the customer hears of it once.
      const missed = `${alarm.shipmentId ?? '-'}/delayed/missed-${day}`;
      return { id: day ? missed : id(kind), kind, facts: { oldEdd: day, newEdd: null } };
    }
    case 'escalate': {
      const facts = { to: step.to, severity: step.severity };
      return { id: id('escalation_opened'), kind: 'escalation_opened', facts };
    }
    case 'tell_shop':
      return { id: id('overdue_notice'), kind: 'overdue_notice', facts: { to: step.to } };
    case 'expire':
      return null;
    default:
      return unreachable(step);
  }
}

/** Whether a message of the ladder has reached the customer, or is on its way. */
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
