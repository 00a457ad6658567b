/** Until when a customer's page is open. */

import type { Queryable } from '../db/connect.ts';
import { readClosedAt } from '../db/journeys.ts';
import type { JourneyId } from '../domain/ids.ts';
import { DAY } from '../domain/time.ts';

/** `days` after the journey has ended, but not before a right that the page shows has ended. */
export async function isPageOver(
  sql: Queryable,
  journeyId: JourneyId,
  { days, now, rights }: PageTerms,
): Promise<boolean> {
  const closedAt = await readClosedAt(sql, journeyId);
  if (closedAt === null || closedAt.getTime() + days * DAY >= now) return false;
  return rights.every((until) => until === null || Date.parse(until) < now);
}

export interface PageTerms {
  readonly days: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Until when each right holds, ISO 8601; null: there is none. */
  readonly rights: readonly (string | null)[];
}
