/** The state of an order and its shipments. */

import { type EddHistory, NO_EDD } from '../edd.ts';
import type { FactTimes } from '../fact-times.ts';
import type { Resolution } from '../journey/event.ts';
import { initialJourney, type JourneyState } from '../journey/state.ts';
import type { Parcel } from '../parcel/parcel.ts';
import type { Refund } from '../refund.ts';
import { NO_SHIP_PROMISE, type ShipPromise } from './ship-promise.ts';

/** Resolutions after which nothing more is awaited of a parcel. */
export type EndOfWait = Extract<Resolution, 'lost' | 'refunded' | 'reshipped'>;

export interface ShipmentState extends Parcel {
  /** Epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
  readonly edd: EddHistory;
  /** When a person resolved its escalation as lost; epoch milliseconds. */
  readonly lostAt: number | null;
  /** When a person resolved its escalation as lost, refunded or reshipped; epoch milliseconds. */
  readonly writtenOffAt: number | null;
  /** The latest resolution that ended the wait for it; epoch milliseconds. */
  readonly lastResolution: { readonly resolution: EndOfWait; readonly at: number } | null;
  /** When the log first had it; epoch milliseconds. */
  readonly loggedAt: number;
  /** The latest correction of its number or, if `isSameNumber`, of its carrier; null: none. */
  readonly corrected: { readonly at: number; readonly isSameNumber: boolean } | null;
  /** Set once the shop has voided it: from then on it decides nothing. */
  readonly voided: FactTimes | null;
}

export interface LoggedRefund extends Refund {
  /** When the log first had it; epoch milliseconds. Undefined in old states: when it was issued. */
  readonly loggedAt?: number;
}

export interface Withdrawal extends FactTimes {
  readonly returnId: string;
  readonly isWhole: boolean;
  readonly awaitsRefund: boolean;
  /** The pieces of the order at that time: an edit of the order settles it. */
  readonly pieces: number | null;
}

export interface OrderState extends JourneyState {
  readonly version: 8;
  readonly placedAt: number | null;
  readonly shipBy: number | null;
  /** Whether the buyer applied to the shop for credit to pay it; undefined: not. */
  readonly isOnCredit?: boolean;
  /** Whether the law's rule on the time to ship excepts it; undefined: not. */
  readonly isShipRuleExempt?: boolean;
  readonly shipPromise: ShipPromise;
  readonly pieces: number | null;
  /** Estimates for the whole order. A shipment's own estimates take precedence. */
  readonly edd: EddHistory;
  /** When the log first had the current estimate; epoch milliseconds. */
  readonly eddAt: number;
  /** When the log first had that the customer has paid; null: they have not, or it is unknown. */
  readonly paidAt: number | null;
  /** Of the order itself: without a return. */
  readonly refunds: readonly LoggedRefund[];
  /** When a person resolved the escalation of its refund as refunded or reshipped. */
  readonly refundSettledAt: number | null;
  /** When a person resolved that the shop refunds what it has not shipped; epoch milliseconds. */
  readonly refundedAt: number | null;
  /** Null again once the order is reinstated. */
  readonly cancelledAt: number | null;
  /** When the shop last took a cancellation back; epoch milliseconds. Undefined: never. */
  readonly reinstatedAt?: number;
  /** When the log first had the cancellation; epoch milliseconds. */
  readonly cancelLoggedAt: number | null;
  /** The parcels without a scan when the log had the cancellation. Undefined: none. */
  readonly cancelledLabels?: readonly string[];
  /** When each cancellation was, oldest first. */
  readonly cancellations: readonly number[];
  /** Of pieces that had not been shipped, oldest first. A reinstatement removes them. */
  readonly withdrawals: readonly Withdrawal[];
  /** The latest time that a parcel was awaited again: after a cancellation, or with more pieces. */
  readonly reopened: (FactTimes & { readonly count: number }) | null;
  readonly shipments: Readonly<Record<string, ShipmentState>>;
  /** Further ids of a parcel → its id in `shipments`. */
  readonly aliases: Readonly<Record<string, string>>;
}

export function initialOrder(journeyId: string): OrderState {
  return {
    version: 8,
    ...initialJourney(journeyId),
    placedAt: null,
    shipBy: null,
    shipPromise: NO_SHIP_PROMISE,
    pieces: null,
    edd: NO_EDD,
    eddAt: 0,
    paidAt: null,
    refunds: [],
    refundSettledAt: null,
    refundedAt: null,
    cancelledAt: null,
    cancelLoggedAt: null,
    cancellations: [],
    withdrawals: [],
    reopened: null,
    shipments: {},
    aliases: {},
  };
}
