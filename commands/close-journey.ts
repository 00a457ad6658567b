/** Records that a journey has ended. domain/journey/journey-end.ts decides when. */

import type { Sql } from '../db/connect.ts';
import { readEvents } from '../db/journey-events.ts';
import { lockJourney } from '../db/journeys.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { JourneyEvent } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';

export interface CloseRequest {
  readonly journeyId: JourneyId;
  /** The number of the last event that the workflow has processed. */
  readonly after: number;
}

export interface ClosedJourney {
  /** False: the workflow must first process `events`. */
  readonly closed: boolean;
  readonly events: readonly JourneyEvent[];
}

/** Closes a journey, unless its log has events after `after`. Safe to repeat. */
export async function closeJourney(
  sql: Sql,
  { journeyId, after }: CloseRequest,
): Promise<ClosedJourney> {
  return sql.begin(async (tx) => {
    await lockJourney(tx, journeyId);
    const events = await readEvents(tx, journeyId, after);
    // A repeated call finds the `closed` of the first one.
    if (events.length > 0) return { closed: events.at(-1)?.kind === 'closed', events };
    const closed = { body: { kind: 'closed' }, wakes: false } as const;
    return { closed: true, events: await appendEvents(tx, journeyId, [closed]) };
  });
}
