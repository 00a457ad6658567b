/** Addresses that receive nothing more. Only their hashes are here: contacts have the addresses. */

import type { ShopId } from '../domain/ids.ts';
import type { Channel } from '../domain/message.ts';
import { normalizeAddress, type SuppressionReason } from '../domain/suppression.ts';
import type { Queryable } from './connect.ts';
import type { ServerKeys } from './server-keys.ts';

/** Where to look, and the keys that hash addresses. */
export interface KeyedSql<Connection extends Queryable = Queryable> {
  readonly sql: Connection;
  readonly keys: ServerKeys;
}

export interface SuppressedAddress {
  readonly channel: Channel;
  readonly address: string;
}

export interface Suppression extends SuppressedAddress {
  readonly reason: SuppressionReason;
  /** The provider's name of the event that led to it. */
  readonly source: string;
}

/**
 * Adds an address to the list of a shop, or of all shops, later ones included: `null`. Returns false
 * if it is there for the same reason.
 */
export async function insertSuppression(
  { sql, keys }: KeyedSql,
  shopId: ShopId | null,
  { channel, address, reason, source }: Suppression,
): Promise<boolean> {
  const rows = await sql`
    insert into suppression (shop_id, channel, address_hash, reason, source)
    values (${shopId}, ${channel}, ${hashAddress(keys, { channel, address })}, ${reason}, ${source})
    on conflict do nothing
    returning 1`;
  return rows.length > 0;
}

/**
 * Removes the person's own refusals, of all shops. An address that is dead stays in the list. Returns
 * whether there was one.
 */
export async function deleteOptOuts(
  { sql, keys }: KeyedSql,
  address: SuppressedAddress,
): Promise<boolean> {
  const rows = await sql`
    delete from suppression
    where channel = ${address.channel} and address_hash in ${sql(hashesOf(keys, address))}
      and reason = 'opted_out'
    returning 1`;
  return rows.length > 0;
}

interface ShopAddress extends SuppressedAddress {
  readonly shopId: ShopId;
}

/** Removes an address from the list of a shop. Returns the reasons that it was there for. */
export async function deleteSuppressions(
  { sql, keys }: KeyedSql,
  { shopId, ...address }: ShopAddress,
  reasons: readonly SuppressionReason[],
): Promise<readonly SuppressionReason[]> {
  const rows = await sql<{ reason: SuppressionReason }[]>`
    delete from suppression
    where shop_id = ${shopId} and channel = ${address.channel}
      and address_hash in ${sql(hashesOf(keys, address))} and reason = any(${[...reasons]})
    returning reason`;
  return rows.map(({ reason }) => reason).sort();
}

export async function readSuppressionReasons(
  { sql, keys }: KeyedSql,
  { shopId, ...address }: ShopAddress,
): Promise<readonly SuppressionReason[]> {
  const rows = await sql<{ reason: SuppressionReason }[]>`
    select distinct reason from suppression
    where ${isOf(sql, shopId)} and channel = ${address.channel}
      and address_hash in ${sql(hashesOf(keys, address))}
    order by reason`;
  return rows.map(({ reason }) => reason);
}

export interface SuppressionRow extends Pick<Suppression, 'channel' | 'reason' | 'source'> {
  readonly createdAt: Date;
}

/** Why the shop sends nothing to an address, and since when. */
export async function readSuppressions(
  { sql, keys }: KeyedSql,
  { shopId, ...address }: ShopAddress,
): Promise<readonly SuppressionRow[]> {
  return sql<SuppressionRow[]>`
    select channel, reason, source, created_at from suppression
    where ${isOf(sql, shopId)} and channel = ${address.channel}
      and address_hash in ${sql(hashesOf(keys, address))}
    order by created_at, reason`;
}

/** Those of the addresses that may receive messages. */
export async function filterSuppressed(
  { sql, keys }: KeyedSql,
  { shopId, channel }: { readonly shopId: ShopId; readonly channel: Channel },
  addresses: readonly string[],
): Promise<readonly string[]> {
  if (addresses.length === 0) return [];
  const hashed = addresses.map((address) => ({
    address,
    hashes: addressHashes(keys, { channel, address }),
  }));
  const rows = await sql<{ hash: string }[]>`
    select distinct encode(address_hash, 'hex') as hash from suppression
    where ${isOf(sql, shopId)} and channel = ${channel}
      and encode(address_hash, 'hex') = any(${hashed.flatMap(({ hashes }) => hashes)})`;
  const suppressed = new Set(rows.map(({ hash }) => hash));
  return hashed
    .filter(({ hashes }) => !hashes.some((hash) => suppressed.has(hash)))
    .map(({ address }) => address);
}

/** Whether a suppression is in the list of the shop: its own, or one for every shop. */
function isOf(sql: Queryable, shopId: ShopId) {
  return sql`(shop_id = ${shopId} or shop_id is null)`;
}

/** By which the address is in the list, if it is: hexadecimal. */
export function addressHashes(keys: ServerKeys, address: SuppressedAddress): readonly string[] {
  return hashesOf(keys, address).map((hash) => hash.toString('hex'));
}

/** By which an address is recognized that is written nowhere. */
export function hashAddress(keys: ServerKeys, address: SuppressedAddress): Buffer {
  return keys.mac('address', writtenOf(address));
}

function hashesOf(keys: ServerKeys, address: SuppressedAddress): Buffer[] {
  return keys.macs('address', writtenOf(address)).map(({ mac }) => mac);
}

function writtenOf({ channel, address }: SuppressedAddress): string {
  return `${channel}:${normalizeAddress(channel, address)}`;
}
