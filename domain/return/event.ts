/**
 * The events that only returns have. The shop's reason for a rejection stays in the return's row.
 */

import type { ContactFacts } from '../contact.ts';
import type { Logged, SharedEventBody } from '../journey/event.ts';
import type { Refund } from '../refund.ts';

export const DISPOSITIONS = ['refund', 'exchange', 'store_credit', 'reject'] as const;
/** The shop's decision about goods that came back. */
export type Disposition = (typeof DISPOSITIONS)[number];

/** The customer's notice of a withdrawal, without personal data. */
export interface NoticeFacts {
  /** Whether it names the email address for its receipt. */
  readonly hasOwnAddress: boolean;
  /** Whether none of its pieces had been shipped, so that there is nothing to send back. */
  readonly isUnshipped: boolean;
}

export interface ReturnRequested {
  readonly kind: 'return_requested';
  /** By the shop's clock; epoch milliseconds. */
  readonly requestedAt: number;
  readonly orderId: string;
  readonly contact: ContactFacts;
  /** Number of pieces to send back. */
  readonly pieces: number;
  /** ISO 3166-1 alpha-2 of the country that the customer sends it from. */
  readonly country: string | null;
  /** When the shop promises the refund, epoch milliseconds; null: as its policy says. */
  readonly refundBy: number | null;
  /** Whether the customer withdraws from the contract, as the law allows. */
  readonly withdrawal?: boolean | undefined;
  /** Set where the shop reports the notice of a withdrawal. It gets a receipt, however old it is. */
  readonly notice?: NoticeFacts | undefined;
  /** Epoch milliseconds; set where the request is approved at once. */
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

/** The shop confirms that the return, or one parcel of it, has arrived. */
export interface ReturnReceived {
  readonly kind: 'return_received';
  readonly receivedAt: number;
  /** Null: the whole return. */
  readonly parcelId: string | null;
}

export interface ReturnInspected {
  readonly kind: 'return_inspected';
  readonly inspectedAt: number;
  /** Number of pieces per disposition. */
  readonly dispositions: Readonly<Partial<Record<Disposition, number>>>;
}

export interface ReturnRefunded extends Refund {
  readonly kind: 'return_refunded';
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

export type ReturnEventBody = SharedEventBody | ReturnFact;
export type ReturnEvent = Logged<ReturnEventBody>;
