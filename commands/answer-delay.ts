/** Records a customer's answer to a notice about a late shipment. */

import type { Queryable, Sql } from '../db/connect.ts';
import { findOrderByPage, lockOrder, type OrderRow } from '../db/orders.ts';
import { WismrError } from '../domain/error.ts';
import { delayChoice, isChoiceOpen } from '../domain/order/delay-choice.ts';
import { shipStanding } from '../domain/order/ship-dates.ts';
import { appendEvents } from './append-events.ts';
import { foldOrder } from './change-shipping-promise.ts';
import type { OrderRef } from './place-order.ts';

/** `consent`: to wait. `cancel`: to get the money back. */
export type DelayAnswer = 'consent' | 'cancel';

export interface PageAnswer {
  readonly answer: DelayAnswer;
  /** The delay that the customer has read about, counted from 1. */
  readonly delay: number;
}

/**
 * Records the answer of the customer whose page it is. The latest answer counts as
 * long as the order has neither shipped nor ended. Returns false if there is no such order. Changes
 * nothing if the answer is the one that holds, or if another delay has come since.
 */
export function answerDelay(
  sql: Sql,
  pageId: string,
  { answer, delay }: PageAnswer,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const found = await findOrderByPage(tx, pageId);
    const order = found && (await lockOrder(tx, found.shopId, found.orderId));
    if (!order) return false;
    const { choice, number } = await readChoice(tx, order);
    if (number !== delay || !isChoiceOpen(choice) || choice === CHOICES[answer]) return true;
    await record(tx, order, { answer, delay });
    return true;
  });
}

/**
 * Records the answer that the shop heard from the customer, by phone or email. It counts for the
 * latest delay. The same answer again changes nothing. Throws `not_found` if there is no such order,
 * and `conflict` if the customer has nothing to choose.
 */
export function recordDelayAnswer(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  answer: DelayAnswer,
): Promise<'changed' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    const { choice, number } = await readChoice(tx, order);
    if (choice === CHOICES[answer]) return 'unchanged';
    if (!isChoiceOpen(choice)) {
      throw new WismrError('conflict', `order ${orderId} ${WHY_CLOSED[choice]}`);
    }
    await record(tx, order, { answer, delay: number });
    return 'changed';
  });
}

async function readChoice(tx: Queryable, order: OrderRow) {
  const state = await foldOrder(tx, order);
  return { choice: delayChoice(state), number: shipStanding(state)?.number ?? 0 };
}

async function record(tx: Queryable, order: OrderRow, { answer, delay }: PageAnswer) {
  const kind = answer === 'consent' ? 'delay_consented' : 'cancel_requested';
  await appendEvents(tx, order.journeyId, [{ body: { kind, delay }, wakes: true }]);
}

const CHOICES = { consent: 'consented', cancel: 'cancel_requested' } as const;

const WHY_CLOSED: Readonly<Record<'none' | 'over' | 'shipped' | 'cancelled', string>> = {
  none: 'has no notice about a late shipment to answer',
  over: 'counts as cancelled or is refunded: the customer has nothing more to choose',
  shipped: 'has shipped: its carrier has scanned it',
  cancelled: 'is cancelled',
};
