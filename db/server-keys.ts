/** The installation's secret keys, from which hashes of addresses and addresses of pages are derived. */

import { createHmac, randomBytes } from 'node:crypto';
import { WismrError } from '../domain/error.ts';
import type { Queryable } from './connect.ts';

/** What a value is for: the same text gives another value for another purpose. */
export type KeyPurpose = 'address' | 'order page' | 'return page';

/** A value by one of the keys. */
export interface KeyedValue {
  readonly mac: Buffer;
  /** When the key was retired: it made no value later. Null: it is in use. */
  readonly until: Date | null;
}

export interface ServerKeys {
  /** HMAC-SHA-256 by the first key. */
  mac(purpose: KeyPurpose, text: string): Buffer;
  /** By every key, the first one first: an earlier key may have made a stored value. */
  macs(purpose: KeyPurpose, text: string): readonly KeyedValue[];
}

interface RetiredKey {
  readonly key: Buffer;
  readonly until: Date;
}

/** The first key makes new values. The others recognize what they made before. */
export function createServerKeys(
  keys: readonly Buffer[],
  retired: RetiredKey | null = null,
): ServerKeys {
  const [first] = keys;
  if (!first) throw new Error('createServerKeys needs at least one key');
  const all = [
    ...keys.map((key) => ({ key, until: null })),
    ...(retired === null ? [] : [retired]),
  ];
  return {
    mac: (purpose, text) => macOf(first, purpose, text),
    macs: (purpose, text) =>
      all.map(({ key, until }) => ({ mac: macOf(key, purpose, text), until })),
  };
}

/**
 * The configured keys; without any, the database's own, which it makes once. Once a key is configured,
 * the database's own signs nothing more: a copy of the database has it. It still recognizes what it
 * made before. Throws `invalid` if no key is configured and there was one before.
 */
export async function loadServerKeys(
  sql: Queryable,
  configured: readonly Buffer[],
): Promise<ServerKeys> {
  if (configured.length === 0) return loadOwnKey(sql);
  await sql`
    insert into server_key (id, retired_at) values (1, now())
    on conflict (id) do update set retired_at = now() where server_key.retired_at is null`;
  const { key, retiredAt } = await readOwnKey(sql);
  return createServerKeys(configured, key && retiredAt ? { key, until: retiredAt } : null);
}

async function loadOwnKey(sql: Queryable): Promise<ServerKeys> {
  await sql`
    insert into server_key (id, key) values (1, ${randomBytes(32)}) on conflict do nothing`;
  const { key, retiredAt } = await readOwnKey(sql);
  if (key && !retiredAt) return createServerKeys([key]);
  const since = retiredAt?.toISOString();
  throw new WismrError(
    'invalid',
    `SERVER_KEY is not set, and has been since ${since}: set it for the API, the workers and the ` +
      'command line; without it, the links that customers have stop working',
  );
}

interface OwnKey {
  readonly key: Buffer | null;
  readonly retiredAt: Date | null;
}

async function readOwnKey(sql: Queryable): Promise<OwnKey> {
  const [row] = await sql<{ key: Uint8Array | null; retiredAt: Date | null }[]>`
    select key, retired_at from server_key where id = 1`;
  if (!row) throw new Error('the table server_key has no row');
  return { key: row.key && Buffer.from(row.key), retiredAt: row.retiredAt };
}

function macOf(key: Buffer, purpose: KeyPurpose, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}
