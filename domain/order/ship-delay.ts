/**
 * How events change what is known about a delayed shipment: the shop's word, the notice, and the
 * customer's answer.
 */

import type { Logged, NotificationSettled } from '../journey/event.ts';
import { hasLeft } from '../journey/message-plan.ts';
import type { CancelRequested, DelayConsented, ShippingPromiseChanged } from './event.ts';
import { offerDelay, shipStanding } from './ship-dates.ts';
import type { DelayOffer, ShipDelay } from './ship-promise.ts';
import type { OrderState } from './state.ts';

/** What the shop says: it ships in time, or it cannot. */
export function applyShippingPromise(
  state: OrderState,
  { shipsInTime, revisedShipBy }: ShippingPromiseChanged,
): OrderState {
  const { shipPromise, now } = state;
  if (shipsInTime) return { ...state, shipPromise: { ...shipPromise, confirmedAt: now } };
  const offer = offerDelay(state, revisedShipBy, now);
  return offer ? addDelay(state, offer, { byShop: true, noticedAt: null }) : state;
}

/**
 * A notice counts once it has left. The one that a ladder sends, because the shop has not answered,
 * starts a delay of unknown length.
 */
export function applyNotice(
  state: OrderState,
  { key, outcome }: Logged<NotificationSettled>,
): OrderState {
  const message = state.messagePlan.pending.find((each) => each.key === key);
  if (message?.kind !== 'ship_delay_notice' || !hasLeft(outcome)) return state;
  const number = message.facts?.['delay'];
  if (typeof number === 'number') return changeDelay(state, number, { noticedAt: state.now });
  const offer = offerDelay(state, null, message.notBefore);
  return offer ? addDelay(state, offer, { byShop: false, noticedAt: state.now }) : state;
}

export function applyConsent(state: OrderState, { delay }: DelayConsented): OrderState {
  const standing = shipStanding(state);
  if (!standing?.current || standing.number !== delay) return state;
  if (standing.deadline !== null && state.now > standing.deadline) return state;
  const consented = changeDelay(state, delay, {
    consentedAt: standing.current.consentedAt ?? state.now,
  });
  return { ...consented, shipPromise: { ...consented.shipPromise, cancelRequested: null } };
}

export function applyCancelRequest(state: OrderState, { delay }: CancelRequested): OrderState {
  const { shipPromise, now } = state;
  if (shipPromise.cancelRequested || shipStanding(state)?.number !== delay) return state;
  const cancelRequested = { occurredAt: now, loggedAt: now };
  return { ...state, shipPromise: { ...shipPromise, cancelRequested } };
}

function addDelay(
  state: OrderState,
  offer: DelayOffer,
  about: Pick<ShipDelay, 'byShop' | 'noticedAt'>,
): OrderState {
  const { shipPromise, now } = state;
  const delay: ShipDelay = { ...offer, ...about, declaredAt: now, consentedAt: null };
  const delays = [...shipPromise.delays, delay];
  return { ...state, shipPromise: { ...shipPromise, delays, confirmedAt: null } };
}

/** `number` counts from 1. */
function changeDelay(state: OrderState, number: number, change: Partial<ShipDelay>): OrderState {
  const { shipPromise } = state;
  const delays = shipPromise.delays.map((each, index) =>
    index + 1 === number ? { ...each, ...change } : each,
  );
  return { ...state, shipPromise: { ...shipPromise, delays } };
}
