/** Schemas of events in a journey file: times in ISO 8601, and defaults for most fields. */

import { z } from 'zod';
import { policySchema } from '../commands/policy-schema.ts';
import { day, isInOrder, OUT_OF_ORDER } from '../commands/time-schema.ts';
import { isTimeZone } from '../domain/calendar.ts';
import { ESCALATION_CHANGES, OUTCOMES, RESOLUTIONS } from '../domain/journey/event.ts';
import { readLocale } from '../domain/locale.ts';
import { CHANNELS } from '../domain/message.ts';
import { decimalsFault } from '../domain/money.ts';
import { isPlausibleTime, PLAUSIBLE_TIMES } from '../domain/plausible-time.ts';
import { REFUND_METHODS } from '../domain/refund.ts';
import { DISPOSITIONS } from '../domain/return/event.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { calendarSchema } from './calendar-schema.ts';

/** ISO 8601 with an offset, or epoch milliseconds as in the log. */
export const instant = z
  .union(
    [z.iso.datetime({ offset: true }).transform((written) => Date.parse(written)), z.int()],
    'must be a time such as "2026-11-24T12:00:00+01:00"',
  )
  .refine(isPlausibleTime, PLAUSIBLE_TIMES);
const name = z.string().min(1).max(200);
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be two capital letters such as "DE"')
  .nullable()
  .default(null);
/** Which delay of the order, from 1. */
const delay = z.int().min(1).max(1_000).default(1);
/** 500 items of 100,000 pieces each. */
const PIECES_MAX = 50_000_000;
const pieces = z.int().min(1).max(PIECES_MAX).nullable().default(null);
const service = name.nullable().default(null);

const byChannel = z.strictObject({ email: z.boolean(), sms: z.boolean() });

const contact = z
  .strictObject({
    email: z.boolean().default(true),
    phone: z.boolean().default(true),
    consent: z
      .strictObject({ email: z.boolean().default(true), sms: z.boolean().default(true) })
      .prefault({}),
    locale: name
      .refine((tag) => readLocale(tag) !== null, 'must be a language tag such as "de-AT"')
      .default('en'),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"')
      .default('UTC'),
    optional: byChannel.optional(),
    marketing: byChannel.optional(),
    erased: z.literal(true).optional(),
  })
  .prefault({});

const estimate = z
  .strictObject({
    date: day,
    from: instant.nullable().default(null),
    until: instant.nullable().default(null),
    source: z.enum(['shop', 'carrier', 'model']).default('carrier'),
    asOf: instant,
  })
  .refine(isInOrder, OUT_OF_ORDER);

const scan = z
  .strictObject({
    status: z.enum(STATUSES).nullable(),
    reason: z.enum(REASONS).nullable().default(null),
    occurredAt: instant,
    localDate: day.optional(),
    unconfirmedUntil: instant.optional(),
    contradicts: z.literal(true).optional(),
  })
  .transform(({ unconfirmedUntil, contradicts, ...fact }) => ({
    ...fact,
    localDate: fact.localDate ?? new Date(fact.occurredAt).toISOString().slice(0, 10),
    ...(unconfirmedUntil === undefined ? {} : { unconfirmedUntil }),
    ...(contradicts ? { contradicts } : {}),
  }));

const shared = [
  z.strictObject({ kind: z.literal('contact_changed'), contact }),
  z.strictObject({ kind: z.literal('scanned'), shipmentId: name, scan }),
  z.strictObject({
    kind: z.literal('shipment_corrected'),
    shipmentId: name,
    carrier: name,
    trackingNumber: name,
  }),
  z.strictObject({
    kind: z.literal('edd_set'),
    shipmentId: name.nullable().default(null),
    edd: estimate,
  }),
  z.strictObject({
    kind: z.literal('escalation_changed'),
    expectationId: name,
    change: z.enum(ESCALATION_CHANGES),
    resolution: z.enum(RESOLUTIONS).nullable().default(null),
    until: instant.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('notification_settled'),
    key: name,
    outcome: z.enum(OUTCOMES),
    code: name.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('notification_failed'),
    key: name,
    receipt: z.enum(['bounced', 'failed']),
    code: name.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('messages_refused'), channel: z.enum(CHANNELS) }),
  z.strictObject({
    kind: z.literal('timer_fired'),
    until: instant,
    silentCarriers: z.array(name).default([]),
  }),
  z.strictObject({ kind: z.literal('closed') }),
  /** A file has the policy; the log has the rules derived from it. */
  z.strictObject({
    kind: z.literal('policy_set'),
    policy: policySchema,
    calendar: calendarSchema.optional(),
  }),
] as const;

const money = z
  .strictObject({
    amount: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal number such as "49.90"'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters such as "EUR"'),
  })
  .superRefine((given, c) => {
    const message = decimalsFault(given);
    if (message !== null) c.addIssue({ code: 'custom', path: ['amount'], message });
  });

const refund = {
  reference: name,
  refundedAt: instant,
  amount: money,
  method: z.enum(REFUND_METHODS).default('original'),
  final: z.boolean().default(true),
};

