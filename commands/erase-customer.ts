/**
 * Erases a customer: name, addresses, and everything that people or carriers wrote about them. The
 * orders and returns go on without messages. docs/privacy.md lists what stays.
 */

import type { Queryable, Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import {
  type CustomerOrder,
  findCustomerOrders,
  findNotices,
  isErasedNumber,
  type NoticeRef,
  readJourneysOf,
  readParcelNumbers,
} from '../db/customers.ts';
import {
  eraseContact,
  eraseMessages,
  eraseNotes,
  eraseNotice,
  eraseOrder,
  eraseReceipts,
  eraseScans,
  hashConsents,
} from '../db/erasure.ts';
import { lockOrder } from '../db/orders.ts';
import { lockReturn } from '../db/returns.ts';
import { lockNumber } from '../db/shipments.ts';
import { hashAddress, type KeyedSql } from '../db/suppressions.ts';
import { contactFacts } from '../domain/contact.ts';
import type { CustomerKey } from '../domain/customer.ts';
import type { ShopId } from '../domain/ids.ts';
import { appendEvents } from './append-events.ts';

export interface Erased {
  /** How many orders of the customer were erased, and notices in the returns of others. */
  readonly orders: number;
  readonly notices: number;
}

/**
 * Erases one order with its returns per transaction: a call that fails half-way can be repeated. A
 * customer who is erased already, or unknown, changes nothing.
 */
export async function eraseCustomer(
  { sql, keys }: KeyedSql<Sql>,
  shopId: ShopId,
  customer: CustomerKey,
): Promise<Erased> {
  let orders = 0;
  for (const order of await findCustomerOrders(sql, shopId, customer)) {
    if (await sql.begin((tx) => eraseOne({ sql: tx, keys }, shopId, order))) orders += 1;
  }
  const notices = await findNotices(sql, shopId, customer);
  for (const notice of notices) {
    await sql.begin((tx) => eraseOtherNotice(tx, shopId, notice));
  }
  return { orders, notices: notices.length };
}

async function eraseOne(
  { sql: tx, keys }: KeyedSql,
  shopId: ShopId,
  { orderId, contactId }: CustomerOrder,
): Promise<boolean> {
  const ref = { shopId, orderId };
  // The locks of all writers, in their order: numbers, order, contact, messages, journeys.
  const numbers = await readParcelNumbers(tx, ref);
  for (const number of numbers) await lockNumber(tx, shopId, number);
  await lockOrder(tx, shopId, orderId);
  const contact = await readContact(tx, contactId);
  if (!(await eraseContact(tx, contactId))) return false;
  const { email, phone } = contact;
  await hashConsents(tx, contactId, {
    email: email === null ? null : hashAddress(keys, { channel: 'email', address: email }),
    sms: phone === null ? null : hashAddress(keys, { channel: 'sms', address: phone }),
  });
  await eraseOrder(tx, ref);
  const erased = [];
  for (const number of await readParcelNumbers(tx, ref)) {
    if (await isErasedNumber(tx, shopId, number)) erased.push(number);
  }
  await eraseScans(tx, shopId, erased);
  const journeys = await readJourneysOf(tx, ref);
  const journeyIds = journeys.map(({ journeyId }) => journeyId);
  await eraseMessages(tx, journeyIds);
  await eraseNotes(tx, journeyIds);
  const facts = contactFacts(await readContact(tx, contactId));
  const body = { kind: 'contact_changed', contact: facts } as const;
  for (const { journeyId, closed } of journeys) {
    // What a closed journey sends if it reopens is checked against the contact just before it leaves.
    if (!closed) await appendEvents(tx, journeyId, [{ body, wakes: true }]);
  }
  return true;
}

/** Another person's order goes on as it is. */
async function eraseOtherNotice(
  tx: Queryable,
  shopId: ShopId,
  { returnId, journeyId }: NoticeRef,
): Promise<void> {
  await lockReturn(tx, shopId, returnId);
  await eraseNotice(tx, { shopId, returnId });
  await eraseReceipts(tx, journeyId);
}
