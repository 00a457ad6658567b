/** Journeys in a few words: builders with overrides. */

import type { ContactFacts, JourneyEvent, JourneyEventBody } from '../../domain/event.ts';
import { fold, type Step } from '../../domain/machine.ts';
import { type OrderState, orderMachine } from '../../domain/order.ts';
import type { DecisionRecord, Planned } from '../../domain/outbox.ts';
import type { ScanFact } from '../../domain/sightings.ts';
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

/** A body and when it comes. */
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

/** A scan that comes when it happens, unless said otherwise. */
export function scanned(
  status: Status | null,
  occurredAt: number,
  { heardAt = occurredAt, shipmentId = 's1', ...more }: ScannedOptions = {},
): Moment {
  return [heardAt, { kind: 'scanned', shipmentId, scan: aScan(status, occurredAt, more) }];
}

interface ScannedOptions extends Partial<ScanFact> {
  readonly heardAt?: number;
  readonly shipmentId?: string;
}

export function woke(until: number): Moment {
  return [until, { kind: 'woke', until }];
}

/** Numbers the moments as the log does. */
export function asLog(moments: readonly Moment[]): readonly JourneyEvent[] {
  return moments.map(([time, body], index) => ({ ...body, seq: index + 1, at: time }));
}

export function play(...moments: readonly Moment[]): Step<OrderState> {
  return fold(orderMachine, JOURNEY, asLog(moments));
}

export function sentBy(step: Step<unknown>): readonly Planned[] {
  return step.effects.flatMap((effect) => (effect.do === 'notify' ? [effect.planned] : []));
}

export function recordedBy(step: Step<unknown>): readonly DecisionRecord[] {
  return step.effects.flatMap((effect) => (effect.do === 'record' ? [effect.record] : []));
}

/** What is told, in a form that reads well: `out_for_delivery by sms`. */
export function told(step: Step<unknown>): readonly string[] {
  return sentBy(step).map(({ kind, channel }) => `${kind} by ${channel}`);
}

/** What is not told, and why: `out_for_delivery by sms: stale`. */
export function untold(step: Step<unknown>): readonly string[] {
  return recordedBy(step).map(
    ({ kind, channel, decision }) => `${kind} by ${channel}: ${decision.because}`,
  );
}
