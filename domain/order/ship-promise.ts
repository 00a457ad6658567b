/**
 * What the shop and the customer have said about a shipment that is late by 16 CFR 435.2 (United
 * States). docs/decisions/0016-late-shipment-in-the-us.md explains the rules.
 */

import type { FactTimes } from '../fact-times.ts';

/** What the notice offers the customer: to wait, or to cancel. */
export interface DelayOffer {
  /** The day by which the shop now ships, `YYYY-MM-DD`; null: it does not know. */
  readonly revisedDay: string | null;
  /** The end of `revisedDay`; epoch milliseconds, as are all times below. */
  readonly revisedShipBy: number | null;
  /** The time that the shop does not meet. */
  readonly replaces: number;
  /** The day of `replaces`, as are the following days: `YYYY-MM-DD`, by the shop's clock. */
  readonly replacesDay: string;
  /** A notice that leaves later does not count; null: at any time. */
  readonly noticeBy: number | null;
  /** The last moment at which the customer can consent, where silence cancels. */
  readonly answerBy: number;
  readonly answerDay: string;
  /** What it means if the customer does not answer. */
  readonly silence: 'consents' | 'cancels';
  /** True: the customer has received a notice before. */
  readonly isRenewed: boolean;
}

export interface ShipDelay extends DelayOffer {
  /** False: the shop did not say whether it ships in time, so the engine asked the customer. */
  readonly byShop: boolean;
  readonly declaredAt: number;
  /** When the notice left; null: it has not. */
  readonly noticedAt: number | null;
  /** When the customer consented; null: they have not. */
  readonly consentedAt: number | null;
}

export interface ShipPromise {
  /** When the shop said that it ships by the time that holds; null: it has not. */
  readonly confirmedAt: number | null;
  /** Oldest first. */
  readonly delays: readonly ShipDelay[];
  /** When the customer asked to cancel; null: they have not, or have consented since. */
  readonly cancelRequested: FactTimes | null;
}

export const NO_SHIP_PROMISE: ShipPromise = {
  confirmedAt: null,
  delays: [],
  cancelRequested: null,
};
