/** How long each expected event may take, and what to do when it is late. */

import type { Duration } from '../duration.ts';
import type { MessageKind } from '../message.ts';

export const EXPECTATION_KINDS = [
  // Of an order.
  'shipped',
  'shipped_in_time',
  'known',
  'first_scan',
  'movement',
  'progress',
  'delivery',
  'next_attempt',
  'pickup',
  'exception_resolved',
  'payment_made',
  'loss_resolved',
  'delivery_confirmed',
  'turned_up',
  'replacement_shipped',
  'returned',
  'order_refunded',
  'shipping_stopped',
  // Of an order, by the presets of the law.
  'ships_by_law',
  'delivered_by_law',
  'delay_consented',
  'cancel_decided',
  // Of both.
  'customer_reached',
  'refusal_reviewed',
  // Of a return.
  'withdrawal_acknowledged',
  'decided',
  'posted',
  'label_replaced',
  'return_movement',
  'inspected',
  'refunded',
  'returned_anyway',
  'goods_back',
] as const;
export type ExpectationKind = (typeof EXPECTATION_KINDS)[number];

/** The shop's teams that a ladder can escalate to. */
export const TEAMS = ['customer_service', 'warehouse', 'refund_team', 'manager'] as const;
export type Team = (typeof TEAMS)[number];

/** Names that follow “to”: “escalate to the warehouse”. */
export const TEAM_NAMES: Readonly<Record<Team, string>> = {
  customer_service: 'customer service',
  warehouse: 'the warehouse',
  refund_team: 'the refund team',
  manager: 'the manager',
};

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a step suggests to the person who takes the escalation. */
export const PROPOSALS = ['lost', 'returned'] as const;
export type Proposal = (typeof PROPOSALS)[number];

/** One step of a ladder, taken `after` the due time; before it where `after` is below zero: `-2d`. */
export type LadderStep =
  | {
      readonly after: Duration;
      readonly do: 'escalate';
      readonly to: Team;
      readonly severity: Severity;
      /** Suggests this resolution to the person who takes the escalation. */
      readonly propose?: Proposal;
    }
  | { readonly after: Duration; readonly do: 'notify_shop'; readonly to: Team }
  | { readonly after: Duration; readonly do: 'notify_customer'; readonly message: MessageKind }
  /** Ends a return that nobody posted. */
  | { readonly after: Duration; readonly do: 'expire' };

export interface Rule {
  /** How long it may take. */
  readonly within: Duration;
  /** How long it may take for a parcel that crosses a border; by default `within`. */
  readonly abroad?: Duration;
  /** Of `movement`: by how much an estimated day of the carrier can postpone it at most. */
  readonly estimate?: Duration;
  /** In the order in which the steps are taken. */
  readonly ladder: readonly LadderStep[];
}
