import type { Sql } from '../db/connect.ts';
import { addRateLimitRefusals, type RateLimitRefusals } from '../db/rate-limit-refusals.ts';
import { createBatchedCounts } from './batched-counts.ts';

export interface RateLimitCounter {
  /** Counts a request that a limit refused. Never throws. */
  count(limit: string): void;
  /** Writes what was counted since the last flush. */
  flush(): Promise<void>;
}

/** Counts in memory first: what is refused must not cost a write. */
export function createRateLimitCounter(sql: Sql): RateLimitCounter {
  const { add, flush } = createBatchedCounts<RateLimitRefusals>({
    keyOf: ({ limit }) => limit,
    addUp: (known, { count }) => ({ ...known, count: known.count + count }),
    write: (counts) => addRateLimitRefusals(sql, counts),
  });
  return { count: (limit) => add({ limit, count: 1 }), flush };
}
