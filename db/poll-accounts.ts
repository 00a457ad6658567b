/** Accounts by which carriers are asked: what they need, how fast they may, and how it goes. */

import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import type { CallResult } from '../domain/parcel/polling.ts';
import { asJson, type Queryable, type Sql } from './connect.ts';
import type { Encryption } from './encryption.ts';

/** A shop's account with a carrier or an aggregator, by the adapter's name. */
export interface AccountRef {
  readonly shopId: ShopId;
  readonly carrier: string;
}

/** What differs from the carrier's usual limits and addresses. */
export interface PollSettings {
  readonly requestsPerMinute?: number;
  readonly requestsPerDay?: number;
  readonly baseUrl?: string;
}

export type Credentials = Readonly<Record<string, string>>;

export interface PollAccountRow extends AccountRef {
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly carriers: readonly string[];
  readonly settings: PollSettings;
  readonly credentials: Credentials;
  /** A webhook of the carrier was verified within the last two days. */
  readonly isPushed: boolean;
}

type Stored = { readonly sealed: string } | { readonly plain: Credentials };

export type PollAccountChange = AccountRef & {
  readonly credentials?: Credentials;
  readonly enabled?: boolean;
  readonly carriers?: readonly string[];
  readonly settings?: PollSettings;
};

/** Makes or changes an account; what is left out stays as it is. It starts afresh, without pause. */
export async function savePollAccount(
  sql: Sql,
  change: PollAccountChange,
  seal: Encryption | null,
): Promise<void> {
  const { shopId, carrier, credentials, enabled, carriers, settings } = change;
  const stored = credentials ? store(credentials, change, seal) : null;
  await sql.begin(async (tx) => {
    await tx`
      insert into carrier_account as a
        (shop_id, carrier, credentials, poll_enabled, poll_carriers, poll)
      values (${shopId}, ${carrier}, ${stored && asJson(tx, stored)}, ${enabled ?? false},
        ${[...(carriers ?? [])]}, ${asJson(tx, settings ?? {})})
      on conflict (shop_id, carrier) do update set
        credentials = coalesce(excluded.credentials, a.credentials),
        poll_enabled = ${enabled ?? null}::boolean is true
          or (${enabled ?? null}::boolean is null and a.poll_enabled),
        poll_carriers = case when ${carriers === undefined} then a.poll_carriers
          else excluded.poll_carriers end,
        poll = case when ${settings === undefined} then a.poll else excluded.poll end`;
    await tx`
      insert into carrier_poll (shop_id, carrier) values (${shopId}, ${carrier})
      on conflict (shop_id, carrier) do update set
        paused_until = null, failures = 0, failing_since = null, result = null, error = null`;
  });
}

function store(credentials: Credentials, ref: AccountRef, seal: Encryption | null): Stored {
  if (!seal) return { plain: credentials };
  return { sealed: seal.encrypt(JSON.stringify(credentials), contextOf(ref)) };
}

function contextOf({ shopId, carrier }: AccountRef): string {
  return `${shopId}/${carrier}`;
}

/** Null where there is none. Throws `unavailable` where its credentials cannot be opened. */
export async function readPollAccount(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  seal: Encryption | null,
): Promise<PollAccountRow | null> {
  const [row] = await sql<(Omit<PollAccountRow, 'credentials'> & { stored: Stored | null })[]>`
    select a.shop_id, a.carrier, s.time_zone, a.poll_enabled as enabled,
      a.poll_carriers as carriers, a.poll as settings, a.credentials as stored,
      exists (
        select 1 from webhook_count w
        where w.shop_id = a.shop_id and w.carrier = a.carrier and w.verified > 0
          and w.day >= current_date - 2
      ) as is_pushed
    from carrier_account a
    join shop s on s.id = a.shop_id
    where a.shop_id = ${shopId} and a.carrier = ${carrier}`;
  if (!row) return null;
  const { stored, ...account } = row;
  return { ...account, credentials: stored ? open(stored, account, seal) : {} };
}

function open(stored: Stored, ref: AccountRef, seal: Encryption | null): Credentials {
  if ('plain' in stored) return stored.plain;
  if (!seal) {
    throw new WismrError(
      'unavailable',
      `the credentials of ${contextOf(ref)} are sealed, and CREDENTIALS_KEY is not set`,
    );
  }
  return JSON.parse(seal.decrypt(stored.sealed, contextOf(ref))) as Credentials;
}

export interface CallLimits {
  readonly perMinute: number;
  readonly perDay: number | null;
}

/**
 * Reserves the next call of an account, where something is due and a call is allowed now. The calls
 * of all workers go through this one row, so together they keep to the account's pace.
 */
export async function reserveCall(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { perMinute, perDay }: CallLimits,
): Promise<boolean> {
  const gapMs = 60_000 / perMinute;
  const today = sql`(now() at time zone 'UTC')::date`;
  const rows = await sql`
    update carrier_poll p set
      next_call_at = now() + ${gapMs} * interval '1 millisecond',
      calls = case when calls_on = ${today} then calls + 1 else 1 end,
      calls_on = ${today},
      last_call_at = now()
    where shop_id = ${shopId} and carrier = ${carrier}
      and next_call_at <= now()
      and (paused_until is null or paused_until <= now())
      and (${perDay}::int is null or calls_on <> ${today} or calls < ${perDay}::int)
      and exists (
        select 1 from parcel_poll q
        where q.shop_id = p.shop_id and q.account = p.carrier and q.next_at <= now()
          and (q.claimed_until is null or q.claimed_until <= now())
      )
    returning 1`;
  return rows.length > 0;
}

/** Notes what a call came to. Returns how many in a row have failed. */
export async function noteCall(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { result, detail }: { readonly result: CallResult; readonly detail: string | null },
): Promise<number> {
  const [row] = await sql<{ failures: number }[]>`
    update carrier_poll set result = ${result}, error = ${detail},
      failures = case when ${result} = 'ok' then 0 else failures + 1 end,
      failing_since = case when ${result} = 'ok' then null else coalesce(failing_since, now()) end
    where shop_id = ${shopId} and carrier = ${carrier}
    returning failures`;
  return row?.failures ?? 0;
}

/** Lets an account rest. A pause is only ever made longer. */
export async function pauseCalls(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  until: Date,
): Promise<void> {
  await sql`
    update carrier_poll set paused_until = greatest(paused_until, ${until})
    where shop_id = ${shopId} and carrier = ${carrier}`;
}

export interface FailingAccount extends AccountRef {
  readonly result: CallResult;
  readonly error: string | null;
  readonly failingSince: Date;
}

/** Wrong credentials are told at once, the rest when it has lasted. */
export async function readFailingAccounts(sql: Queryable): Promise<readonly FailingAccount[]> {
  return sql<FailingAccount[]>`
    select p.shop_id, p.carrier, p.result, p.error, p.failing_since
    from carrier_poll p
    join carrier_account a on a.shop_id = p.shop_id and a.carrier = p.carrier
    where a.poll_enabled and p.failing_since is not null
      and (p.result = 'auth' or p.failing_since < now() - interval '30 minutes')
    order by p.failing_since, p.shop_id, p.carrier`;
}
