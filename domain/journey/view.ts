/** The parts of a journey that operations see of either kind: Markdown, and no personal data. */

import { currentStatus, type ScanSummary } from '../parcel/scan-summary.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';
import { type AwaitedFrom, EXPECTATION_WORDS, type Expectation, FROM } from './expectation.ts';
import type { HeldMessage, MessagePlan, PlannedMessage, SentMessage } from './message-plan.ts';
import { planWakeAt } from './message-plan.ts';
import { isEscalated, type OverdueState } from './overdue.ts';

/** What is awaited, from whom, since and until when, and what was done about it so far. */
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
  return [...open]
    .sort((a, b) => a.due - b.due)
    .map(({ id, kind, shipmentId, since, due }) => {
      const raised = overdue.raised.find((each) => each.id === id);
      const overdueMs = Math.max(0, now - due);
      return {
        expectationId: id,
        kind,
        from: FROM[kind],
        shipmentId,
        since,
        due,
        overdueMs,
        state: raised || now > due ? 'overdue' : 'waiting',
        stepsTaken: raised?.stepsTaken.length ?? 0,
        escalated: raised !== undefined && isEscalated(raised),
      };
    });
}

/** What the timer waits for, in a few words. */
export function timerWords(outbox: MessagePlan, awaited: readonly AwaitedView[]): string | null {
  const held = planWakeAt(outbox);
  const next = awaited.find(({ state }) => state === 'waiting');
  if (held !== null && (!next || held < next.due)) return `a held message, due ${iso(held)}`;
  if (next) return `${EXPECTATION_WORDS[next.kind]}, due ${iso(next.due)}`;
  const [overdue] = awaited;
  return overdue ? `${EXPECTATION_WORDS[overdue.kind]}, overdue since ${iso(overdue.due)}` : null;
}

export function sections(outbox: MessagePlan, awaited: readonly AwaitedView[]): readonly string[] {
  return [
    ...section('Said', outbox.sent.map(sentLine)),
    ...section('Being sent', outbox.pending.map(plannedLine)),
    ...section('Held', outbox.held.map(heldLine)),
    ...section('Awaited', awaited.map(awaitedLine)),
  ];
}

export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`**${title}**`, '', ...lines.map((line) => `- ${line}`), ''];
}

interface ParcelFacts {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly scanSummary: ScanSummary;
}

/** `usps 9400…, in transit since 2026-11-24T12:00Z`: the id only where it is not the number. */
export function parcelWords(
  id: string,
  { carrier, trackingNumber, scanSummary }: ParcelFacts,
): string {
  const { status, reason, since } = currentStatus(scanSummary);
  const name = `${id === trackingNumber ? '' : `${id}: `}${carrier} ${trackingNumber}`;
  if (since === null) return `${name}, nothing heard yet`;
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
  if (state === 'waiting') return by;
  return `${by}: **overdue by ${elapsedInWords(overdueMs)}**${escalated ? ', escalated' : ''}`;
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
