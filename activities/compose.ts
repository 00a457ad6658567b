/** What a message says, and to whom: the facts of its journey, in its reader's language and zone. */

import type { Sql } from '../db/connect.ts';
import type { readContact } from '../db/contacts.ts';
import { readStaff } from '../db/policies.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { Voice } from '../domain/format.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { Desk } from '../domain/journey/expectation.ts';
import type { Planned } from '../domain/journey/message-plan.ts';
import { isForStaff } from '../domain/message.ts';
import { orderData, readOrderSources } from './compose-order.ts';
import { readReturnSources, returnData } from './compose-return.ts';
import { staffData } from './compose-staff.ts';

export interface Letter {
  readonly email: string | readonly string[] | null;
  readonly phone: string | null;
  readonly brand: string;
  readonly shopName: string;
  readonly locale: string;
  /** What the templates are given: see templates/engine/catalog.ts. */
  readonly data: unknown;
}

export interface LetterRequest {
  readonly journeyId: JourneyId;
  readonly planned: Planned;
  readonly publicUrl: string;
  /** The locale in which a message is told to someone who speaks the given one. */
  readonly localeFor: (locale: string) => Promise<string>;
}

export async function readLetter(sql: Sql, request: LetterRequest): Promise<Letter> {
  const { shopId, kind, ref } = parseJourneyId(request.journeyId);
  const shop = await findShop(sql, shopId);
  if (!shop) throw new Error(`${request.journeyId} has no shop`);
  if (isForStaff(request.planned.kind)) return staffLetter(sql, shop, request);
  const { planned, publicUrl } = request;
  if (kind === 'order') {
    const sources = await readOrderSources(sql, shopId, ref);
    const voice = await voiceOf(request, sources.contact);
    const data = orderData({ ...sources, planned, publicUrl, voice });
    return customerLetter({ shop, contact: sources.contact, voice, data });
  }
  const sources = await readReturnSources(sql, shop, ref);
  const voice = await voiceOf(request, sources.contact);
  const data = returnData({ ...sources, planned, publicUrl, voice });
  return customerLetter({ shop, contact: sources.contact, voice, data });
}

async function voiceOf({ localeFor }: LetterRequest, { locale, timeZone }: Voice): Promise<Voice> {
  return { locale: await localeFor(locale), timeZone };
}

interface CustomerLetter {
  readonly shop: Shop;
  readonly contact: Awaited<ReturnType<typeof readContact>>;
  readonly voice: Voice;
  readonly data: unknown;
}

function customerLetter({ shop, contact, voice, data }: CustomerLetter): Letter {
  const { email, phone } = contact;
  return { email, phone, ...signedBy(shop), locale: voice.locale, data };
}

function signedBy({ brand, name: shopName }: Shop) {
  return { brand, shopName };
}

/** To all of the desk that its ladder calls: whoever reads it first takes it. */
async function staffLetter(sql: Sql, shop: Shop, request: LetterRequest): Promise<Letter> {
  const desk = String(request.planned.facts?.['to'] ?? 'desk') as Desk;
  const addresses = await readStaff(sql, shop.id, desk);
  const voice = await voiceOf(request, shop);
  const data = await staffData(sql, { ...request, shop, voice });
  const email = addresses.length === 0 ? null : addresses;
  return { email, phone: null, ...signedBy(shop), locale: voice.locale, data };
}
