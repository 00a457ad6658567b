/** Records a customer's answer to a notice about a late shipment. */

import type { Sql } from '../db/connect.ts';
import { findOrderByToken, lockOrder } from '../db/orders.ts';
import { delayChoice, isChoiceOpen } from '../domain/order/delay-choice.ts';
import { shipStanding } from '../domain/order/ship-dates.ts';
import { appendEvents } from './append-events.ts';
import { foldOrder } from './change-shipping-promise.ts';

export interface DelayAnswer {
  readonly answer: 'consent' | 'cancel';
  /** The delay that the customer has read about, counted from 1. */
  readonly delay: number;
}

/**
 * Records the answer of the customer whose tracking page has this token. The latest answer counts as
 * long as the order has neither shipped nor ended. Returns false if there is no such order. Changes
 * nothing if the answer is the one that holds, or if another delay has come since.
 */
export function answerDelay(
  sql: Sql,
  token: string,
  { answer, delay }: DelayAnswer,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const found = await findOrderByToken(tx, token);
    const order = found && (await lockOrder(tx, found.shopId, found.orderId));
    if (!order) return false;
    const state = await foldOrder(tx, order);
    const choice = delayChoice(state);
    const isCurrent = shipStanding(state)?.number === delay;
    if (!isCurrent || !isChoiceOpen(choice) || choice === CHOICES[answer]) return true;
    const kind = answer === 'consent' ? 'delay_consented' : 'cancel_requested';
    await appendEvents(tx, order.journeyId, [{ body: { kind, delay }, wakes: true }]);
    return true;
  });
}

const CHOICES = { consent: 'consented', cancel: 'cancel_requested' } as const;
