import type { Queryable } from './connect.ts';

/**
 * Postgres's time, epoch milliseconds. Decisions use it, because all processes share it: the clocks
 * of the API and the workers may differ.
 */
export async function readNow(sql: Queryable): Promise<number> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error('a select without a table returns one row');
  return row.now.getTime();
}
