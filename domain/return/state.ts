/** The state of a return and its parcels. */

import type { FactTimes } from '../fact-times.ts';
import type { OutcomeKind } from '../journey/event.ts';
import { initialJourney, type JourneyState, touch } from '../journey/state.ts';
import type { Parcel } from '../parcel/parcel.ts';
import type { Refund } from '../refund.ts';
import type { Disposition, NoticeFacts, ReturnInspected } from './event.ts';

export interface ReturnParcel extends Parcel {
  /** When the shop confirmed that the parcel has arrived; epoch milliseconds. */
  readonly receivedAt: number | null;
  /** When a person resolved its escalation as lost or refunded; undefined: not. */
  readonly lostAt?: number;
}

export interface ReturnState extends JourneyState {
  readonly version: 6;
  readonly orderId: string | null;
  readonly requestedAt: number | null;
  /** When each of these happened. Expectations count from then. */
  readonly steps: Readonly<Partial<Record<ReturnStep, FactTimes>>>;
  readonly refundBy: number | null;
  /** Whether the customer withdraws from the contract, as the law allows; undefined: not. */
  readonly isWithdrawal?: boolean;
  /** The customer's notice of the withdrawal; null: the shop created the return without one. */
  readonly notice: NoticeFacts | null;
  /** What became of the receipt of the withdrawal; null: nothing yet. */
  readonly receiptOutcome: OutcomeKind | null;
  readonly pieces: number;
  readonly approvedAt: number | null;
  readonly rejectedAt: number | null;
  readonly cancelledAt: number | null;
  /** Null again once a later label opens it. */
  readonly expiredAt: number | null;
  /** How often it expired and a later label opened it again; undefined: never. */
  readonly reopenings?: number;
  /** When the shop confirmed that the whole return has arrived. */
  readonly receivedAt: number | null;
  readonly parcels: Readonly<Record<string, ReturnParcel>>;
  /** How many inspections found that no money is owed: after one, the refund is awaited again. */
  readonly cleared: number;
  readonly inspection: Inspection | null;
  readonly refunds: readonly Refund[];
}

export interface Inspection extends Pick<ReturnInspected, 'inspectedAt' | 'dispositions'> {
  /** How often an inspection exchanged or rejected more than the one before; undefined: in old states. */
  readonly rises?: Readonly<Partial<Record<Disposition, number>>>;
}

export type ReturnStep = 'requested' | 'approved' | 'sent' | 'received' | 'inspected';

export function initialReturn(journeyId: string): ReturnState {
  return {
    version: 6,
    ...initialJourney(journeyId),
    orderId: null,
    requestedAt: null,
    steps: {},
    refundBy: null,
    notice: null,
    receiptOutcome: null,
    pieces: 0,
    approvedAt: null,
    rejectedAt: null,
    cancelledAt: null,
    expiredAt: null,
    receivedAt: null,
    parcels: {},
    cleared: 0,
    inspection: null,
    refunds: [],
  };
}

/**
 * Ends a return that nobody posted. Its grace period begins now, as some are posted a little late.
 */
export function expireReturn(state: ReturnState): ReturnState {
  return state.expiredAt === null ? { ...touch(state), expiredAt: state.now } : state;
}
