/** What happens to a return. Ids and facts: the shop's words for a rejection stay in its row. */

import type { ContactFacts } from '../journey/event.ts';
import type { Money } from '../money.ts';

export const DISPOSITIONS = ['refund', 'exchange', 'store_credit', 'reject'] as const;
/** What the shop decides about goods that came back. */
export type Disposition = (typeof DISPOSITIONS)[number];

export interface ReturnRequested {
  readonly kind: 'return_requested';
  /** Epoch milliseconds, the shop's. */
  readonly requestedAt: number;
  readonly orderId: string;
  readonly contact: ContactFacts;
  /** Number of pieces that are to come back. */
  readonly pieces: number;
  /** ISO 3166-1 alpha-2 of where it comes from. */
  readonly country: string | null;
  /** By when the shop promises the refund, epoch milliseconds; null: by its policy. */
  readonly refundBy: number | null;
  /** Where it is approved on the spot: epoch milliseconds. */
  readonly approvedAt?: number | null;
}

export interface ReturnApproved {
  readonly kind: 'return_approved';
  readonly approvedAt: number;
}

export interface ReturnRejected {
  readonly kind: 'return_rejected';
  readonly rejectedAt: number;
}

/** A label for one parcel of the return; a return may have several. */
export interface ReturnLabelled {
  readonly kind: 'return_labelled';
  readonly parcelId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  readonly labelledAt: number;
}

/** The shop's own word that all of it, or one parcel of it, is there. */
export interface ReturnReceived {
  readonly kind: 'return_received';
  readonly receivedAt: number;
  /** Null: all that is to come. */
  readonly parcelId: string | null;
}

export interface ReturnInspected {
  readonly kind: 'return_inspected';
  readonly inspectedAt: number;
  /** Pieces by what becomes of them. */
  readonly dispositions: Readonly<Partial<Record<Disposition, number>>>;
}

export const REFUND_METHODS = ['original', 'store_credit', 'bank_transfer', 'other'] as const;
export type RefundMethod = (typeof REFUND_METHODS)[number];

export interface ReturnRefunded {
  readonly kind: 'return_refunded';
  /** The shop's own, or one made of the amount and the time: a second one with it is the same. */
  readonly reference: string;
  readonly refundedAt: number;
  readonly amount: Money;
  readonly method: RefundMethod;
  /** False: more is to come. */
  readonly final: boolean;
}

export interface ReturnCancelled {
  readonly kind: 'return_cancelled';
  readonly cancelledAt: number;
}

export type ReturnFact =
  | ReturnRequested
  | ReturnApproved
  | ReturnRejected
  | ReturnLabelled
  | ReturnReceived
  | ReturnInspected
  | ReturnRefunded
  | ReturnCancelled;
