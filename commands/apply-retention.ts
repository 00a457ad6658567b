/** Deletes what is older than the settings say. docs/privacy.md lists it. */

import type { Sql } from '../db/connect.ts';
import {
  countExpired,
  deleteExpired,
  noteRetention,
  RETAINED,
  type Retained,
} from '../db/retention.ts';

/** How many days each is kept. */
export type RetentionDays = Readonly<Record<Retained, number>>;

export interface Retention {
  readonly rows: Readonly<Record<Retained, number>>;
  /** False: the time was over before everything was deleted. */
  readonly isDone: boolean;
}

/** How long one call works, in milliseconds. */
const ROUND_MS = 15_000;

/** Counts what `applyRetention` would delete, and deletes nothing. */
export async function previewRetention(sql: Sql, days: RetentionDays): Promise<Retention> {
  const rows = { messages: 0, scans: 0, proofs: 0, webhooks: 0 };
  for (const kind of RETAINED) rows[kind] = await countExpired(sql, kind, days[kind]);
  return { rows, isDone: true };
}

/** Deletes batch by batch, each in its own transaction, for some seconds. Safe to repeat. */
export async function applyRetention(sql: Sql, days: RetentionDays): Promise<Retention> {
  const rows = { messages: 0, scans: 0, proofs: 0, webhooks: 0 };
  const until = Date.now() + ROUND_MS;
  for (const kind of RETAINED) {
    for (let isLast = false; !isLast; ) {
      if (Date.now() > until) return { rows, isDone: false };
      const batch = await sql.begin(async (tx) => {
        const deleted = await deleteExpired(tx, kind, days[kind]);
        await noteRetention(tx, kind, deleted.count);
        return deleted;
      });
      rows[kind] += batch.count;
      isLast = batch.isLast;
    }
  }
  return { rows, isDone: true };
}
