/** What a coarse code may hide: the carrier's words beside it say more. */

import type { Reason, Status } from '../../domain/tracking.ts';
import { DESTROYED, GONE, HANDED_IN_BY_SENDER, TO_BE_DESTROYED } from './phrases/elsewhere.ts';
import { COLLECTION_FAILED, HEADED_FOR_PLACE, WITH_SENDER } from './phrases/movement.ts';
import {
  ADDRESS_NEEDED,
  ATTEMPT_MADE,
  ATTEMPT_NAMED,
  DAMAGED,
  LABEL_VOID,
  LOADED_FOR_TOUR,
  NOBODY_HOME,
  NOT_AT_ADDRESS,
  NOT_DELIVERED,
  PAYMENT_DUE,
  REFUSED,
  REFUSED_BY_CUSTOMER,
  WRONG_ADDRESS,
} from './phrases/not-delivered.ts';
import { AWAITING_PICKUP, NOT_COLLECTED } from './phrases/pickup.ts';
import { ARRIVED_AT_SENDER, GOING_BACK, SENT_BACK } from './phrases/sender.ts';

export interface WordCorrection {
  readonly status: Status;
  readonly reason?: Reason;
  readonly phrases: readonly RegExp[];
}

export const NOBODY_TOOK_IT: WordCorrection = { status: 'attempted', phrases: NOBODY_HOME };

/** The carrier came to the sender for nothing. */
export const NOT_COLLECTED_FROM_SENDER: WordCorrection = {
  status: 'pre_transit',
  phrases: COLLECTION_FAILED,
};

/** What a movement code may hide. The reason `returned` would need clearer words. */
export const HIDDEN_IN_MOVEMENT: readonly WordCorrection[] = [
  { status: 'return_to_sender', phrases: ARRIVED_AT_SENDER },
  { status: 'return_to_sender', phrases: GOING_BACK },
  { status: 'exception', reason: 'destroyed', phrases: [...DESTROYED, ...TO_BE_DESTROYED] },
  { status: 'exception', reason: 'loss', phrases: GONE },
  { status: 'available_for_pickup', phrases: AWAITING_PICKUP },
  { status: 'exception', reason: 'payment_due', phrases: PAYMENT_DUE },
  { status: 'attempted', phrases: ATTEMPT_MADE },
];

export const HIDDEN_IN_COARSE: readonly WordCorrection[] = [
  ...HIDDEN_IN_MOVEMENT,
  { status: 'exception', reason: 'refused', phrases: REFUSED_BY_CUSTOMER },
  { status: 'exception', reason: 'address', phrases: ADDRESS_NEEDED },
  { status: 'cancelled', phrases: LABEL_VOID },
  { status: 'pre_transit', phrases: WITH_SENDER },
  { status: 'out_for_delivery', phrases: LOADED_FOR_TOUR },
];

/** What the code of a label may hide. */
export const ONLY_CANCELLED: readonly WordCorrection[] = [
  { status: 'cancelled', phrases: LABEL_VOID },
];

/** What a code for a wait at a pickup point may hide. */
export const HIDDEN_IN_WAIT: readonly WordCorrection[] = [
  { status: 'return_to_sender', phrases: SENT_BACK },
  { status: 'in_transit', phrases: [...HEADED_FOR_PLACE, ...HANDED_IN_BY_SENDER] },
];

/** Sentences about a delivery that failed, most specific first. */
export const FAILURES: readonly WordCorrection[] = [
  NOT_COLLECTED_FROM_SENDER,
  { status: 'exception', reason: 'refused', phrases: REFUSED },
  { status: 'exception', reason: 'address', phrases: NOT_AT_ADDRESS },
  { status: 'attempted', phrases: NOT_DELIVERED },
  NOBODY_TOOK_IT,
];

/** What is newer than the failed delivery. */
export const HIDDEN_IN_FAILURE = HIDDEN_IN_MOVEMENT.filter(({ status }) => status !== 'attempted');

/**
 * A code for a failed delivery says why, but not that the parcel no longer exists, or that the
 * carrier came for it and does not have it yet.
 */
export const HIDDEN_IN_ATTEMPT: readonly WordCorrection[] = [
  NOT_COLLECTED_FROM_SENDER,
  ...HIDDEN_IN_MOVEMENT.filter(({ reason }) => reason === 'destroyed'),
];

/** Why a delivery failed, most specific first. */
export const CAUSES: readonly WordCorrection[] = [
  { status: 'exception', reason: 'loss', phrases: GONE },
  { status: 'exception', reason: 'refused', phrases: REFUSED },
  { status: 'exception', reason: 'damage', phrases: DAMAGED },
  { status: 'exception', reason: 'address', phrases: [...NOT_AT_ADDRESS, ...WRONG_ADDRESS] },
  { status: 'attempted', phrases: [...NOBODY_HOME, ...ATTEMPT_MADE, ...ATTEMPT_NAMED] },
];

/** A refusal may send a parcel back. */
export const ONLY_RETURNS = HIDDEN_IN_MOVEMENT.filter(
  ({ status }) => status === 'return_to_sender',
);

/** A tour may take a parcel to its sender, or end at a closed door. */
export const HIDDEN_IN_TOUR = HIDDEN_IN_MOVEMENT.filter(
  ({ status }) => status === 'return_to_sender' || status === 'attempted',
);

/** A customer who was absent did not collect it either. */
export const UNCLAIMED: WordCorrection = {
  status: 'exception',
  reason: 'unclaimed',
  phrases: NOT_COLLECTED,
};
