/** Everything that a shop holds about a customer, for the customer. */

import type { Sql } from '../db/connect.ts';
import { findCustomerOrders, findNotices, readJourneysOf } from '../db/customers.ts';
import { listEscalations, readHistory } from '../db/escalations.ts';
import { readLog } from '../db/journey-events.ts';
import { readNotifications } from '../db/notifications.ts';
import { readReturnsOf } from '../db/returns.ts';
import { type KeyedSql, readSuppressions } from '../db/suppressions.ts';
import type { CustomerKey } from '../domain/customer.ts';
import type { JourneyId, ShopId } from '../domain/ids.ts';
import { isForStaff } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import { isoTime, type ViewOptions } from './journey.ts';
import { type OrderView, readOrderView } from './order.ts';
import { type ReturnView, readReturnView } from './return.ts';

export interface SentText {
  readonly key: string;
  readonly to: string[];
  /** Null: an SMS has none. */
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
}

export interface NoteView {
  readonly at: string;
  readonly by: string | null;
  readonly note: string;
}

export interface SuppressionView {
  readonly channel: string;
  readonly reason: string;
  readonly source: string;
  readonly since: string;
}

export interface JourneyExport {
  readonly journey: JourneyId;
  /** The log: facts and ids. */
  readonly events: Record<string, unknown>[];
  /** What the messages to the customer say. */
  readonly texts: SentText[];
  /** What staff wrote about it. */
  readonly notes: NoteView[];
}

export interface CustomerView {
  readonly orders: OrderView[];
  readonly returns: ReturnView[];
  readonly journeys: JourneyExport[];
  readonly suppressions: SuppressionView[];
}

/** Null if the shop holds nothing about the customer. */
export async function readCustomerView(
  { sql, keys }: KeyedSql<Sql>,
  { shopId, customer }: { readonly shopId: ShopId; readonly customer: CustomerKey },
  options: ViewOptions,
): Promise<CustomerView | null> {
  const orders: OrderView[] = [];
  const returns: ReturnView[] = [];
  const journeys: JourneyExport[] = [];
  for (const { orderId } of await findCustomerOrders(sql, shopId, customer)) {
    const order = await readOrderView(sql, { shopId, orderId }, options);
    if (order) orders.push(order);
    for (const { returnId } of await readReturnsOf(sql, shopId, orderId)) {
      const view = await readReturnView(sql, { shopId, returnId }, options);
      if (view) returns.push(view);
    }
    for (const { journeyId } of await readJourneysOf(sql, { shopId, orderId })) {
      journeys.push(await readJourneyExport(sql, shopId, journeyId));
    }
  }
  for (const { returnId, journeyId } of await findNotices(sql, shopId, customer)) {
    if (journeys.some(({ journey }) => journey === journeyId)) continue;
    const view = await readReturnView(sql, { shopId, returnId }, options);
    if (view) returns.push(view);
    journeys.push(await readJourneyExport(sql, shopId, journeyId));
  }
  const suppressions = await readSuppressionViews({ sql, keys }, { shopId, customer }, orders);
  if (journeys.length === 0 && suppressions.length === 0) return null;
  return { orders, returns, journeys, suppressions };
}

async function readJourneyExport(
  sql: Sql,
  shopId: ShopId,
  journeyId: JourneyId,
): Promise<JourneyExport> {
  const [log, messages, escalations] = await Promise.all([
    readLog(sql, journeyId),
    readNotifications(sql, journeyId),
    listEscalations(sql, { shopId, journeyId, limit: ESCALATIONS_MAX }),
  ]);
  const histories = await Promise.all(escalations.map((row) => readHistory(sql, row)));
  return {
    journey: journeyId,
    events: log.map((event) => ({ ...event })),
    texts: messages.flatMap(({ key, kind, payload }) => {
      if (!payload || isForStaff(kind)) return [];
      return [{ key, to: [payload.to].flat(), ...textOf(payload) }];
    }),
    notes: histories.flat().flatMap(({ at, by, note }) => {
      return note === null ? [] : [{ at: at.toISOString(), by, note }];
    }),
  };
}

function textOf(payload: Payload): Pick<SentText, 'subject' | 'text' | 'html'> {
  if (payload.channel === 'sms') return { subject: null, text: payload.body, html: null };
  const { subject, text, html } = payload;
  return { subject, text, html };
}

/** More than a journey can have. */
const ESCALATIONS_MAX = 10_000;

async function readSuppressionViews(
  keyed: KeyedSql<Sql>,
  { shopId, customer }: { readonly shopId: ShopId; readonly customer: CustomerKey },
  orders: readonly OrderView[],
): Promise<SuppressionView[]> {
  const emails = new Set(orders.flatMap(({ contact }) => contact.email?.toLowerCase() ?? []));
  const phones = new Set(orders.flatMap(({ contact }) => contact.phone ?? []));
  if (customer.by === 'email') emails.add(customer.value);
  if (customer.by === 'phone') phones.add(customer.value);
  const rows = await Promise.all([
    ...[...emails].map((address) => readSuppressions(keyed, { shopId, channel: 'email', address })),
    ...[...phones].map((address) => readSuppressions(keyed, { shopId, channel: 'sms', address })),
  ]);
  return rows
    .flat()
    .map(({ createdAt, ...rest }) => ({ ...rest, since: isoTime(createdAt) ?? '' }));
}
