/** By when an order has to ship under 16 CFR 435.2, and what a notice about a delay offers. */

import { endOfDay, localDate } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import { handedOverAt } from '../parcel/scan-summary.ts';
import { countryScope, presetFor, ruleFor } from '../policy/apply-policy.ts';
import { earliest, latest } from '../time.ts';
import type { DelayOffer, ShipDelay } from './ship-promise.ts';
import type { OrderState } from './state.ts';
import { countedShipments, liveShipments, moreToCome } from './status.ts';

/** Where an order stands between its stated time and its shipment. Times are epoch milliseconds. */
export interface ShipStanding {
  /** The time that was stated first, or that the rule gives. */
  readonly statedBy: number;
  /** The latest delay whose notice has left; null: none. */
  readonly current: ShipDelay | null;
  /** The number of `current`, from 1; 0: none. */
  readonly number: number;
  /** The time that the shop named last; null: it knows none. */
  readonly promisedBy: number | null;
  /** How many times the shop has named, with the first one. */
  readonly promises: number;
  /** Without shipment by then, the order counts as cancelled; null: the customer waits for any time. */
  readonly deadline: number | null;
}

/** Null where the rule does not apply to the order. */
export function shipStanding(state: OrderState): ShipStanding | null {
  const statedBy = statedShipBy(state);
  if (statedBy === null) return null;
  const { delays } = state.shipPromise;
  const number = delays.findLastIndex(({ noticedAt }) => noticedAt !== null) + 1;
  const current = delays[number - 1] ?? null;
  const named = delays.filter(({ byShop, noticedAt }) => byShop && noticedAt !== null);
  const last = named.at(-1);
  const known = last ? last.revisedShipBy : statedBy;
  const deadline = current ? deadlineOf(current) : statedBy;
  return {
    statedBy,
    current,
    number,
    promisedBy: deadline === null ? null : known,
    promises: 1 + named.length,
    deadline,
  };
}

function deadlineOf({ consentedAt, silence, revisedShipBy, answerBy }: ShipDelay): number | null {
  return consentedAt !== null || silence === 'consents' ? revisedShipBy : answerBy;
}

/** Null where no preset has the rule, the shop exempts the order, or it was imported too late. */
function statedShipBy(state: OrderState): number | null {
  const { policy, country, contact, calendar, shipBy, placedAt, observedAt } = state;
  const preset = presetFor(policy, country);
  if (contact === null || !preset?.delay || state.isShipRuleExempt) return null;
  const { within } = ruleFor(policy, 'ships_by_law', countryScope(country));
  const onCredit = state.isOnCredit ? preset.shipOnCredit : null;
  const by = shipBy ?? addDuration(placedAt ?? observedAt, onCredit ?? within, calendar);
  return isBackfill({ occurredAt: by, loggedAt: observedAt }, policy) ? null : by;
}

/** What a notice offers that is decided `at` a time. Null where the rule does not apply. */
export function offerDelay(
  state: OrderState,
  revisedDay: string | null,
  at: number,
): DelayOffer | null {
  const standing = shipStanding(state);
  const delay = presetFor(state.policy, state.country)?.delay;
  if (!standing || !delay) return null;
  const { timeZone } = state.calendar;
  const { statedBy, current, deadline } = standing;
  const dayOf = (time: number) => localDate(time, timeZone);
  const offer = (
    replaces: number,
    terms: Pick<DelayOffer, 'noticeBy' | 'answerBy' | 'silence'>,
  ) => ({
    revisedDay,
    revisedShipBy: revisedDay === null ? null : endOfDay(revisedDay, timeZone),
    replaces,
    replacesDay: dayOf(replaces),
    ...terms,
    answerDay: dayOf(terms.answerBy),
    isRenewed: current !== null,
  });
  if (deadline === null) {
    // The customer waits for any time, and can cancel until it ships.
    const replaces = current?.replaces ?? statedBy;
    return offer(replaces, { noticeBy: null, answerBy: replaces, silence: 'consents' });
  }
  const hasConsented = current !== null && current.consentedAt !== null;
  if (at <= statedBy && !hasConsented) {
    const lastDay = dayOf(addDuration(statedBy, delay.consentedFor, state.calendar));
    const silence = revisedDay !== null && revisedDay <= lastDay ? 'consents' : 'cancels';
    const answerBy = endOfDay(lastDay, timeZone);
    return offer(statedBy, { noticeBy: statedBy, answerBy, silence });
  }
  const replaces = standing.promisedBy ?? statedBy;
  return offer(replaces, { noticeBy: deadline, answerBy: deadline, silence: 'cancels' });
}

/** When the carriers had all of the order; null: not yet. */
export function fullyShippedAt(state: OrderState): number | null {
  if (liveShipments(state).length === 0 || moreToCome(state)) return null;
  const firsts = countedShipments(state).map(([, shipment]) => handedOverAt(shipment.scanSummary));
  return firsts.includes(null) ? null : latest(firsts);
}

/**
 * When the order counted as cancelled, by the facts so far; null: it does not. A scan from before
 * the deadline that arrives late shows that it never did.
 */
export function deemedCancelledAt(state: OrderState): number | null {
  const deadline = shipStanding(state)?.deadline ?? null;
  if (deadline === null || state.now < deadline) return null;
  const { cancelledAt, refundedAt, shipPromise, withdrawals } = state;
  const asked = shipPromise.cancelRequested?.occurredAt ?? null;
  const withdrawn = withdrawals.map(({ occurredAt, isWhole }) => (isWhole ? occurredAt : null));
  const ends = [fullyShippedAt(state), cancelledAt, refundedAt, asked, ...withdrawn];
  const settledAt = earliest(ends);
  return settledAt !== null && settledAt <= deadline ? null : deadline;
}

/** Whether the customer wants no parcel any more, or has a right to the money instead. */
export function isShippingStopped(state: OrderState): boolean {
  return state.shipPromise.cancelRequested !== null || deemedCancelledAt(state) !== null;
}

/** Whether the customer has been asked to consent, without an answer so far. */
export function isConsentAwaited<Standing extends ShipStanding>(
  standing: Standing,
): standing is Standing & { readonly current: ShipDelay } {
  const { current } = standing;
  return current !== null && current.silence === 'cancels' && current.consentedAt === null;
}
