/** Counts that are kept in memory for a second, because each write would cost more than it tells. */

export interface BatchedCounts<Tally> {
  /** Never throws. */
  add(tally: Tally): void;
  /** Writes what was added since the last flush. What cannot be written stays for the next one. */
  flush(): Promise<void>;
}

export interface BatchedCountsOptions<Tally> {
  /** Tallies with the same key become one. */
  readonly keyOf: (tally: Tally) => string;
  readonly addUp: (known: Tally, added: Tally) => Tally;
  readonly write: (tallies: readonly Tally[]) => Promise<void>;
}

const FLUSH_MS = 1_000;

/** Writes tallies a second after the first of them. A process that is killed loses at most those. */
export function createBatchedCounts<Tally>({
  keyOf,
  addUp,
  write,
}: BatchedCountsOptions<Tally>): BatchedCounts<Tally> {
  let tallies = new Map<string, Tally>();
  let timer: NodeJS.Timeout | null = null;
  const add = (tally: Tally): void => {
    const key = keyOf(tally);
    const known = tallies.get(key);
    tallies.set(key, known ? addUp(known, tally) : tally);
    timer ??= setTimeout(() => void flush().catch(() => undefined), FLUSH_MS).unref();
  };
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const counted = [...tallies.values()];
    if (counted.length === 0) return;
    tallies = new Map();
    try {
      await write(counted);
    } catch (error) {
      const since = [...tallies.values()];
      tallies = new Map();
      for (const tally of [...counted, ...since]) add(tally);
      throw error;
    }
  };
  return { add, flush };
}
