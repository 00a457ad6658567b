/** Composes a message: the reader's addresses, and the data in the reader's language and zone. */

import type { Sql } from '../db/connect.ts';
import type { Shop } from '../db/shops.ts';
import type { Contact } from '../domain/contact.ts';
import { formatLocale, type LocaleSettings } from '../domain/format.ts';
import { foldUntilStuck } from '../domain/journey/machine.ts';
import { orderMachine } from '../domain/order/index.ts';
import { pageUrl } from '../views/page-url.ts';
import { withdrawalLimit } from '../views/withdraw-until.ts';
import { composeOrderMessage } from './compose-order-message.ts';
import type { ComposeRequest } from './compose-request.ts';
import { composeReturnMessage } from './compose-return-message.ts';
import { composeStaffMessage } from './compose-staff-message.ts';
import type { OrderSources } from './order-sources.ts';
import { ownAddress, readStaffAddresses } from './read-addresses.ts';
import { returnSources } from './return-sources.ts';

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
  const { planned, publicUrl, keys, shop, policy, message } = request;
  if (!message) return composeForStaff(sql, request);
  const localeSettings = await localeSettingsOf(request, message.contact);
  const own = { planned, publicUrl, keys, localeSettings };
  if (message.kind === 'order') {
    const { sources, contact } = message;
    const data = composeOrderMessage({ ...sources, ...own, withdrawUntil: limitOf(sources) });
    const page = pageUrl(request, 'order', sources.order.pageId);
    return toCustomer({ shop, contact, localeSettings, page, data });
  }
  const sources = returnSources(message.sources, policy);
  const data = composeReturnMessage({ ...sources, ...own });
  // The notice of a withdrawal may name the address for its receipt.
  const email = ownAddress(planned.kind, sources.row) ?? message.contact.email;
  const contact = { ...message.contact, email };
  const page = pageUrl(request, 'return', sources.row.pageId);
  return toCustomer({ shop, contact, localeSettings, page, data });
}

/** Until when the customer can withdraw; null also for messages that do not name the day. */
function limitOf({ order, items, shipments, log }: OrderSources): number | null {
  if (!log) return null;
  return withdrawalLimit(
    { items, shipments },
    foldUntilStuck(orderMachine, order.journeyId, log).state,
  );
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
async function composeForStaff(sql: Sql, request: ComposeRequest): Promise<MessageContent> {
  const { shop } = request;
  const { keys, journeyId, planned } = request;
  const addresses = await readStaffAddresses({ sql, keys }, journeyId, planned);
  const localeSettings = await localeSettingsOf(request, shop);
  const data = await composeStaffMessage(sql, { ...request, localeSettings });
  const { brand, name: shopName } = shop;
  const email = addresses.length === 0 ? null : addresses;
  const { locale } = localeSettings;
  return { email, phone: null, brand, shopName, locale, pageUrl: null, data };
}
