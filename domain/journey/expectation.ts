/**
 * Events that should arrive by a time: what, from whom, by when, and the steps if they are late.
 */

import { addDuration } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import type { Policy, Scope, ShopCalendar } from '../policy/policy.ts';
import type { ExpectationKind, LadderStep } from '../policy/rule.ts';
import { iso8601, SECOND } from '../time.ts';
import type { Party } from '../tracking.ts';

export const AWAITED_FROM = ['shop', 'carrier', 'warehouse', 'refund_team', 'customer'] as const;
/** Who should make the event happen. */
export type AwaitedFrom = (typeof AWAITED_FROM)[number];

export const EXPECTED_FROM: Readonly<Record<ExpectationKind, AwaitedFrom>> = {
  shipped: 'shop',
  shipped_in_time: 'shop',
  known: 'carrier',
  first_scan: 'carrier',
  movement: 'carrier',
  progress: 'carrier',
  delivery: 'carrier',
  next_attempt: 'carrier',
  pickup: 'customer',
  exception_resolved: 'carrier',
  payment_made: 'customer',
  loss_resolved: 'shop',
  delivery_confirmed: 'carrier',
  turned_up: 'shop',
  replacement_shipped: 'shop',
  returned: 'carrier',
  order_refunded: 'refund_team',
  shipping_stopped: 'shop',
  ships_by_law: 'shop',
  delivered_by_law: 'shop',
  delay_consented: 'customer',
  cancel_decided: 'shop',
  customer_reached: 'shop',
  refusal_reviewed: 'shop',
  withdrawal_acknowledged: 'shop',
  decided: 'shop',
  posted: 'customer',
  label_replaced: 'shop',
  return_movement: 'carrier',
  inspected: 'warehouse',
  refunded: 'refund_team',
  returned_anyway: 'shop',
  goods_back: 'customer',
};

/** Who can make a missing event happen. The warehouse and the refund team are the shop's. */
export function responsibleFor(kind: ExpectationKind): Party {
  const from = EXPECTED_FROM[kind];
  return from === 'carrier' || from === 'customer' ? from : 'shop';
}

/** Phrases for operators and staff. Each completes “… has not come”. */
export const EXPECTATION_WORDS: Readonly<Record<ExpectationKind, string>> = {
  shipped: 'a shipment of the order',
  shipped_in_time: 'a shipment in time for the promised day',
  known: 'the carrier’s first report of the number',
  first_scan: 'the carrier’s first scan',
  movement: 'a new scan by the carrier',
  progress: 'a change of status',
  delivery: 'delivery by the estimated day',
  next_attempt: 'the next delivery attempt or a pick-up point',
  pickup: 'collection from the pick-up point',
  exception_resolved: 'the end of the reported trouble',
  payment_made: 'the payment of duty or a fee to the carrier',
  loss_resolved: 'a decision on the parcel that the carrier reports lost',
  delivery_confirmed: 'the delivery after a scan of one by mistake',
  turned_up: 'a decision on the parcel that the carrier has after all',
  replacement_shipped: 'the new parcel in place of the one that was resolved as reshipped',
  returned: 'the parcel’s return to its sender',
  order_refunded: 'the refund of the order',
  shipping_stopped: 'the cancellation of what the customer withdrew from before it shipped',
  ships_by_law: 'shipment in the time that the law allows',
  delivered_by_law: 'delivery in the time that the law allows',
  delay_consented: 'the consent without which a late order counts as cancelled',
  cancel_decided: 'the cancellation that the customer asked for',
  customer_reached: 'an address or number at which the customer can be reached',
  refusal_reviewed: 'a review of the customer’s refusal of SMS in their own words',
  withdrawal_acknowledged: 'the email provider’s acceptance of the receipt of a withdrawal',
  decided: 'a decision on the return request',
  posted: 'the return, handed to the carrier',
  label_replaced: 'a new label in place of one that the carrier cancelled',
  return_movement: 'a new scan of the return by the carrier',
  inspected: 'the inspection of the return',
  refunded: 'the refund',
  returned_anyway: 'a decision on the goods of a return that was rejected or cancelled',
  goods_back: 'the goods of a return that is refunded already',
};

/** An open expectation. Computed from a journey's facts each time they change, and never stored. */
export interface Expectation {
  /** `<shipment or ->/<kind>/<occurrence>`: made of facts, so the same each time it is computed. */
  readonly id: string;
  readonly kind: ExpectationKind;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  /** Epoch milliseconds, as is `due`. */
  readonly since: number;
  readonly due: number;
  readonly ladder: readonly LadderStep[];
  /** When a step `expire` is taken instead of its own time: the end of the day that was named. */
  readonly expiresAt?: number;
  /** No step writes to the customer before this time; epoch milliseconds. */
  readonly customerFrom?: number;
}

export interface ExpectationInput {
  readonly policy: Policy;
  readonly calendar: ShopCalendar;
  readonly kind: ExpectationKind;
  /** Selects the shop's rule. */
  readonly scope: Scope;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  /** A fact that distinguishes this expectation from others of its kind. */
  readonly occurrence: string;
  readonly since: number;
  /** Whether the parcel crosses a border. */
  readonly abroad: boolean;
}

/** Creates an expectation by the shop's rule: due `within`, or `abroad`, after `since`. */
export function createExpectation(input: ExpectationInput): Expectation {
  const { policy, calendar, kind, scope, shipmentId, carrier, occurrence, since } = input;
  const { within, abroad = within, ladder } = ruleFor(policy, kind, scope);
  const due = addDuration(since, input.abroad ? abroad : within, calendar);
  const id = `${shipmentId ?? '-'}/${kind}/${occurrence}`;
  return { id, kind, shipmentId, carrier, since, due, ladder };
}

export interface ParcelRoute {
  readonly carrier: string;
  readonly service: string | null;
  /** ISO 3166-1 alpha-2 of the customer; null where unknown. */
  readonly country: string | null;
}

/** The scope that selects the rules for one parcel. */
export function parcelScope({ carrier, service, country }: ParcelRoute): Scope {
  return {
    carrier,
    ...(service === null ? {} : { service }),
    ...countryScope(country),
  };
}

/** Whether a parcel between the shop and a customer in `country` crosses a border. */
export function isAbroad(country: string | null, calendar: ShopCalendar): boolean {
  return country !== null && calendar.country !== null && country !== calendar.country;
}

export interface ImportInput {
  /** When the journey began, by the log. */
  readonly observedAt: number;
  readonly policy: Pick<Policy, 'backfillLimitMs'>;
}

/** Whether a parcel was imported: its latest scan is from long before its journey began. */
export function isImported(latestAt: number | null, { observedAt, policy }: ImportInput): boolean {
  return latestAt !== null && isBackfill({ occurredAt: latestAt, loggedAt: observedAt }, policy);
}

/** `2026-11-24T12:00:00Z`: a time as part of an id, to the second. */
export function timeAsFact(at: number): string {
  return iso8601(Math.floor(at / SECOND) * SECOND);
}
