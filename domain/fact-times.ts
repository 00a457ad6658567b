/** The two times of a fact: its own, and that of the log. */

/** Epoch milliseconds. */
export interface FactTimes {
  /** When it happened. Deadlines count from here. */
  readonly occurredAt: number;
  /** When the log first had it. */
  readonly loggedAt: number;
}

/** Whether a fact was already old when the log first had it: it was imported, and nobody acts on it. */
export function isBackfill(
  { occurredAt, loggedAt }: FactTimes,
  { backfillLimitMs }: { readonly backfillLimitMs: number },
): boolean {
  return occurredAt + backfillLimitMs < loggedAt;
}
