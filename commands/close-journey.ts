import type { Sql } from '../db/connect.ts';
import { appendEvents, readEvents } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { JourneyEvent } from '../domain/journeys.ts';

export interface ClosedJourney {
  /** False: the log holds events that the workflow has not read. */
  readonly closed: boolean;
  /** The events after `after`. */
  readonly events: readonly JourneyEvent[];
}

/** Closes a journey, unless its log holds events after `after`. Repeating it changes nothing. */
export async function closeJourney(
  sql: Sql,
  { journeyId, after }: { readonly journeyId: JourneyId; readonly after: number },
): Promise<ClosedJourney> {
  return sql.begin(async (tx) => {
    await tx`select 1 from journey where id = ${journeyId} for update`;
    const unread = await readEvents(tx, journeyId, after);
    // A second run finds the `closed` that the first one appended.
    if (unread.length > 0) return { closed: unread.at(-1)?.kind === 'closed', events: unread };
    const closed = { body: { kind: 'closed' }, wakes: false } as const;
    return { closed: true, events: await appendEvents(tx, journeyId, [closed]) };
  });
}
