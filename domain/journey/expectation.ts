/** What ought to happen by a time, from whom, and what is done step by step while it does not. */

import type { Duration } from '../duration.ts';
import type { MessageKind } from '../message.ts';

export const EXPECTATION_KINDS = [
  // Of an order.
  'shipped',
  'known',
  'first_scan',
  'movement',
  'progress',
  'delivery',
  'next_attempt',
  'pickup',
  'exception_resolved',
  'returned',
  // Of a return.
  'decided',
  'posted',
  'return_movement',
  'inspected',
  'refunded',
] as const;
export type ExpectationKind = (typeof EXPECTATION_KINDS)[number];

/** From whom it is awaited. */
export const AWAITED_FROM = ['shop', 'carrier', 'warehouse', 'refund_team', 'customer'] as const;
export type AwaitedFrom = (typeof AWAITED_FROM)[number];

export const FROM: Readonly<Record<ExpectationKind, AwaitedFrom>> = {
  shipped: 'shop',
  known: 'carrier',
  first_scan: 'carrier',
  movement: 'carrier',
  progress: 'carrier',
  delivery: 'carrier',
  next_attempt: 'carrier',
  pickup: 'customer',
  exception_resolved: 'carrier',
  returned: 'carrier',
  decided: 'shop',
  posted: 'customer',
  return_movement: 'carrier',
  inspected: 'warehouse',
  refunded: 'refund_team',
};

/** In words that end "… has not come": for operations and the shop's staff. */
export const EXPECTATION_WORDS: Readonly<Record<ExpectationKind, string>> = {
  shipped: 'a shipment of the order',
  known: 'a word of the carrier that it knows the number',
  first_scan: 'the carrier’s first scan',
  movement: 'a new scan by the carrier',
  progress: 'a change of status',
  delivery: 'delivery by the estimated day',
  next_attempt: 'the next delivery attempt or a pick-up point',
  pickup: 'collection from the pick-up point',
  exception_resolved: 'an end of the trouble that the carrier reports',
  returned: 'the parcel, back at its sender',
  decided: 'a decision on the return request',
  posted: 'the return, handed to the carrier',
  return_movement: 'a new scan of the return by the carrier',
  inspected: 'the inspection of the return',
  refunded: 'the refund',
};

/** The people of the shop whom a ladder can call. */
export const TEAMS = ['customer_service', 'warehouse', 'refund_team', 'manager'] as const;
export type Team = (typeof TEAMS)[number];

/** In words that follow “to”. */
export const TEAM_NAMES: Readonly<Record<Team, string>> = {
  customer_service: 'customer service',
  warehouse: 'the warehouse',
  refund_team: 'the refund team',
  manager: 'the manager',
};

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One step of a ladder, `after` so long past the time at which the expectation was due. */
export type LadderStep =
  | {
      readonly after: Duration;
      readonly do: 'escalate';
      readonly to: Team;
      readonly severity: Severity;
      /** What the person who takes the case may want to decide. */
      readonly propose?: 'lost';
    }
  | { readonly after: Duration; readonly do: 'tell_shop'; readonly to: Team }
  | { readonly after: Duration; readonly do: 'tell_customer'; readonly message: MessageKind }
  /** A return that nobody posted is closed. */
  | { readonly after: Duration; readonly do: 'expire' };

export interface Rule {
  /** How long it may take. */
  readonly within: Duration;
  /** How long where a parcel crosses a border; as `within` where it is not said. */
  readonly abroad?: Duration;
  /** In the order in which the steps are taken. */
  readonly ladder: readonly LadderStep[];
}

/** Something that ought to come. Made anew from a journey's facts whenever they change. */
export interface Expectation {
  /** `<shipment or ->/<kind>/<occurrence>`: facts, and so the same whenever it is found. */
  readonly id: string;
  readonly kind: ExpectationKind;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  /** Epoch milliseconds, as is `due`. */
  readonly since: number;
  readonly due: number;
  readonly ladder: readonly LadderStep[];
}

/** Waiting or overdue while it is open; met or withdrawn afterwards. */
export const EXPECTATION_STATES = ['waiting', 'met', 'overdue', 'withdrawn'] as const;
export type ExpectationState = (typeof EXPECTATION_STATES)[number];
