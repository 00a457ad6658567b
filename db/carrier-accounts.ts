/** A shop's accounts with carriers: webhook secrets, and what polling needs. */

import type { ShopId } from '../domain/ids.ts';
import { asJson, type Queryable } from './connect.ts';

/** A shop's account with a carrier or an aggregator, by the adapter's name. */
export interface AccountRef {
  readonly shopId: ShopId;
  readonly carrier: string;
}

/** Limits and an API address that differ from the carrier's usual ones. */
export interface PollSettings {
  readonly requestsPerMinute?: number;
  readonly requestsPerDay?: number;
  readonly baseUrl?: string;
}

export interface CarrierAccountRow extends AccountRef {
  /** The shop's time zone, an IANA name. */
  readonly timeZone: string;
  readonly enabled: boolean;
  /**
   * The carriers whose parcels the account is polled for; `*`: those that no other account names.
   */
  readonly carriers: readonly string[];
  readonly settings: PollSettings;
  /** Encrypted. */
  readonly stored: string | null;
}

/** Sets the webhook secrets, which are encrypted. Several can be valid at once. */
export async function upsertWebhookSecrets(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  secrets: readonly string[],
): Promise<void> {
  await sql`
    insert into carrier_account (shop_id, carrier, secrets)
    values (${shopId}, ${carrier}, ${[...secrets]})
    on conflict (shop_id, carrier) do update set secrets = excluded.secrets`;
}

/** The webhook secrets, encrypted. */
export async function findStoredSecrets(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
): Promise<readonly string[]> {
  const [account] = await sql<{ secrets: string[] }[]>`
    select secrets from carrier_account where shop_id = ${shopId} and carrier = ${carrier}`;
  return account?.secrets ?? [];
}

/** One stored secret for each key that encrypted any, of all shops. */
export async function listSecretsByKey(sql: Queryable): Promise<readonly string[]> {
  const rows = await sql<{ stored: string }[]>`
    select min(stored) as stored
    from carrier_account, unnest(secrets) as stored
    group by split_part(stored, '.', 1)`;
  return rows.map(({ stored }) => stored);
}

export type CarrierAccountChange = AccountRef & {
  readonly stored: string | null;
  readonly enabled: boolean | undefined;
  readonly carriers: readonly string[] | undefined;
  readonly settings: PollSettings | undefined;
};

/** Creates an account for polling, or changes one. Omitted fields keep their values. */
export async function upsertPollSettings(
  sql: Queryable,
  change: CarrierAccountChange,
): Promise<void> {
  const { shopId, carrier, stored, enabled, carriers, settings } = change;
  await sql`
    insert into carrier_account as a
      (shop_id, carrier, credentials, poll_enabled, poll_carriers, poll)
    values (${shopId}, ${carrier}, ${stored}, ${enabled ?? false},
      ${[...(carriers ?? [])]}, ${asJson(sql, settings ?? {})})
    on conflict (shop_id, carrier) do update set
      credentials = coalesce(excluded.credentials, a.credentials),
      poll_enabled = coalesce(${enabled ?? null}::boolean, a.poll_enabled),
      poll_carriers = case when ${carriers === undefined} then a.poll_carriers
        else excluded.poll_carriers end,
      poll = case when ${settings === undefined} then a.poll else excluded.poll end`;
}

export async function findCarrierAccount(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
): Promise<CarrierAccountRow | null> {
  const [row] = await sql<CarrierAccountRow[]>`
    select a.shop_id, a.carrier, s.time_zone, a.poll_enabled as enabled,
      a.poll_carriers as carriers, a.poll as settings, a.credentials as stored
    from carrier_account a
    join shop s on s.id = a.shop_id
    where a.shop_id = ${shopId} and a.carrier = ${carrier}`;
  return row ?? null;
}

/** All that one account has encrypted. */
export interface StoredAccount extends AccountRef {
  readonly secrets: readonly string[];
  readonly credentials: string | null;
}

/** Every account of every shop, locked until the transaction ends. */
export async function lockStoredAccounts(tx: Queryable): Promise<readonly StoredAccount[]> {
  return tx<StoredAccount[]>`
    select shop_id, carrier, secrets, credentials from carrier_account
    order by shop_id, carrier for update`;
}

export async function replaceStored(tx: Queryable, account: StoredAccount): Promise<void> {
  await tx`
    update carrier_account
    set secrets = ${[...account.secrets]}, credentials = ${account.credentials}
    where shop_id = ${account.shopId} and carrier = ${account.carrier}`;
}
