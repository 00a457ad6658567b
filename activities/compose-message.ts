/** Composes a message: the reader's addresses, and the data in the reader's language and zone. */

import type { Sql } from '../db/connect.ts';
import type { OrderRow } from '../db/orders.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { Contact } from '../domain/contact.ts';
import { formatLocale, type LocaleSettings } from '../domain/format.ts';
import { parseJourneyId } from '../domain/ids.ts';
import { isForStaff } from '../domain/message.ts';
import { readOrderState } from '../views/order-state.ts';
import { pageUrl } from '../views/page-url.ts';
import { withdrawUntil } from '../views/withdraw-until.ts';
import { composeOrderMessage } from './compose-order-message.ts';
import type { ComposeRequest } from './compose-request.ts';
import { composeReturnMessage, readReturnSources } from './compose-return-message.ts';
import { composeStaffMessage } from './compose-staff-message.ts';
import { readOrderSources } from './order-sources.ts';
import { readStaffAddresses } from './read-addresses.ts';

export interface MessageContent {
  readonly email: string | readonly string[] | null;
  readonly phone: string | null;
  readonly brand: string;
  readonly shopName: string;
  readonly locale: string;
  /** The customer's page; null in messages to staff. */
  readonly pageUrl: string | null;
  /** Input of the templates: see templates/engine/catalog.ts. */
  readonly data: unknown;
}

export async function composeMessage(sql: Sql, request: ComposeRequest): Promise<MessageContent> {
  const { shopId, kind, ref } = parseJourneyId(request.journeyId);
  const shop = await findShop(sql, shopId);
  if (!shop) throw new Error(`journey ${request.journeyId} has no shop`);
  if (isForStaff(request.planned.kind)) return composeForStaff(sql, shop, request);
  const { planned, publicUrl, keys } = request;
  if (kind === 'order') {
    const sources = await readOrderSources(sql, shopId, ref);
    const localeSettings = await localeSettingsOf(request, sources.contact);
    const until = await readWithdrawUntil(sql, sources.order, planned);
    const input = { ...sources, planned, publicUrl, keys, localeSettings, withdrawUntil: until };
    const data = composeOrderMessage(input);
    const page = pageUrl(request, 'order', sources.order.pageId);
    return toCustomer({ shop, contact: sources.contact, localeSettings, page, data });
  }
  const sources = await readReturnSources(sql, shop, ref);
  const localeSettings = await localeSettingsOf(request, sources.contact);
  const data = composeReturnMessage({ ...sources, planned, publicUrl, keys, localeSettings });
  // The notice of a withdrawal may name the address for its receipt.
  const own = planned.kind === 'withdrawal_received' ? sources.row.notice?.email : null;
  const contact = { ...sources.contact, email: own ?? sources.contact.email };
  const page = pageUrl(request, 'return', sources.row.pageId);
  return toCustomer({ shop, contact, localeSettings, page, data });
}

/** Only the messages about a delivery name the day: others need not read the log. */
async function readWithdrawUntil(
  sql: Sql,
  order: OrderRow,
  { kind }: ComposeRequest['planned'],
): Promise<number | null> {
  if (kind !== 'delivered' && kind !== 'all_delivered') return null;
  return withdrawUntil(sql, order, await readOrderState(sql, order.journeyId));
}

async function localeSettingsOf(
  { localeFor }: ComposeRequest,
  { locale, timeZone }: LocaleSettings,
): Promise<LocaleSettings> {
  return { locale: formatLocale(locale, await localeFor(locale)), timeZone };
}

interface CustomerMessage {
  readonly shop: Shop;
  readonly contact: Contact;
  readonly localeSettings: LocaleSettings;
  readonly page: string;
  readonly data: unknown;
}

function toCustomer({
  shop,
  contact,
  localeSettings,
  page,
  data,
}: CustomerMessage): MessageContent {
  const { brand, name: shopName } = shop;
  const { email, phone } = contact;
  return { email, phone, brand, shopName, locale: localeSettings.locale, pageUrl: page, data };
}

/** Addresses the message to everyone in the team whose address is not suppressed. */
async function composeForStaff(
  sql: Sql,
  shop: Shop,
  request: ComposeRequest,
): Promise<MessageContent> {
  const addresses = await readStaffAddresses(
    { sql, keys: request.keys },
    request.journeyId,
    request.planned,
  );
  const localeSettings = await localeSettingsOf(request, shop);
  const data = await composeStaffMessage(sql, { ...request, shop, localeSettings });
  const { brand, name: shopName } = shop;
  const email = addresses.length === 0 ? null : addresses;
  const { locale } = localeSettings;
  return { email, phone: null, brand, shopName, locale, pageUrl: null, data };
}
