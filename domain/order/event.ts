/** The events that only orders have. */

import type { ContactFacts } from '../contact.ts';
import type { Estimate } from '../edd.ts';
import type { Logged, SharedEventBody } from '../journey/event.ts';
import type { Refund } from '../refund.ts';

export interface OrderPlaced {
  readonly kind: 'order_placed';
  /** By the shop's clock; epoch milliseconds. */
  readonly placedAt: number;
  readonly contact: ContactFacts;
  readonly edd: Estimate | null;
  /** Number of pieces bought; null where the shop lists no items. */
  readonly pieces: number | null;
  /** ISO 3166-1 alpha-2 of the destination. */
  readonly country: string | null;
  /** When the shop promises to ship it, epoch milliseconds; null: as its policy says. */
  readonly shipBy?: number | null;
  /** Whether the customer has paid; null: unknown. */
  readonly paid?: boolean | null;
  /** Whether the buyer applied to the shop for credit to pay it. */
  readonly creditApplication?: boolean | undefined;
  /** Whether the law's rule on the time to ship excepts the order, as the shop says. */
  readonly shipRuleExempt?: boolean | undefined;
}

export interface PiecesChanged {
  readonly kind: 'pieces_changed';
  readonly pieces: number | null;
}

/** A number that another shipment of the order has is the same parcel: this id is its alias. */
export interface ShipmentAdded {
  readonly kind: 'shipment_added';
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  /** When the shop handed it over, or added it; epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
}

/** The shop cancelled the label: the parcel will never be sent. */
export interface ShipmentVoided {
  readonly kind: 'shipment_voided';
  readonly shipmentId: string;
  readonly voidedAt: number;
}

export interface OrderCancelled {
  readonly kind: 'order_cancelled';
  readonly cancelledAt: number;
}

/** The shop cancels the cancellation: the order will be sent after all. */
export interface OrderReinstated {
  readonly kind: 'order_reinstated';
  readonly reinstatedAt: number;
}

/**
 * The customer withdrew from the contract about pieces that the shop had not shipped. The withdrawal
 * is a return with a journey of its own.
 */
export interface OrderWithdrawn {
  readonly kind: 'order_withdrawn';
  readonly returnId: string;
  /** When the notice reached the shop; epoch milliseconds. */
  readonly withdrawnAt: number;
  /** Whether nothing of the order is left to ship. */
  readonly isWhole: boolean;
  /** Whether nothing of it comes back, so that the order awaits the refund, not the return. */
  readonly awaitsRefund: boolean;
}

/** The shop gave back money or credit without a return: of a cancelled order, or of a lost parcel. */
export interface OrderRefunded extends Refund {
  readonly kind: 'order_refunded';
}

/** The shop says whether it ships by the time that holds. */
export interface ShippingPromiseChanged {
  readonly kind: 'shipping_promise_changed';
  readonly shipsInTime: boolean;
  /** If it does not: the day by which it ships, `YYYY-MM-DD`; null: unknown. */
  readonly revisedShipBy: string | null;
}

/** The customer agrees to wait. */
export interface DelayConsented {
  readonly kind: 'delay_consented';
  /** The delay that the customer has read about, counted from 1. */
  readonly delay: number;
}

/** The customer does not want to wait. The shop cancels the order, or has shipped it already. */
export interface CancelRequested {
  readonly kind: 'cancel_requested';
  /** As above. */
  readonly delay: number;
}

export type OrderFact =
  | OrderPlaced
  | PiecesChanged
  | ShipmentAdded
  | ShipmentVoided
  | OrderCancelled
  | OrderReinstated
  | OrderWithdrawn
  | OrderRefunded
  | ShippingPromiseChanged
  | DelayConsented
  | CancelRequested;
export type OrderEventBody = SharedEventBody | OrderFact;
export type OrderEvent = Logged<OrderEventBody>;
