/** Builders of journey events, with overrides. */

import type { ContactFacts } from '../../domain/contact.ts';
import type { Estimate } from '../../domain/edd.ts';
import type { EscalationChanged, PolicySet } from '../../domain/journey/event.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import type { OrderPlaced, OrderWithdrawn } from '../../domain/order/event.ts';
import type { ScanFact } from '../../domain/parcel/scan-summary.ts';
import { DEFAULT_CALENDAR } from '../../domain/policy/default-policy.ts';
import type { ShopCalendar } from '../../domain/policy/policy.ts';
import { type PolicyDocument, rulesOf } from '../../domain/policy/policy-document.ts';
import type {
  NoticeFacts,
  ReturnFact,
  ReturnRefunded,
  ReturnRequested,
} from '../../domain/return/event.ts';
import type { Status } from '../../domain/tracking.ts';

export const JOURNEY = 'order/acme/1001';

/** A time in Berlin in winter; by default Tuesday, 24 November 2026, at noon. */
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

/** An event's body, and when it reaches the log in epoch milliseconds. */
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

/** An order placed with other facts than the default ones. */
export function ordered(more: Partial<OrderPlaced>, time = at('08:00')): Moment {
  const [, body] = placed(time);
  return [time, { ...body, ...more } as OrderPlaced];
}

export function edd(date: string, asOf: number, shipmentId: string | null = 's1'): Moment {
  const estimate = { date, from: null, until: null, source: 'carrier', asOf } as const;
  return [asOf, { kind: 'edd_set', shipmentId, edd: estimate }];
}

/** The shop's estimate for the whole order. */
export function promised(date: string, asOf: number): Estimate {
  return { date, from: null, until: null, source: 'shop', asOf };
}

export function cancelled(time: number): Moment {
  return [time, { kind: 'order_cancelled', cancelledAt: time }];
}

/** The customer withdraws from all of an order that has not been shipped. */
export function withdrawn(time: number, more: Partial<OrderWithdrawn> = {}): Moment {
  const body = { kind: 'order_withdrawn', returnId: 'R1', withdrawnAt: time } as const;
  return [time, { ...body, isWhole: true, awaitsRefund: true, ...more }];
}

/** A shop in Berlin that works from Monday to Friday. */
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

/** Events of a return. */
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
  /** The shop reports a withdrawal, which no shop approves. */
  withdrawn: (
    time: number,
    more: Partial<ReturnRequested> = {},
    notice: Partial<NoticeFacts> = {},
  ): Moment => {
    const [, body] = back.requested(time);
    const facts = { hasOwnAddress: false, isUnshipped: false, ...notice };
    const about = { withdrawal: true, notice: facts, approvedAt: time };
    return [time, { ...body, ...about, ...more } as ReturnRequested];
  },
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
