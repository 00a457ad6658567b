/** What a message says, and to whom: the facts of its journey, in its reader's language and zone. */

import type { Sql } from '../db/connect.ts';
import type { readContact } from '../db/contacts.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { LocaleSettings } from '../domain/format.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { Team } from '../domain/journey/expectation.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { isForStaff } from '../domain/message.ts';
import { readStaff } from '../views/current-policy.ts';
import { orderData, readOrderSources } from './compose-order.ts';
import { readReturnSources, returnData } from './compose-return.ts';
import { staffData } from './compose-staff.ts';

export interface MessageContent {
  readonly email: string | readonly string[] | null;
  readonly phone: string | null;
  readonly brand: string;
  readonly shopName: string;
  readonly locale: string;
  /** What the templates are given: see templates/engine/catalog.ts. */
  readonly data: unknown;
}

export interface ComposeRequest {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  readonly publicUrl: string;
  /** The locale in which a message is told to someone who speaks the given one. */
  readonly localeFor: (locale: string) => Promise<string>;
}

export async function composeMessage(sql: Sql, request: ComposeRequest): Promise<MessageContent> {
  const { shopId, kind, ref } = parseJourneyId(request.journeyId);
  const shop = await findShop(sql, shopId);
  if (!shop) throw new Error(`${request.journeyId} has no shop`);
  if (isForStaff(request.planned.kind)) return staffContent(sql, shop, request);
  const { planned, publicUrl } = request;
  if (kind === 'order') {
    const sources = await readOrderSources(sql, shopId, ref);
    const voice = await voiceOf(request, sources.contact);
    const data = orderData({ ...sources, planned, publicUrl, voice });
    return customerContent({ shop, contact: sources.contact, voice, data });
  }
  const sources = await readReturnSources(sql, shop, ref);
  const voice = await voiceOf(request, sources.contact);
  const data = returnData({ ...sources, planned, publicUrl, voice });
  return customerContent({ shop, contact: sources.contact, voice, data });
}

async function voiceOf(
  { localeFor }: ComposeRequest,
  { locale, timeZone }: LocaleSettings,
): Promise<LocaleSettings> {
  return { locale: await localeFor(locale), timeZone };
}

interface CustomerContent {
  readonly shop: Shop;
  readonly contact: Awaited<ReturnType<typeof readContact>>;
  readonly voice: LocaleSettings;
  readonly data: unknown;
}

function customerContent({ shop, contact, voice, data }: CustomerContent): MessageContent {
  const { email, phone } = contact;
  return { email, phone, ...signedBy(shop), locale: voice.locale, data };
}

function signedBy({ brand, name: shopName }: Shop) {
  return { brand, shopName };
}

/** To all of the team that its ladder calls: whoever reads it first takes it. */
async function staffContent(
  sql: Sql,
  shop: Shop,
  request: ComposeRequest,
): Promise<MessageContent> {
  const team = String(request.planned.facts?.['to'] ?? 'customer_service') as Team;
  const addresses = await readStaff(sql, shop.id, team);
  const voice = await voiceOf(request, shop);
  const data = await staffData(sql, { ...request, shop, voice });
  const email = addresses.length === 0 ? null : addresses;
  return { email, phone: null, ...signedBy(shop), locale: voice.locale, data };
}