const ofOrders = [
  z.strictObject({
    kind: z.literal('order_placed'),
    placedAt: instant,
    contact,
    edd: estimate.nullable().default(null),
    pieces,
    country,
    shipBy: instant.nullable().default(null),
    paid: z.boolean().nullable().default(null),
    creditApplication: z.boolean().optional(),
    shipRuleExempt: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('pieces_changed'), pieces }),
  z.strictObject({
    kind: z.literal('shipment_added'),
    shipmentId: name,
    carrier: name,
    trackingNumber: name,
    service,
    shippedAt: instant,
    pieces,
  }),
  z.strictObject({ kind: z.literal('shipment_voided'), shipmentId: name, voidedAt: instant }),
  z.strictObject({ kind: z.literal('order_cancelled'), cancelledAt: instant }),
  z.strictObject({ kind: z.literal('order_reinstated'), reinstatedAt: instant }),
  z.strictObject({
    kind: z.literal('order_withdrawn'),
    returnId: name,
    withdrawnAt: instant,
    isWhole: z.boolean().default(true),
    awaitsRefund: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('order_refunded'), ...refund }),
  z.strictObject({
    kind: z.literal('shipping_promise_changed'),
    shipsInTime: z.boolean(),
    revisedShipBy: day.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('delay_consented'), delay }),
  z.strictObject({ kind: z.literal('cancel_requested'), delay }),
] as const;

const ofReturns = [
  z.strictObject({
    kind: z.literal('return_requested'),
    requestedAt: instant,
    orderId: name,
    contact,
    country,
    pieces: z.int().min(1).max(PIECES_MAX).default(1),
    refundBy: instant.nullable().default(null),
    withdrawal: z.boolean().optional(),
    notice: z
      .strictObject({
        hasOwnAddress: z.boolean().default(false),
        isUnshipped: z.boolean().default(false),
      })
      .optional(),
    approvedAt: instant.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('return_approved'), approvedAt: instant }),
  z.strictObject({ kind: z.literal('return_rejected'), rejectedAt: instant }),
  z.strictObject({
    kind: z.literal('return_labelled'),
    parcelId: name,
    carrier: name,
    trackingNumber: name,
    service,
    labelledAt: instant,
  }),
  z.strictObject({
    kind: z.literal('return_received'),
    receivedAt: instant,
    parcelId: name.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('return_inspected'),
    inspectedAt: instant,
    dispositions: z.partialRecord(z.enum(DISPOSITIONS), z.int().min(0).max(PIECES_MAX)),
  }),
  z.strictObject({ kind: z.literal('return_refunded'), ...refund }),
  z.strictObject({ kind: z.literal('return_cancelled'), cancelledAt: instant }),
] as const;

export const ORDER_EVENT_KINDS: readonly string[] = ofOrders.map((each) => each.shape.kind.value);
export const RETURN_EVENT_KINDS: readonly string[] = ofReturns.map((each) => each.shape.kind.value);
export const EVENT_KINDS: readonly string[] = [
  ...ORDER_EVENT_KINDS,
  ...RETURN_EVENT_KINDS,
  ...shared.map((each) => each.shape.kind.value),
];

export const eventSchema = z.discriminatedUnion('kind', [...shared, ...ofOrders, ...ofReturns]);

/** The time field of each event. If it is missing, it defaults to the entry's `at`. */
const OWN_TIME: Readonly<Record<string, readonly string[]>> = {
  order_placed: ['placedAt'],
  shipment_added: ['shippedAt'],
  shipment_voided: ['voidedAt'],
  order_cancelled: ['cancelledAt'],
  order_reinstated: ['reinstatedAt'],
  order_withdrawn: ['withdrawnAt'],
  order_refunded: ['refundedAt'],
  scanned: ['scan', 'occurredAt'],
  edd_set: ['edd', 'asOf'],
  timer_fired: ['until'],
  return_requested: ['requestedAt'],
  return_approved: ['approvedAt'],
  return_rejected: ['rejectedAt'],
  return_labelled: ['labelledAt'],
  return_received: ['receivedAt'],
  return_inspected: ['inspectedAt'],
  return_refunded: ['refundedAt'],
  return_cancelled: ['cancelledAt'],
};

/** Sets the missing time of an event to the entry's `at`. */
export function withOwnTime(event: unknown, at: unknown): unknown {
  const kind = isRecord(event) && typeof event['kind'] === 'string' ? event['kind'] : '';
  const filled = fill(event, Object.hasOwn(OWN_TIME, kind) ? (OWN_TIME[kind] ?? []) : [], at);
  const dated = isRecord(filled) && kind === 'order_placed' && isRecord(filled['edd']);
  return dated ? fill(filled, ['edd', 'asOf'], at) : filled;
}

function fill(value: unknown, path: readonly string[], at: unknown): unknown {
  const [field, ...rest] = path;
  if (!isRecord(value) || field === undefined) return value;
  if (rest.length > 0) return { ...value, [field]: fill(value[field], rest, at) };
  return { ...value, [field]: value[field] ?? at };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
