/** Receives messages from the tools in dev/, line by line. */
export type Log = (line: string) => void;

export interface ProgressOptions {
  readonly log: Log;
  /** The work, such as "building the Temporal CLI". */
  readonly label: string;
  readonly everyMs?: number;
}

/** Does slow work and logs the time it takes, so that it does not look stuck. */
export async function withProgress<T>(
  { log, label, everyMs = 15_000 }: ProgressOptions,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    log(`  ${label}, ${elapsed(performance.now() - startedAt)} so far`);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Formats a duration: "45 s", "2 min 5 s". */
export function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
