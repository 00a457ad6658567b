/** Journeys in a few words: builders with overrides. */

import { lineInWords } from '../../cli/simulation-words.ts';
import type { ContactFacts } from '../../domain/contact.ts';
import type { EscalationChanged, EventOf, OwnFact, PolicySet } from '../../domain/journey/event.ts';
import type { Machine, ReduceResult } from '../../domain/journey/machine.ts';
import {
  type DecisionRecord,
  newlyPending,
  type PlannedMessage,
} from '../../domain/journey/message-plan.ts';
import { type Simulated, simulate } from '../../domain/journey/simulate.ts';
import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import type { JourneyState } from '../../domain/journey/state.ts';
import type { JourneyEvent, JourneyEventBody } from '../../domain/journeys.ts';
import type { OrderEvent, OrderFact, OrderPlaced } from '../../domain/order/event.ts';
import { type OrderState, orderMachine } from '../../domain/order/index.ts';
import type { ScanFact } from '../../domain/parcel/scan-summary.ts';
import { DEFAULT_CALENDAR, type ShopCalendar } from '../../domain/policy/policy.ts';
import { type PolicyDocument, rulesOf } from '../../domain/policy/policy-document.ts';
import type { ReturnEvent, ReturnFact, ReturnRefunded } from '../../domain/return/event.ts';
import { type ReturnState, returnMachine } from '../../domain/return/index.ts';
import type { Status } from '../../domain/tracking.ts';

export const JOURNEY = 'order/acme/1001';

/** Noon in Berlin on a Tuesday, unless a time of that day or another day is given. */
export function at(time = '12:00', day = '2026-11-24'): number {
  return Date.parse(`${day}T${time}:00+01:00`);
}

export function aContact(overrides: Partial<ContactFacts> = {}): ContactFacts {
  return {
    email: true,
    phone: true,
    consent: { email: true, sms: true },
    locale: 'en',
    timeZone: 'Europe/Berlin',
    ...overrides,
  };
}

/** An event's body and when it reaches the log. */
export type Moment = readonly [at: number, body: JourneyEventBody];

export function placed(time = at('08:00'), contact = aContact()): Moment {
  const body = { kind: 'order_placed', placedAt: time, contact, edd: null, pieces: null } as const;
  return [time, { ...body, country: 'DE' }];
}

export function shipped(
  time = at('09:00'),
  shipmentId = 's1',
  pieces: number | null = null,
): Moment {
  return [
    time,
    {
      kind: 'shipment_added',
      shipmentId,
      carrier: 'usps',
      trackingNumber: `TN-${shipmentId}`,
      service: null,
      shippedAt: time,
      pieces,
    },
  ];
}

export function aScan(status: Status | null, occurredAt: number, more: Partial<ScanFact> = {}) {
  const localDate = new Date(occurredAt + 3_600_000).toISOString().slice(0, 10);
  return { status, reason: null, occurredAt, localDate, ...more } satisfies ScanFact;
}

/** A scan that arrives when it happens, unless `observedAt` says otherwise. */
export function scanned(
  status: Status | null,
  occurredAt: number,
  { observedAt = occurredAt, shipmentId = 's1', ...more }: ScannedOptions = {},
): Moment {
  return [observedAt, { kind: 'scanned', shipmentId, scan: aScan(status, occurredAt, more) }];
}

interface ScannedOptions extends Partial<ScanFact> {
  readonly observedAt?: number;
  readonly shipmentId?: string;
}

export function timerFired(until: number, silentCarriers: readonly string[] = []): Moment {
  return [until, { kind: 'timer_fired', until, silentCarriers }];
}

/** An order with further facts. */
export function ordered(more: Partial<OrderPlaced>, time = at('08:00')): Moment {
  const [, body] = placed(time);
  return [time, { ...body, ...more } as OrderPlaced];
}

export function edd(date: string, asOf: number, shipmentId: string | null = 's1'): Moment {
  const estimate = { date, from: null, until: null, source: 'carrier', asOf } as const;
  return [asOf, { kind: 'edd_set', shipmentId, edd: estimate }];
}

export function cancelled(time: number): Moment {
  return [time, { kind: 'order_cancelled', cancelledAt: time }];
}

/** The shop in Berlin, where it works from Monday to Friday. */
export const BERLIN: ShopCalendar = {
  ...DEFAULT_CALENDAR,
  timeZone: 'Europe/Berlin',
  country: 'DE',
};

export function policy(
  time: number,
  document: PolicyDocument = {},
  calendar: Partial<ShopCalendar> = {},
): Moment {
  const rules = rulesOf(document);
  const body: PolicySet = {
    kind: 'policy_set',
    version: 1,
    rules,
    calendar: { ...BERLIN, ...calendar },
  };
  return [time, body];
}

export function escalationChanged(time: number, more: Partial<EscalationChanged>): Moment {
  const kind = 'escalation_changed';
  const body = { kind, expectationId: '?', change: 'resolved', resolution: null, until: null };
  return [time, { ...body, ...more } as EscalationChanged];
}

export const RETURN = 'return/acme/R1';

