/** Places an order, or changes it. */

import type { Queryable, Sql } from '../db/connect.ts';
import { readClassConsents, readContact } from '../db/contacts.ts';
import { createJourney } from '../db/journeys.ts';
import {
  insertOrder,
  lockOrder,
  type OrderItem,
  type OrderRow,
  readItems,
  replaceItems,
  updateOrder,
} from '../db/orders.ts';
import { readReturnsOf } from '../db/returns.ts';
import {
  type Contact,
  type ContactChange,
  changeContact,
  contactFacts,
  createContact,
  type StoredContact,
} from '../domain/contact.ts';
import type { Estimate } from '../domain/edd.ts';
import type { Fault } from '../domain/error.ts';
import { type JourneyId, type OrderId, orderJourneyId, type ShopId } from '../domain/ids.ts';
import type { ContactChanged } from '../domain/journey/event.ts';
import type { Money } from '../domain/money.ts';
import { type EstimatedDelivery, isSameEdd } from '../domain/tracking.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { wrongMode } from './check-mode.ts';
import { addContact, type ConsentOrigin, replaceContact } from './save-contact.ts';

export interface OrderInput {
  readonly placedAt: Date;
  readonly contact: Contact;
  /** The shop's own id of the customer. */
  readonly customerId: string | null;
  readonly items: readonly OrderItem[];
  readonly total: Money | null;
  readonly country: string | null;
  readonly edd: EstimatedDelivery | null;
  /** When the shop promises to ship it; null: as its policy says. */
  readonly shipBy: Date | null;
  /** Whether the customer has paid; null: unknown. */
  readonly paid: boolean | null;
  /** Whether the customer applied to the shop for credit to pay it. */
  readonly creditApplication: boolean;
  /** Whether the law's rule on the time to ship excepts it, as the shop says. */
  readonly shipRuleExempt: boolean;
  /** When the shop last changed it, by the shop's clock; null: it does not say. */
  readonly changedAt: Date | null;
  /** Made with a test key: its messages go to the shop's test recipients only. */
  readonly isTest: boolean;
  /** Fields that could not be used. */
  readonly warnings: readonly Fault[];
}

/** What a request gives. A field that is left out stays as it is; null removes it. */
export interface OrderRequest
  extends Pick<OrderInput, 'placedAt' | 'items' | 'edd' | 'warnings' | 'changedAt'> {
  readonly contact: ContactChange;
  readonly customerId: string | null | undefined;
  readonly total: Money | null | undefined;
  readonly country: string | null | undefined;
  readonly shipBy: Date | null | undefined;
  readonly paid: boolean | null | undefined;
  readonly creditApplication: boolean | undefined;
  readonly shipRuleExempt: boolean | undefined;
  /** Where the consent in `contact` comes from. */
  readonly consentOrigin: ConsentOrigin;
  /** The pointers of what could have warnings, it or inside it: theirs replace the known ones. */
  readonly read: readonly string[];
  /** Default: false. */
  readonly isTest?: boolean;
  /** For a new contact. */
  readonly shop: Pick<Contact, 'locale' | 'timeZone'>;
}

export interface OrderRef {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
}

/**
 * Places the order, or changes what differs. Repeating it changes nothing, and neither does an older
 * version (`outdated`): requests may arrive in another order than they were sent.
 */
export async function placeOrder(
  sql: Sql,
  ref: OrderRef,
  request: OrderRequest,
): Promise<'created' | 'changed' | 'unchanged' | 'outdated'> {
  const journeyId = orderJourneyId(ref.shopId, ref.orderId);
  return sql.begin(async (tx) => {
    // Of two concurrent calls, the second waits here and then finds the order.
    if (await createJourney(tx, journeyId)) {
      await createOrder(tx, { ...ref, journeyId }, request);
      return 'created';
    }
    const order = await lockOrder(tx, ref.shopId, ref.orderId);
    if (!order) throw new Error(`journey ${journeyId} has no order`);
    if (order.isTest !== (request.isTest ?? false)) throw wrongMode(order);
    if (isOutdated(order, request)) return 'outdated';
    return (await changeOrder(tx, order, request)) ? 'changed' : 'unchanged';
  });
}

function isOutdated(known: OrderRow, { changedAt }: OrderRequest): boolean {
  return changedAt !== null && known.changedAt !== null && changedAt < known.changedAt;
}

function newOrder({
  shop,
  read: _read,
  consentOrigin: _origin,
  ...given
}: OrderRequest): OrderInput {
  const { customerId = null, total = null, country = null, shipBy = null } = given;
  const { paid = null, creditApplication = false, shipRuleExempt = false } = given;
  const { isTest = false } = given;
  const contact = createContact(given.contact, shop);
  const flags = { creditApplication, shipRuleExempt };
  return { ...given, contact, customerId, total, country, shipBy, paid, isTest, ...flags };
}

const isWithin = (pointer: string, read: string) => `${pointer}/`.startsWith(`${read}/`);

/** The customer may know the day of `edd`: it can be replaced, but not removed. */
function changedOrder(
  { shop: _shop, read, consentOrigin: _origin, ...given }: OrderRequest,
  order: OrderRow,
  contact: StoredContact,
): OrderInput {
  const { total = order.total, country = order.country, shipBy = order.shipBy } = given;
  const { paid = order.paid, creditApplication = order.creditApplication } = given;
  const { shipRuleExempt = order.shipRuleExempt } = given;
  // An erased customer stays erased: platforms send an order again whenever it changes.
  const isErased = contact.erasedAt !== null;
  const { customerId = order.customerId } = given;
  return {
    ...given,
    contact: isErased ? contact : changeContact(contact, given.contact),
    customerId: isErased ? null : customerId,
    total,
    country,
    shipBy,
    paid,
    creditApplication,
    shipRuleExempt,
    isTest: order.isTest,
    edd: given.edd ?? order.edd,
    warnings: [
      ...order.warnings.filter(({ pointer }) => !read.some((each) => isWithin(pointer, each))),
      ...given.warnings,
    ],
  };
}

