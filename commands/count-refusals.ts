import type { Sql } from '../db/connect.ts';
import { addRefusals, type RefusalCount, type RefusalKind } from '../db/refusals.ts';
import { createBatchedCounts } from './batched-counts.ts';

export interface RefusalCounter<Reason extends string = string> {
  /** Counts a request that was refused. Never throws. */
  count(reason: Reason): void;
  /** Writes what was counted since the last flush. */
  flush(): Promise<void>;
}

/** Counts in memory first: what is refused must not cost a write. */
export function createRefusalCounter(sql: Sql, kind: RefusalKind): RefusalCounter {
  const { add, flush } = createBatchedCounts<RefusalCount>({
    keyOf: ({ reason }) => reason,
    addUp: (known, { count }) => ({ ...known, count: known.count + count }),
    write: (counts) => addRefusals(sql, kind, counts),
  });
  return { count: (reason) => add({ reason, count: 1 }), flush };
}
