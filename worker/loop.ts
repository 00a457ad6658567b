/** Work that a worker process repeats. */

import { setTimeout as sleep } from 'node:timers/promises';

export interface Loop {
  /** Resolves when the round under way has finished. */
  stop(): Promise<void>;
}

/** How long to pause after a round, in milliseconds. */
type Pause = number;

/**
 * Runs one round after the other. A round must not throw. `firstPauseMs`: how long to wait before
 * the first one.
 */
export function startLoop(round: () => Promise<Pause>, firstPauseMs = 0): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  const loop = (async () => {
    if (firstPauseMs > 0) await pause(firstPauseMs);
    while (!signal.aborted) await pause(await round());
  })();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}
