import type { Sql } from '../db/connect.ts';
import { addKeyRefusals } from '../db/key-refusals.ts';
import type { KeyRefusal } from '../views/api-key.ts';

export interface KeyRefusalCounter {
  /** Never throws. */
  count(reason: KeyRefusal): void;
  /** Writes what was counted since the last flush. */
  flush(): Promise<void>;
}

const FLUSH_MS = 1_000;

/**
 * Counts requests without a valid API key in memory, and writes the counts a second later: guessing
 * keys must not cost a write for each guess.
 */
export function createKeyRefusalCounter(sql: Sql, flushMs = FLUSH_MS): KeyRefusalCounter {
  const counts = new Map<KeyRefusal, number>();
  let timer: NodeJS.Timeout | null = null;
  const add = (reason: KeyRefusal, count: number) => {
    counts.set(reason, (counts.get(reason) ?? 0) + count);
    timer ??= setTimeout(() => void flush().catch(() => undefined), flushMs).unref();
  };
  const flush = async () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const counted = [...counts];
    if (counted.length === 0) return;
    counts.clear();
    try {
      await addKeyRefusals(
        sql,
        counted.map(([reason, count]) => ({ reason, count })),
      );
    } catch (error) {
      // The next flush writes them.
      for (const [reason, count] of counted) add(reason, count);
      throw error;
    }
  };
  return { count: (reason) => add(reason, 1), flush };
}
