/** The policy that applies to a shop now, in the forms that machines and messages need. */

import type { Queryable } from '../db/connect.ts';
import { findLatestPolicy, findPolicyDocument } from '../db/policies.ts';
import { findPolicyShop, type PolicyShop } from '../db/shops.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import { policyOf } from '../domain/policy/apply-policy.ts';
import type { Policy, ShopCalendar } from '../domain/policy/policy.ts';
import { rulesOf } from '../domain/policy/policy-document.ts';
import type { Team } from '../domain/policy/rule.ts';
import { type ReturnedBy, type ReturnTerms, returnTerms } from '../domain/return/status.ts';
import { buildCalendar } from './shop-calendar.ts';

/** The email addresses of a team, or those of customer service if the team has none. */
export async function readStaff(
  sql: Queryable,
  shopId: ShopId,
  team: Team,
): Promise<readonly string[]> {
  const staff = (await findLatestPolicy(sql, shopId))?.document.staff;
  const own = staff?.[team] ?? [];
  return own.length > 0 ? own : (staff?.customer_service ?? []);
}

/** By when a customer must post a return, and by when the shop refunds it. */
export async function readTerms(
  sql: Queryable,
  shopId: ShopId,
  customer: ReturnedBy,
): Promise<ReturnTerms> {
  const { rules, calendar } = await readCurrent(sql, shopId);
  return returnTerms(policyOf(rules), calendar, customer);
}

export async function readCurrentPolicy(sql: Queryable, shopId: ShopId): Promise<Policy> {
  return policyOf((await readCurrent(sql, shopId)).rules);
}

export async function readShopCalendar(sql: Queryable, shopId: ShopId): Promise<ShopCalendar> {
  return (await readCurrent(sql, shopId)).calendar;
}

async function readCurrent(sql: Queryable, shopId: ShopId): Promise<PolicySet> {
  const shop = await findPolicyShop(sql, shopId);
  if (!shop) throw new Error(`shop ${shopId} does not exist`);
  return readPolicyEvent(sql, shop, shop.readAt);
}

/** A key that changes whenever the shop's policy event does. */
export function policyKey({ policyVersion, timeZone, country }: PolicyShop, now: Date): string {
  return [policyVersion, now.getUTCFullYear(), timeZone, country ?? '-'].join('/');
}

const CACHED_MAX = 1_000;
const cache = new Map<string, PolicySet>();

/**
 * The shop's rules and calendar as an event, with the holidays of last year, this year and next
 * year.
 */
export async function readPolicyEvent(
  sql: Queryable,
  shop: PolicyShop,
  now: Date,
): Promise<PolicySet> {
  const name = `${shop.id} ${policyKey(shop, now)}`;
  const cached = cache.get(name);
  if (cached) return cached;
  const document = (await findPolicyDocument(sql, shop.id, shop.policyVersion)) ?? {};
  const year = now.getUTCFullYear();
  const event: PolicySet = {
    kind: 'policy_set',
    version: shop.policyVersion,
    rules: rulesOf(document),
    calendar: buildCalendar(document, shop, [year - 1, year, year + 1]),
  };
  if (cache.size >= CACHED_MAX) cache.clear();
  cache.set(name, event);
  return event;
}
