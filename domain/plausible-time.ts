/**
 * The times that input may name, as epoch milliseconds: from 2000-01-01 to 2100-01-01 in UTC. A time
 * outside is a mistake, such as seconds for milliseconds or a year with a digit too few.
 */
const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

/** How to say that a time is not plausible, after the name of its field. */
export const PLAUSIBLE_TIMES = 'must be between 2000-01-01 and 2100-01-01';

export function isPlausibleTime(at: number): boolean {
  return at >= FIRST && at <= LAST;
}
