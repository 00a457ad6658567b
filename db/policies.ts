/** The shops' policies: every version is kept, the latest holds. */

import type { ShopId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import {
  DEFAULT_CALENDAR,
  type Policy,
  policyOf,
  type ShopCalendar,
} from '../domain/policy/policy.ts';
import { type PolicyDocument, rulesOf } from '../domain/policy/policy-document.ts';
import type { Team } from '../domain/policy/rule.ts';
import { type ReturnTerms, returnTerms } from '../domain/return/facts.ts';
import { asJson, type Queryable, type Sql } from './connect.ts';
import { holidaysOf } from './holidays.ts';
import type { Shop } from './shops.ts';

export interface StoredPolicy {
  readonly version: number;
  readonly document: PolicyDocument;
  /** Null: the shop never made one. */
  readonly createdAt: Date | null;
}

/**
 * Makes it the shop's policy. The one that holds already makes no new version. Running journeys learn
 * of it with their next event. Returns the version that holds.
 */
export async function savePolicy(
  sql: Sql,
  shopId: ShopId,
  document: PolicyDocument,
): Promise<{ readonly version: number; readonly result: 'changed' | 'unchanged' }> {
  return sql.begin(async (tx) => {
    // Of two that come at once, the second waits here and then finds the first one's version.
    const [shop] = await tx<{ policyVersion: number }[]>`
      select policy_version from shop where id = ${shopId} for no key update`;
    if (!shop) throw new Error(`no shop ${shopId}`);
    const { policyVersion } = shop;
    const json = asJson(tx, document);
    const [same] = await tx`
      select 1 from shop_policy
      where shop_id = ${shopId} and version = ${policyVersion} and document = ${json}`;
    if (same) return { version: policyVersion, result: 'unchanged' };
    const version = policyVersion + 1;
    await tx`insert into shop_policy (shop_id, version, document)
      values (${shopId}, ${version}, ${json})`;
    await tx`update shop set policy_version = ${version} where id = ${shopId}`;
    return { version, result: 'changed' };
  });
}

/** The policy that holds; version 0, and empty, where the shop never made one. */
export async function readPolicy(sql: Queryable, shopId: ShopId): Promise<StoredPolicy> {
  const [policy] = await sql<StoredPolicy[]>`
    select version, document, created_at from shop_policy
    where shop_id = ${shopId} order by version desc limit 1`;
  return policy ?? { version: 0, document: {}, createdAt: null };
}

/** The addresses of the shop's people on a team; customer service where the team has none. */
export async function readStaff(
  sql: Queryable,
  shopId: ShopId,
  team: Team,
): Promise<readonly string[]> {
  const { staff } = (await readPolicy(sql, shopId)).document;
  const own = staff?.[team] ?? [];
  return own.length > 0 ? own : (staff?.customer_service ?? []);
}

/** The times of returns that customers are told, by the policy that holds. */
export async function readTerms(
  sql: Queryable,
  shopId: ShopId,
  country: string | null,
): Promise<ReturnTerms> {
  const { rules, calendar } = await readCurrent(sql, shopId);
  return returnTerms(policyOf(rules), calendar, country);
}

/** When each channel must be silent, by the policy that holds. */
export async function readQuietHours(
  sql: Queryable,
  shopId: ShopId,
): Promise<Policy['quietHours']> {
  return policyOf((await readCurrent(sql, shopId)).rules).quietHours;
}

/** When the shop works, by the policy that holds. */
export async function readShopCalendar(sql: Queryable, shopId: ShopId): Promise<ShopCalendar> {
  return (await readCurrent(sql, shopId)).calendar;
}

async function readCurrent(sql: Queryable, shopId: ShopId): Promise<PolicySet> {
  const [shop] = await sql<PolicyShop[]>`
    select id, time_zone, country, policy_version from shop where id = ${shopId}`;
  if (!shop) throw new Error(`no shop ${shopId}`);
  return readPolicyEvent(sql, shop, new Date());
}

export type PolicyShop = Pick<Shop, 'id' | 'timeZone' | 'country'> & {
  readonly policyVersion: number;
};

/** What a journey's log must have told last, for its decisions to be by today's rules. */
export function policyKey({ policyVersion, timeZone, country }: PolicyShop, now: Date): string {
  return [policyVersion, now.getUTCFullYear(), timeZone, country ?? '-'].join('/');
}

const CACHED_MAX = 1_000;
const cached = new Map<string, PolicySet>();

/** One of the policies that the shop has had; empty for version 0. */
export async function readPolicyVersion(
  sql: Queryable,
  shopId: ShopId,
  version: number,
): Promise<PolicyDocument> {
  const [policy] = await sql<Pick<StoredPolicy, 'document'>[]>`
    select document from shop_policy where shop_id = ${shopId} and version = ${version}`;
  return policy?.document ?? {};
}

/** The shop's rules and calendar as an event, with the holidays of last year, this one and the next. */
export async function readPolicyEvent(
  sql: Queryable,
  shop: PolicyShop,
  now: Date,
): Promise<PolicySet> {
  const name = `${shop.id} ${policyKey(shop, now)}`;
  const known = cached.get(name);
  if (known) return known;
  const document = await readPolicyVersion(sql, shop.id, shop.policyVersion);
  const event: PolicySet = {
    kind: 'policy_set',
    version: shop.policyVersion,
    rules: rulesOf(document),
    calendar: calendarOf(shop, document, now.getUTCFullYear()),
  };
  if (cached.size >= CACHED_MAX) cached.clear();
  cached.set(name, event);
  return event;
}

function calendarOf(
  shop: PolicyShop,
  { calendar = {} }: PolicyDocument,
  year: number,
): ShopCalendar {
  const { weekdays, cutOff, extraHolidays = [], workingDays = [] } = calendar;
  const region = calendar.holidays === undefined ? shop.country : calendar.holidays;
  const found = region === null ? [] : holidaysOf(region, [year - 1, year, year + 1]);
  const holidays = [...found, ...extraHolidays].filter((day) => !workingDays.includes(day));
  return {
    timeZone: shop.timeZone,
    weekdays: weekdays ?? DEFAULT_CALENDAR.weekdays,
    cutOff: cutOff ?? DEFAULT_CALENDAR.cutOff,
    holidays: [...new Set(holidays)].sort(),
    country: shop.country,
  };
}
