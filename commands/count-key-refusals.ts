import type { Sql } from '../db/connect.ts';
import { addKeyRefusals, type KeyRefusalCount } from '../db/key-refusals.ts';
import type { KeyRefusal } from '../views/api-key.ts';
import { createBatchedCounts } from './batched-counts.ts';

export interface KeyRefusalCounter {
  /** Never throws. */
  count(reason: KeyRefusal): void;
  /** Writes what was counted since the last flush. */
  flush(): Promise<void>;
}

/** Counts requests without a valid API key in memory first: guessing keys must not cost writes. */
export function createKeyRefusalCounter(sql: Sql): KeyRefusalCounter {
  const { add, flush } = createBatchedCounts<KeyRefusalCount>({
    keyOf: ({ reason }) => reason,
    addUp: (known, { count }) => ({ ...known, count: known.count + count }),
    write: (counts) => addKeyRefusals(sql, counts),
  });
  return { count: (reason) => add({ reason, count: 1 }), flush };
}
