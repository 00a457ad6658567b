/** That lists and queues with many rows are read by an index, as Postgres plans it. */

import { expect, test } from 'vitest';
import { saveShop } from '../../commands/save-shop.ts';
import { listEscalations } from '../../db/escalations.ts';
import { claimUndelivered } from '../../db/relay-queue.ts';
import type { ShopId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';

const ROWS = 20_000;
const { sql } = await createDatabase();
const shopId = 'acme' as ShopId;
await saveShop(sql, { id: shopId });
await sql`
  insert into journey (id, shop_id, kind, last_seq, wake_seq, undelivered_since, claimed_until)
  select 'order/acme/' || n, ${shopId}, 'order', 1, 1, now() - interval '1 hour',
    now() + interval '1 hour'
  from generate_series(1, ${ROWS}) n`;
await sql`
  insert into escalation (shop_id, journey_id, expectation_id, kind, carrier, severity, team, state,
    step, since, due, opened_at)
  select ${shopId}, 'order/acme/' || n, 'movement', 'movement',
    case when n % 1000 = 0 then 'ups' else 'usps' end,
    case when n % 1000 = 1 then 'high' else 'low' end, 'customer_service',
    case when n % 2 = 0 or n % 1000 = 1 then 'open' else 'resolved' end,
    1, now(), now(), now() - n * interval '1 minute'
  from generate_series(1, ${ROWS}) n`;
await sql`analyze`;

/** How many rows, and index entries, Postgres reads for the statements of `run`. */
async function countReads(table: string, run: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    await sql`select pg_stat_force_next_flush()`;
    const [row] = await sql<{ count: number }[]>`
      select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as count
      from pg_stat_user_tables where relname = ${table}`;
    return row?.count ?? 0;
  };
  const before = await read();
  await run();
  return (await read()) - before;
}

test('a scan of a whole table counts all of its rows', async () => {
  const scan = () => sql`select max(kind) from escalation`;
  expect(await countReads('escalation', scan)).toBeGreaterThanOrEqual(ROWS);
});

test.each([
  ['carrier', { carrier: 'ups' }],
  ['severity', { severity: 'high' }],
])('a list of open escalations by %s reads only those that it shows', async (_, filter) => {
  const list = () =>
    listEscalations(sql, { shopId, states: ['open', 'acknowledged'], ...filter, limit: 10 });
  expect(await list()).toHaveLength(10);
  expect(await countReads('escalation', list)).toBeLessThan(50);
});

test('a relay does not walk past the journeys that others have claimed', async () => {
  await sql`update journey set claimed_until = null where id = 'order/acme/7'`;
  const claim = () => claimUndelivered(sql, { limit: 50, leaseMs: 60_000 });
  const read = await countReads('journey', async () => {
    expect(await claim()).toEqual([{ id: 'order/acme/7', deliveredSeq: 0 }]);
  });
  expect(read).toBeLessThan(50);
});
