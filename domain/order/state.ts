/** The state of an order and its shipments. */

import { type EddHistory, NO_EDD } from '../edd.ts';
import type { FactTimes } from '../fact-times.ts';
import { initialJourney, type JourneyState } from '../journey/state.ts';
import type { Parcel } from '../parcel/parcel.ts';
import type { LawKind } from '../policy/presets.ts';

export interface ShipmentState extends Parcel {
  /** Epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
  readonly edd: EddHistory;
  /** When a person resolved its escalation as lost; epoch milliseconds. */
  readonly lostAt: number | null;
  /** When a person resolved its escalation as lost, refunded or reshipped; epoch milliseconds. */
  readonly writtenOffAt: number | null;
  /** Set once the shop has voided it: from then on it decides nothing. */
  readonly voided: FactTimes | null;
}

export interface OrderState extends JourneyState {
  readonly version: 4;
  readonly placedAt: number | null;
  readonly shipBy: number | null;
  /** Whether the buyer applied to the shop for credit to pay it; undefined: not. */
  readonly isOnCredit?: boolean;
  readonly pieces: number | null;
  /** Estimates for the whole order. A shipment's own estimates take precedence. */
  readonly edd: EddHistory;
  /** When the log first had the current estimate; epoch milliseconds. */
  readonly eddAt: number;
  /** When a person resolved that the shop refunds what it has not shipped; epoch milliseconds. */
  readonly refundedAt: number | null;
  /** Null again once the order is reinstated. */
  readonly cancelledAt: number | null;
  /** When each cancellation was, oldest first. */
  readonly cancellations: readonly number[];
  /** The latest time that a parcel was awaited again: after a cancellation, or with more pieces. */
  readonly reopened: (FactTimes & { readonly count: number }) | null;
  /** How many alarms of each promise of the law have ended; undefined: none. */
  readonly endedAlarms?: Readonly<Partial<Record<LawKind, number>>>;
  readonly shipments: Readonly<Record<string, ShipmentState>>;
  /** Further ids of a parcel → its id in `shipments`. */
  readonly aliases: Readonly<Record<string, string>>;
}

export function initialOrder(journeyId: string): OrderState {
  return {
    version: 4,
    ...initialJourney(journeyId),
    placedAt: null,
    shipBy: null,
    pieces: null,
    edd: NO_EDD,
    eddAt: 0,
    refundedAt: null,
    cancelledAt: null,
    cancellations: [],
    reopened: null,
    shipments: {},
    aliases: {},
  };
}
