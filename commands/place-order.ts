/** Takes in what a shop says of an order: new, changed or cancelled. */

import type { Queryable, Sql } from '../db/connect.ts';
import {
  type Contact,
  factsOf,
  insertContact,
  readContact,
  updateContact,
} from '../db/contacts.ts';
import { appendEvents, createJourney, type NewEvent } from '../db/journey-events.ts';
import {
  insertOrder,
  lockOrder,
  markCancelled,
  type OrderItem,
  type OrderRow,
  readItems,
  replaceItems,
  updateOrder,
} from '../db/orders.ts';
import { readReturnsOf } from '../db/returns.ts';
import type { Estimate } from '../domain/edd.ts';
import { WismrError } from '../domain/error.ts';
import { type JourneyId, type OrderId, orderJourney, type ShopId } from '../domain/ids.ts';
import type { ContactChanged } from '../domain/journey/event.ts';
import type { Money } from '../domain/money.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import { isSameEdd } from './record-scans.ts';

export interface OrderInput {
  readonly placedAt: Date;
  readonly contact: Contact;
  readonly items: readonly OrderItem[];
  readonly total: Money | null;
  readonly country: string | null;
  readonly edd: EstimatedDelivery | null;
  /** By when the shop promises to ship it; null: by its policy. */
  readonly shipBy: Date | null;
}

export interface OrderRef {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
}

/** Makes the order, or changes it where something of it is different. May be repeated at will. */
export async function placeOrder(
  sql: Sql,
  ref: OrderRef,
  input: OrderInput,
): Promise<'created' | 'changed' | 'unchanged'> {
  const journeyId = orderJourney(ref.shopId, ref.orderId);
  return sql.begin(async (tx) => {
    // Of two that come at once, the second waits here and then finds the order.
    if (await createJourney(tx, journeyId)) {
      await create(tx, { ...ref, journeyId }, input);
      return 'created';
    }
    const order = await lockOrder(tx, ref.shopId, ref.orderId);
    if (!order) throw new Error(`${journeyId} has a journey and no order`);
    return (await change(tx, order, input)) ? 'changed' : 'unchanged';
  });
}

async function create(
  tx: Queryable,
  ref: OrderRef & { readonly journeyId: JourneyId },
  input: OrderInput,
): Promise<void> {
  const { contact, items } = input;
  const contactId = await insertContact(tx, ref.shopId, contact);
  await insertOrder(tx, { ...ref, ...rowOf(input), contactId });
  await replaceItems(tx, ref, items);
  const body = { ...placed(input), edd: input.edd && estimate(input.edd) };
  await appendEvents(tx, ref.journeyId, [{ body, wakes: true }]);
}

function placed(input: OrderInput) {
  return {
    kind: 'order_placed',
    placedAt: input.placedAt.getTime(),
    contact: factsOf(input.contact),
    edd: null,
    pieces: piecesOf(input.items),
    country: input.country,
    shipBy: input.shipBy?.getTime() ?? null,
  } as const;
}

async function change(tx: Queryable, order: OrderRow, given: OrderInput): Promise<boolean> {
  // A day that was told cannot be taken back, only replaced.
  const input = { ...given, edd: given.edd ?? order.edd };
  const contact = await readContact(tx, order.contactId);
  const items = await readItems(tx, order);
  const events: NewEvent[] = [];
  const contactDiffers = !isSame(contact, input.contact);
  if (contactDiffers) await updateContact(tx, order.contactId, input.contact);
  const facts = factsOf(input.contact);
  const changed = isSame(factsOf(contact), facts)
    ? null
    : ({ kind: 'contact_changed', contact: facts } as const);
  if (changed) events.push({ body: changed, wakes: true });
  const itemsDiffer = !isSame(
    items.map(({ line: _, ...item }) => item),
    input.items,
  );
  if (itemsDiffer) {
    await replaceItems(tx, order, input.items);
    const pieces = piecesOf(input.items);
    if (pieces !== piecesOf(items))
      events.push({ body: { kind: 'pieces_changed', pieces }, wakes: true });
  }
  if (input.edd && !(order.edd && isSameEdd(order.edd, input.edd))) {
    const edd = estimate(input.edd);
    events.push({ body: { kind: 'edd_set', shipmentId: null, edd }, wakes: true });
  }
  const rowDiffers = !isSame(rowOf(order), rowOf(input));
  if (rowDiffers) await updateOrder(tx, { ...order, ...rowOf(input) });
  // What no event of its own tells is told with the order's facts anew.
  if (!isSame([order.shipBy, order.country], [input.shipBy, input.country])) {
    events.push({ body: placed(input), wakes: true });
  }
  await appendEvents(tx, order.journeyId, events);
  if (changed) await tellReturns(tx, order, changed);
  return contactDiffers || itemsDiffer || rowDiffers;
}

type OwnFields = Pick<OrderInput, 'placedAt' | 'total' | 'country' | 'edd' | 'shipBy'>;

function rowOf({ placedAt, total, country, edd, shipBy }: OwnFields): OwnFields {
  const estimated = edd && { date: edd.date, from: edd.from, until: edd.until };
  return { placedAt, total, country, edd: estimated, shipBy };
}

/** The returns of an order have its contact. They hear of it with whatever comes next. */
async function tellReturns(tx: Queryable, order: OrderRow, body: ContactChanged): Promise<void> {
  const returns = await readReturnsOf(tx, order.shopId, order.orderId);
  // After the order and in this order: so do scans lock journeys.
  for (const journeyId of returns.map((row) => row.journeyId).sort()) {
    await appendEvents(tx, journeyId, [{ body, wakes: false }]);
  }
}

function estimate({ date, from, until }: EstimatedDelivery): Estimate {
  return { date, from, until, source: 'shop', asOf: Date.now() };
}

function piecesOf(items: readonly OrderItem[]): number | null {
  return items.length === 0 ? null : items.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Equal as JSON, whatever order the keys stand in. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sortKeys) === JSON.stringify(b, sortKeys);
}

function sortKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Cancels an order. A second time changes nothing. Throws `not_found` where there is none. */
export async function cancelOrder(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  at: Date,
): Promise<'cancelled' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `there is no order ${orderId}`);
    if (order.cancelledAt) return 'unchanged';
    await markCancelled(tx, order, at);
    const body = { kind: 'order_cancelled', cancelledAt: at.getTime() } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true, dedupe: 'order_cancelled' }]);
    return 'cancelled';
  });
}
