/** Milliseconds per unit, and functions on instants (epoch milliseconds). */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The smallest of the times that are not null; null if there are none. */
export function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : known.reduce((least, time) => Math.min(least, time));
}

/** The largest of the times that are not null; null if there are none. */
export function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : largest(known);
}

/** The largest number; minus infinity if there is none. Also of more than a call has arguments. */
export function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
}

/** `2026-11-24T12:00:00Z`. Includes milliseconds only if they are not zero. */
export function iso8601(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
