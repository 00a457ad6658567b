/** The installation's secret keys, from which hashes of addresses and addresses of pages are derived. */

import { createHmac, randomBytes } from 'node:crypto';
import type { Queryable } from './connect.ts';

/** What a value is for: the same text gives another value for another purpose. */
export type KeyPurpose = 'address' | 'order page' | 'return page';

export interface ServerKeys {
  /** HMAC-SHA-256 by the first key. */
  mac(purpose: KeyPurpose, text: string): Buffer;
  /** By every key, the first one first: an earlier key may have made a stored value. */
  macs(purpose: KeyPurpose, text: string): readonly Buffer[];
}

/** The first key makes new values. The others recognize what they made before. */
export function createServerKeys(keys: readonly Buffer[]): ServerKeys {
  const [first] = keys;
  if (!first) throw new Error('createServerKeys needs at least one key');
  return {
    mac: (purpose, text) => macOf(first, purpose, text),
    macs: (purpose, text) => keys.map((key) => macOf(key, purpose, text)),
  };
}

/**
 * The configured keys, and after them the database's own, which it makes once. So an installation
 * without a setting works, and what was made before there was one stays valid.
 */
export async function loadServerKeys(
  sql: Queryable,
  configured: readonly Buffer[],
): Promise<ServerKeys> {
  await sql`
    insert into server_key (id, key) values (1, ${randomBytes(32)}) on conflict do nothing`;
  const [row] = await sql<{ key: Uint8Array }[]>`select key from server_key where id = 1`;
  if (!row) throw new Error('the table server_key has no row');
  return createServerKeys([...configured, Buffer.from(row.key)]);
}

function macOf(key: Buffer, purpose: KeyPurpose, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}
