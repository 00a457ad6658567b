/** The state of an order and its shipments. */

import { type EddHistory, NO_EDD } from '../edd.ts';
import { initialJourney, type JourneyState } from '../journey/state.ts';
import type { Parcel } from '../parcel/parcel.ts';

export interface ShipmentState extends Parcel {
  /** Epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
  readonly edd: EddHistory;
  /** When a person resolved its escalation as lost; epoch milliseconds. */
  readonly lostAt: number | null;
}

export interface OrderState extends JourneyState {
  readonly version: 2;
  readonly placedAt: number | null;
  /** When the log first had the order; epoch milliseconds. */
  readonly observedAt: number;
  readonly shipBy: number | null;
  readonly pieces: number | null;
  /** Estimates for the whole order. A shipment's own estimates take precedence. */
  readonly edd: EddHistory;
  /** When the log first had the current estimate; epoch milliseconds. */
  readonly eddAt: number;
  readonly cancelledAt: number | null;
  readonly shipments: Readonly<Record<string, ShipmentState>>;
}

export function initialOrder(journeyId: string): OrderState {
  return {
    version: 2,
    ...initialJourney(journeyId),
    placedAt: null,
    observedAt: 0,
    shipBy: null,
    pieces: null,
    edd: NO_EDD,
    eddAt: 0,
    cancelledAt: null,
    shipments: {},
  };
}