async function createOrder(
  tx: Queryable,
  ref: OrderRef & { readonly journeyId: JourneyId },
  request: OrderRequest,
): Promise<void> {
  const given = newOrder(request);
  const { isTest, items } = given;
  const chosen = await readClassConsents(tx, ref.shopId, { ...given.contact, isTest });
  const contact = changeContact({ ...given.contact, ...chosen }, request.contact);
  const input = { ...given, contact };
  const added = { shopId: ref.shopId, contact };
  const contactId = await addContact(tx, added, request.consentOrigin);
  const { changedAt } = input;
  await insertOrder(tx, { ...ref, ...rowOf(input), contactId, changedAt, isTest });
  await replaceItems(tx, ref, items);
  const body = { ...orderPlaced(input), edd: input.edd && shopEstimate(input.edd) };
  await appendEvents(tx, ref.journeyId, [{ body, wakes: true }]);
}

function orderPlaced(input: OrderInput) {
  return {
    kind: 'order_placed',
    placedAt: input.placedAt.getTime(),
    contact: contactFacts(input.contact),
    edd: null,
    pieces: piecesOf(input.items),
    country: input.country,
    shipBy: input.shipBy?.getTime() ?? null,
    paid: input.paid,
    ...(input.creditApplication ? { creditApplication: true } : {}),
    ...(input.shipRuleExempt ? { shipRuleExempt: true } : {}),
  } as const;
}

async function changeOrder(
  tx: Queryable,
  order: OrderRow,
  request: OrderRequest,
): Promise<boolean> {
  const contact = await readContact(tx, order.contactId);
  const input = changedOrder(request, order, contact);
  const items = await readItems(tx, order);
  const events: NewEvent[] = [];
  const contactDiffers = !isSame(contact, input.contact);
  if (contactDiffers) {
    const change = { contactId: order.contactId, from: contact, to: input.contact };
    await replaceContact(tx, change, request.consentOrigin);
  }
  const facts = contactFacts(input.contact);
  const changed = isSame(contactFacts(contact), facts)
    ? null
    : ({ kind: 'contact_changed', contact: facts } as const);
  if (changed) events.push({ body: changed, wakes: true });
  const itemsDiffer = !isSame(
    items.map(({ line: _line, ...item }) => item),
    input.items,
  );
  if (itemsDiffer) {
    await replaceItems(tx, order, input.items);
    const pieces = piecesOf(input.items);
    if (pieces !== piecesOf(items))
      events.push({ body: { kind: 'pieces_changed', pieces }, wakes: true });
  }
  if (input.edd && !(order.edd && isSameEdd(order.edd, input.edd))) {
    const edd = shopEstimate(input.edd);
    events.push({ body: { kind: 'edd_set', shipmentId: null, edd }, wakes: true });
  }
  const rowDiffers = !isSame(rowOf(order), rowOf(input));
  const changedAt = input.changedAt ?? order.changedAt;
  if (rowDiffers || changedAt?.getTime() !== order.changedAt?.getTime()) {
    await updateOrder(tx, { ...order, ...rowOf(input), changedAt });
  }
  // These fields have no event of their own. A second `order_placed` carries them.
  const ownFields = ({ shipBy, country, paid, ...order }: OwnFields) => [
    shipBy,
    country,
    paid,
    order.creditApplication,
    order.shipRuleExempt,
  ];
  if (!isSame(ownFields(order), ownFields(input))) {
    events.push({ body: orderPlaced(input), wakes: true });
  }
  await appendEvents(tx, order.journeyId, events);
  if (changed) await appendToReturns(tx, order, changed);
  return contactDiffers || itemsDiffer || rowDiffers;
}

type OwnFields = Pick<
  OrderInput,
  | 'customerId'
  | 'placedAt'
  | 'total'
  | 'country'
  | 'edd'
  | 'shipBy'
  | 'paid'
  | 'creditApplication'
  | 'shipRuleExempt'
  | 'warnings'
>;

function rowOf(order: OwnFields): OwnFields {
  const { customerId, placedAt, total, country, edd, shipBy, paid, warnings } = order;
  const { creditApplication, shipRuleExempt } = order;
  const estimated = edd && { date: edd.date, from: edd.from, until: edd.until };
  const flags = { creditApplication, shipRuleExempt };
  return { customerId, placedAt, total, country, edd: estimated, shipBy, paid, ...flags, warnings };
}

/** The order's returns share its contact. Their workflows get the change with their next event. */
async function appendToReturns(
  tx: Queryable,
  order: OrderRow,
  body: ContactChanged,
): Promise<void> {
  const returns = await readReturnsOf(tx, order.shopId, order.orderId);
  // Scans lock journeys in this order, too: the order's first, then its returns' by id.
  for (const journeyId of returns.map((row) => row.journeyId).sort()) {
    await appendEvents(tx, journeyId, [{ body, wakes: false }]);
  }
}

function shopEstimate({ date, from, until }: EstimatedDelivery): Estimate {
  return { date, from, until, source: 'shop', asOf: Date.now() };
}

function piecesOf(items: readonly OrderItem[]): number | null {
  return items.length === 0 ? null : items.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Whether two values are equal as JSON, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sortKeys) === JSON.stringify(b, sortKeys);
}

function sortKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
