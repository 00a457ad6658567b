/** The messages that ladders send to the customer and to staff. */

import { isForStaff, type MessageKind } from '../message.ts';
import { DAY } from '../time.ts';
import { unreachable } from '../unreachable.ts';
import type { OverdueState, RaisedAlarm, SettledAlarm, StepTaken } from './alarm.ts';
import { hasReached, type MessagePlan, type SentMessage } from './message-plan.ts';
import { idOfFacts } from './reopened.ts';
import type { Milestone } from './send-hold-drop.ts';

export interface LadderSource {
  readonly overdue: OverdueState;
  readonly messagePlan: MessagePlan;
}

/**
 * One milestone for each step that sends a message. Milestones of settled alarms are obsolete, and
 * so is a second message about the same delay. `reports`: messages that tell of the trouble itself.
 * `isPast`: whether a report no longer explains a delay.
 */
export function ladderMilestones(
  { overdue, messagePlan }: LadderSource,
  reports: readonly Milestone[] = [],
  isPast: (report: Milestone, delay: Milestone) => boolean = () => false,
): readonly Milestone[] {
  const { raised, settled } = overdue;
  const alarms = [
    ...settled.map((each) => ({ resumed: each.resumed, own: settledMessages(each, raised) })),
    ...raised.map((each) => ({ resumed: false, own: messagesOf(each, null) })),
  ];
  const delays = alarms.flatMap(({ resumed, own }) =>
    resumed ? [] : own.filter(({ kind }) => LATE.includes(kind)),
  );
  const earlier = [...reports, ...delays];
  return alarms
    .flatMap(({ own }) => own)
    .map((each) => {
      const isRepeated = earlier.some(
        (other) =>
          isSameDelay(other, each) &&
          isWithPlan(messagePlan, other.id) &&
          !isMovingSince(messagePlan, other) &&
          !isPast(other, each),
      );
      const isKnown = isRepeated || isKnownCircle(messagePlan, each);
      return isKnown && LATE.includes(each.kind) ? { ...each, obsolete: 'superseded' } : each;
    });
}

/**
 * A parcel that goes in circles moves all the time: after a message about a delay or about its
 * movement, the same circles are no news.
 */
function isKnownCircle(
  { sent, pending }: MessagePlan,
  { id, kind, facts, occurredAt, shipmentIds: [shipmentId] }: Milestone,
): boolean {
  if (facts?.['expectation'] !== 'progress' || kind !== 'delayed') return false;
  return [...sent, ...pending.map((each) => ({ ...each, at: each.notBefore }))].some(
    (each) =>
      each.milestoneId !== id &&
      each.milestoneId.startsWith(`${shipmentId}/`) &&
      (each.kind === 'delayed' || each.kind === 'moving_again') &&
      each.at > occurredAt - SAME_DELAY_MS,
  );
}

/** Staff still have to learn of an escalation that is open because of another alarm. */
function settledMessages(
  alarm: SettledAlarm,
  raised: readonly RaisedAlarm[],
): readonly Milestone[] {
  const isStillOpen = raised.some(
    ({ escalationId, resolution }) => escalationId === alarm.escalationId && resolution === null,
  );
  return messagesOf(alarm, 'superseded').map((each) =>
    isStillOpen && each.kind === 'escalation_opened' ? { ...each, obsolete: null } : each,
  );
}

const LATE: readonly MessageKind[] = ['delayed', 'not_shipped_yet'];

/** Within this time, the parcel is still late for the same reason. */
const SAME_DELAY_MS = 5 * DAY;

function isSameDelay(earlier: Milestone, later: Milestone): boolean {
  const isOther = earlier.id !== later.id && earlier.shipmentIds[0] === later.shipmentIds[0];
  const ms = later.occurredAt - earlier.occurredAt;
  return isOther && ms >= 0 && ms < SAME_DELAY_MS;
}

/** Whether the message was sent, or is about to be. One that waits overnight may never be. */
function isWithPlan(plan: MessagePlan, id: string): boolean {
  const isHeld = plan.held.some(
    ({ milestoneId, because }) => milestoneId === id && because !== 'overnight',
  );
  return isHeld || hasReached(plan, id);
}

/**
 * Whether the customer has read since then that the parcel moves, or that the delay was another
 * parcel's: a later delay is another one.
 */
function isMovingSince(
  { sent }: MessagePlan,
  { id, shipmentIds: [shipmentId] }: Milestone,
): boolean {
  const isAbout = (each: SentMessage, prefix: string) =>
    [each.milestoneId, ...(each.covers ?? [])].some((known) => known.startsWith(prefix));
  const last = sent.findLastIndex((each) => isAbout(each, id));
  return (
    last >= 0 &&
    sent
      .slice(last + 1)
      .some(
        (each) =>
          (MOVING.includes(each.kind) && isAbout(each, `${shipmentId}/`)) ||
          isAbout(each, `${shipmentId}/not_delivered_after_all/corrected`),
      )
  );
}

const MOVING: readonly MessageKind[] = ['moving_again', 'out_for_delivery'];

function messagesOf(
  alarm: RaisedAlarm | SettledAlarm,
  obsolete: Milestone['obsolete'],
): readonly Milestone[] {
  const { id, kind, shipmentId, due, escalationId } = alarm;
  const shipmentIds = shipmentId === null ? [] : [shipmentId];
  return alarm.stepsTaken.flatMap((taken, index): readonly Milestone[] => {
    const message = messageOf(taken, { alarm, number: index + 1 });
    if (!message) return [];
    const expectationId = taken.step.do === 'escalate' ? (escalationId ?? id) : id;
    const facts = { expectationId, expectation: kind, due, ...message.facts };
    // A person who has resolved it needs no email about it.
    const isHandled = alarm.resolution !== null && isForStaff(message.kind);
    const isOver = isHandled || isStepOvertaken(alarm, index);
    const why = isOver ? 'superseded' : obsolete;
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
  { step, day, raises }: StepTaken,
  { alarm, number }: StepRef,
): Pick<Milestone, 'id' | 'kind' | 'facts' | 'grouping' | 'group' | 'overnight'> | null {
  // The customer is not told again about the same facts; staff are, for each escalation.
  const subject = step.do === 'notify_customer' ? idOfFacts(alarm.id) : alarm.id;
  const id = (kind: MessageKind) => `${subject}/${kind}/${number}`;
  switch (step.do) {
    case 'notify_customer': {
      const kind = step.message;
      // It may have been posted today, and be scanned tonight.
      if (kind === 'return_post_reminder')
        return { id: id(kind), kind, facts: {}, overnight: true };
      if (kind !== 'delayed') return { id: id(kind), kind, facts: {} };
      // Several ladders may report the same missed day: the customer gets one message.
      const missed = `${alarm.shipmentId ?? '-'}/delayed/missed-${day}`;
      const facts = { oldEdd: day, newEdd: null };
      const about = { grouping: 'join', group: `late ${day}` } as const;
      return { id: day ? missed : id(kind), kind, facts, ...about };
    }
    case 'escalate': {
      if (!raises) return null;
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
export function hasReachedCustomer(alarm: RaisedAlarm, plan: MessagePlan): boolean {
  const toCustomer = messagesOf(alarm, null).filter(({ kind }) => !isForStaff(kind));
  return toCustomer.some(({ id, occurredAt }) => hasReached(plan, id, occurredAt));
}
