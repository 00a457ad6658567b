/** Where the tools of dev/ say what they do: one plain line at a time. */
export type Log = (line: string) => void;

export interface ProgressOptions {
  readonly log: Log;
  /** What is being done, as it reads before a comma: "building the Temporal CLI". */
  readonly label: string;
  readonly everyMs?: number;
}

/** Does slow work and says how long it has taken, so that nobody takes it for a hang. */
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

/** "45 s", "2 min 5 s". */
export function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
