/**
 * Carriers take a delivery back, and deliver after that. One that does so again and again is wrong
 * somewhere, or somebody else reports in its name: what it says last is then news only once it stays so.
 */

import { DAY } from '../time.ts';
import type { Status } from '../tracking.ts';

/** That the log showed a parcel as delivered or, after that, as not delivered. */
export interface DeliveryChanges {
  /** The latest change; epoch milliseconds, by the log. */
  readonly at: number;
  /** How long the parcel must stay as it is until all changes are forgotten, from `at`; milliseconds. */
  readonly forgetMs: number;
}

/** After so much time, one message more may leave at once. */
const FORGET_MS = 2 * DAY;
/** Delivered, taken back, delivered again and taken back again: messages about these go at once. */
const CHANGES_TOLD = 4;
/** The wait after the fifth change, and after further ones. Messages are worth sending for three days. */
const WAIT_MS = { first: DAY, further: 2 * DAY };

/**
 * Until when a message about the delivery waits; epoch milliseconds, 0: it does not. From the fifth
 * change within some days on, it waits until nothing has changed for one or two days.
 */
export function unsettledUntil(changes: DeliveryChanges | undefined): number {
  if (!changes) return 0;
  const tooMany = Math.ceil(changes.forgetMs / FORGET_MS) - CHANGES_TOLD;
  if (tooMany <= 0) return 0;
  return changes.at + (tooMany === 1 ? WAIT_MS.first : WAIT_MS.further);
}

export interface StatusChange {
  readonly was: { readonly status: Status };
  readonly is: { readonly status: Status };
}

/** Counts a change of the status from or to `delivered`. `now`: by the log. */
export function countDeliveryChange(
  changes: DeliveryChanges | undefined,
  { was, is }: StatusChange,
  now: number,
): DeliveryChanges | undefined {
  if ((was.status === 'delivered') === (is.status === 'delivered')) return changes;
  const { at, forgetMs } = changes ?? { at: now, forgetMs: 0 };
  const left = Math.max(0, forgetMs - (now - at));
  return { at: now, forgetMs: left + FORGET_MS };
}