/** What happens to a return, at its time. */
export const back = {
  requested: (time = at('08:00'), refundBy: number | null = null): Moment => [
    time,
    {
      kind: 'return_requested',
      requestedAt: time,
      orderId: '1001',
      contact: aContact(),
      pieces: 2,
      country: 'DE',
      refundBy,
    },
  ],
  approved: (time: number): Moment => [time, { kind: 'return_approved', approvedAt: time }],
  rejected: (time: number): Moment => [time, { kind: 'return_rejected', rejectedAt: time }],
  labelled: (time: number, parcelId = 'p1'): Moment => [
    time,
    {
      kind: 'return_labelled',
      parcelId,
      carrier: 'dhl',
      trackingNumber: `RN-${parcelId}`,
      service: null,
      labelledAt: time,
    },
  ],
  scanned: (status: Status, time: number, parcelId = 'p1'): Moment =>
    scanned(status, time, { shipmentId: parcelId }),
  received: (time: number, parcelId: string | null = null): Moment => [
    time,
    { kind: 'return_received', receivedAt: time, parcelId },
  ],
  inspected: (
    time: number,
    dispositions: Extract<ReturnFact, { kind: 'return_inspected' }>['dispositions'] = { refund: 2 },
  ): Moment => [time, { kind: 'return_inspected', inspectedAt: time, dispositions }],
  refunded: (time: number, more: Partial<ReturnRefunded> = {}): Moment => [
    time,
    {
      kind: 'return_refunded',
      reference: 'r1',
      refundedAt: time,
      method: 'original',
      amount: { amount: '49.90', currency: 'EUR' },
      final: true,
      ...more,
    } as ReturnRefunded,
  ],
  cancelled: (time: number): Moment => [time, { kind: 'return_cancelled', cancelledAt: time }],
};

/** Numbers the moments as the log does. */
export function asLog(moments: readonly Moment[]): readonly JourneyEvent[] {
  return moments.map(([time, body], index) => ({ ...body, seq: index + 1, at: time }));
}

export function asOrderLog(moments: readonly Moment[]): readonly OrderEvent[] {
  return asLog(moments) as readonly OrderEvent[];
}

export function asReturnLog(moments: readonly Moment[]): readonly ReturnEvent[] {
  return asLog(moments) as readonly ReturnEvent[];
}

/** A folded log, with everything that was decided on the way. */
export interface Played<State> extends ReduceResult<State> {
  readonly messages: readonly PlannedMessage[];
}

export function playLog<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  journeyId: string,
  log: readonly EventOf<Fact>[],
): Played<State> {
  return log.reduce<Played<State>>(
    ({ state, effects, messages }, event) => {
      const step = machine.reduce(state, event);
      const sends = newlyPending(state.messagePlan, step.state.messagePlan);
      return {
        state: step.state,
        effects: [...effects, ...step.effects],
        messages: [...messages, ...sends],
      };
    },
    { state: machine.initial(journeyId), effects: [], messages: [] },
  );
}

export function play(...moments: readonly Moment[]): Played<OrderState> {
  return playLog(orderMachine, JOURNEY, asOrderLog(moments));
}

export function playReturn(...moments: readonly Moment[]): Played<ReturnState> {
  return playLog(returnMachine, RETURN, asReturnLog(moments));
}

export function recordsOf({ effects }: ReduceResult<unknown>): readonly DecisionRecord[] {
  return effects.flatMap((effect) => (effect.do === 'record' ? [effect.record] : []));
}

/** The messages that are sent, in a form that reads well: `out_for_delivery by sms`. */
export function sent({ messages }: Played<unknown>): readonly string[] {
  return messages.map(({ kind, channel }) => `${kind} by ${channel}`);
}

/** The messages that are held or dropped, and why: `out_for_delivery by sms: stale`. */
export function notSent(step: ReduceResult<unknown>): readonly string[] {
  return recordsOf(step).map(
    ({ kind, channel, decision }) => `${kind} by ${channel}: ${decision.because}`,
  );
}

/** Simulates an order until a time: every timer fires, every message is accepted at once. */
export function runOrder(
  until: number,
  ...moments: readonly Moment[]
): Simulated<OrderState, OrderFact> {
  const events = asOrderLog(moments).map((body) => ({ at: body.at, body }));
  return simulate(orderMachine, { journeyId: JOURNEY, events, until });
}

export function runReturn(
  until: number,
  ...moments: readonly Moment[]
): Simulated<ReturnState, ReturnFact> {
  const events = asReturnLog(moments).map((body) => ({ at: body.at, body }));
  return simulate(returnMachine, { journeyId: RETURN, events, until });
}

/** A simulation's lines of some kinds, in words and without the year. */
export function linesOf(
  { lines }: { readonly lines: readonly SimulationLine[] },
  ...kinds: readonly SimulationLine['do'][]
): readonly string[] {
  return lines.filter((line) => kinds.includes(line.do)).map(lineWithTime);
}

/** The status after the last event, and everything that was decided with it, without times. */
export function outcomeOf({ lines }: { readonly lines: readonly SimulationLine[] }): {
  readonly status: string;
  readonly effects: readonly string[];
} {
  const index = lines.findLastIndex((line) => line.do === 'event');
  const event = lines[index];
  const effects = lines.slice(index + 1).filter((line) => EFFECTS.includes(line.do));
  const words = effects.map((line) => lineInWords(line).split(/ {2,}/).slice(1).join(' '));
  return { status: event?.do === 'event' ? event.status : '?', effects: words };
}

const EFFECTS: readonly SimulationLine['do'][] = ['send', 'hold', 'drop', 'escalate', 'withdraw'];

/** `11-24 12:00 send delivered by sms (s1)`, by clocks in Berlin in winter. */
function lineWithTime(line: SimulationLine): string {
  const time = new Date(Date.parse(line.at) + 3_600_000).toISOString();
  const [, ...words] = lineInWords(line).split(/ {2,}/);
  return [time.slice(5, 10), time.slice(11, 16), ...words].join(' ');
}
