/** The parts of a journey's view that orders and returns share: Markdown without personal data. */

import type { Parcel } from '../parcel/parcel.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';
import type { OverdueState } from './alarm.ts';
import { isEscalated } from './escalate-and-withdraw.ts';
import {
  type AwaitedFrom,
  EXPECTATION_WORDS,
  EXPECTED_FROM,
  type Expectation,
} from './expectation.ts';
import {
  type HeldMessage,
  type MessagePlan,
  type PlannedMessage,
  planWakeAt,
  type SentMessage,
} from './message-plan.ts';
import { nameReopened } from './reopened.ts';
import type { JourneyState } from './state.ts';

/** An open expectation: from whom, since when, and what was done about it so far. */
export interface AwaitedView {
  readonly expectationId: string;
  readonly kind: Expectation['kind'];
  readonly from: AwaitedFrom;
  readonly shipmentId: string | null;
  /** Epoch milliseconds, as is `due`. */
  readonly since: number;
  readonly due: number;
  readonly state: 'waiting' | 'overdue';
  readonly overdueMs: number;
  readonly stepsTaken: number;
  readonly escalated: boolean;
}

export function awaitedViews(
  open: readonly Expectation[],
  overdue: OverdueState,
  now: number,
): readonly AwaitedView[] {
  return [...nameReopened(open, overdue)]
    .sort((a, b) => a.due - b.due)
    .map(({ id, kind, shipmentId, since, due }) => {
      const raised = overdue.raised.find((alarm) => alarm.id === id);
      const overdueMs = Math.max(0, now - due);
      return {
        expectationId: id,
        kind,
        from: EXPECTED_FROM[kind],
        shipmentId,
        since,
        due,
        overdueMs,
        state: now > due || (raised && now >= raised.due) ? 'overdue' : 'waiting',
        stepsTaken: raised?.stepsTaken.length ?? 0,
        escalated: raised !== undefined && isEscalated(raised),
      };
    });
}

/** What the timer waits for, in a few words. */
export function awaitedWords(
  { closed, messagePlan }: Pick<JourneyState, 'closed' | 'messagePlan'>,
  awaited: readonly AwaitedView[],
): string {
  if (closed) return 'nothing: closed';
  const heldUntil = planWakeAt(messagePlan);
  const next = awaited.find(({ state }) => state === 'waiting');
  if (heldUntil !== null && (!next || heldUntil < next.due)) {
    return `a held message, due ${iso(heldUntil)}`;
  }
  if (next) return `${EXPECTATION_WORDS[next.kind]}, due ${iso(next.due)}`;
  const [overdue] = awaited;
  if (overdue) return `${EXPECTATION_WORDS[overdue.kind]}, overdue since ${iso(overdue.due)}`;
  return 'the end of the grace period';
}

export function sections(plan: MessagePlan, awaited: readonly AwaitedView[]): readonly string[] {
  return [
    ...section('Sent', plan.sent.map(sentLine)),
    ...section('Being sent', plan.pending.map(plannedLine)),
    ...section('Held', plan.held.map(heldLine)),
    ...section('Awaited', awaited.map(awaitedLine)),
  ];
}

export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`**${title}**`, '', ...lines.map((line) => `- ${line}`), ''];
}

/** `usps 9400…, in transit since 2026-11-24T12:00Z`. Begins with the id if it is not the number. */
export function parcelWords(id: string, { carrier, trackingNumber, scanSummary }: Parcel): string {
  const { status, reason, since } = currentStatus(scanSummary);
  const name = `${id === trackingNumber ? '' : `${id}: `}${carrier} ${trackingNumber}`;
  if (since === null) return `${name}, no scan yet`;
  const why = reason ? ` (${inWords(reason)})` : '';
  return `${name}, ${inWords(status)}${why} since ${iso(since)}`;
}

/** `out_for_delivery` as `out for delivery`. */
export function inWords(name: string): string {
  return name.replaceAll('_', ' ');
}

function awaitedLine(awaited: AwaitedView): string {
  const { kind, from, shipmentId, due, state, overdueMs, escalated } = awaited;
  const about = shipmentId === null ? '' : ` (${shipmentId})`;
  const by = `${EXPECTATION_WORDS[kind]}${about}, from the ${inWords(from)}, due ${iso(due)}`;
  const end = escalated ? ', escalated' : '';
  if (state === 'waiting') return `${by}${end}`;
  return `${by}: **overdue by ${elapsedInWords(overdueMs)}**${end}`;
}

function sentLine({ kind, channel, at, outcome }: SentMessage): string {
  return `${kind} by ${channel}: ${outcome}, ${iso(at)}`;
}

function plannedLine({ kind, channel, staleAt }: PlannedMessage): string {
  return `${kind} by ${channel}, worth sending until ${iso(staleAt)}`;
}

function heldLine({ kind, channel, notBefore, because }: HeldMessage): string {
  return `${kind} by ${channel}, until ${iso(notBefore)} (${inWords(because)})`;
}

/** `2026-11-24T12:00Z`. */
export function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

/** `2 days`, `5 hours`, `3 minutes`: the largest unit, rounded down. */
export function elapsedInWords(ms: number): string {
  const units = [
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
  ] as const;
  const [name, size] = units.find(([, each]) => ms >= each) ?? ['minute', MINUTE];
  const count = Math.floor(ms / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
