/** Schemas of times and days in requests and in journey files. */

import { z } from '@hono/zod-openapi';
import { isPlausibleTime, PLAUSIBLE_TIMES } from '../domain/plausible-time.ts';
import { DAY_PATTERN, INSTANT_PATTERN } from './text-patterns.ts';

/** A time in a request: ISO 8601, with any UTC offset. */
export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine((written) => isPlausibleTime(Date.parse(written)), PLAUSIBLE_TIMES)
  .openapi({ pattern: INSTANT_PATTERN });

/** A calendar day in a request: `2026-12-24`. */
export const day = z.iso
  .date({ error: 'must be a day such as "2026-12-24"', abort: true })
  .refine((written) => isPlausibleTime(Date.parse(written)), PLAUSIBLE_TIMES)
  .openapi({ pattern: DAY_PATTERN });

interface TimeWindow {
  readonly from?: string | number | null | undefined;
  readonly until?: string | number | null | undefined;
}

/** For a refinement: whether a time window ends no earlier than it begins. */
export function isInOrder({ from, until }: TimeWindow): boolean {
  const [start, end] = [from ?? null, until ?? null];
  return start === null || end === null || toTime(start) <= toTime(end);
}

/** The fault of a window that is not in order. */
export const OUT_OF_ORDER = { path: ['until'], error: 'must not be before `from`' };

function toTime(given: string | number): number {
  return typeof given === 'number' ? given : Date.parse(given);
}
