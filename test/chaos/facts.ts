/** What the senders report to wismr, and what they know of each report. */

import type { Status } from '../../domain/tracking.ts';

/** Something that happened in the world. The sender of it repeats it until wismr answers 2xx. */
export type Fact =
  | { readonly what: 'order_placed' }
  | { readonly what: 'shipment_added'; readonly parcel: string }
  | {
      readonly what: 'scanned';
      readonly parcel: string;
      readonly status: Status;
      /** Epoch milliseconds, by the carrier's clock. */
      readonly at: number;
    }
  | { readonly what: 'order_cancelled' }
  | { readonly what: 'order_refunded'; readonly reference: string }
  | { readonly what: 'return_requested' }
  | { readonly what: 'return_approved' }
  | { readonly what: 'return_rejected' }
  | { readonly what: 'return_labelled'; readonly parcel: string }
  | { readonly what: 'return_inspected' }
  | { readonly what: 'return_refunded'; readonly reference: string }
  | { readonly what: 'return_cancelled' }
  /** The customer replies STOP to an SMS. */
  | { readonly what: 'replied_stop' };

export type FactName = Fact['what'];

/** A fact, and when its sender tried and succeeded. Epoch milliseconds. */
export interface Report {
  readonly fact: Fact;
  readonly triedAt: number;
  /** The first 2xx, or the first since wismr's database lost it; null: none yet. */
  readonly ackedAt: number | null;
}

/** One customer, with one order and perhaps its return. */
export interface Story {
  readonly ref: string;
  readonly title: string;
  readonly shop: number;
  readonly carrier: string;
  readonly customer: Customer;
  /** The parcels to the customer, in the order in which the shop adds them. */
  readonly parcels: readonly string[];
  readonly facts: readonly Fact[];
  /**
   * `step_by_step`: the next fact happens once the customer has read about the last one, so no
   * message may be missing. `burst`: facts come as they come, shuffled where senders may.
   */
  readonly pace: 'step_by_step' | 'burst';
  readonly placedAt: number;
}

export interface Customer {
  readonly name: string;
  readonly email: string;
  /** E.164; null: no SMS. */
  readonly phone: string | null;
}

/** The parcel that a fact is about; null: the whole order or return. */
export function parcelOf(fact: Fact): string | null {
  return 'parcel' in fact ? fact.parcel : null;
}

export function orderIdOf({ ref }: Story): string {
  return `C${ref}`;
}

export function returnIdOf({ ref }: Story): string {
  return `R${ref}`;
}
