/** Reads the whole logs of journeys: for exports, and to check that nobody has changed them. */

import type { Sql } from '../db/connect.ts';
import { hashEvent } from '../db/event-hash.ts';
import { readLog } from '../db/journey-events.ts';
import { listJourneyIds, readLogEnd } from '../db/journeys.ts';
import type { JourneyId } from '../domain/ids.ts';

export { readLog } from '../db/journey-events.ts';
export { journeyExists } from '../db/journeys.ts';

const PAGE = 500;

/** The ids of all journeys, in their order. */
export async function* listJourneys(sql: Sql): AsyncGenerator<JourneyId> {
  let after = '';
  for (;;) {
    const ids = await listJourneyIds(sql, { after, limit: PAGE, onlyOpen: false });
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/** Computes all hashes of a log again. Returns what is wrong, and where; null: the log is whole. */
export async function verifyLog(sql: Sql, id: JourneyId): Promise<string | null> {
  const log = await readLog(sql, id);
  let prev = '';
  for (const [index, { hash, prev: _, ...event }] of log.entries()) {
    if (event.seq !== index + 1) return `event ${index + 1} is missing`;
    if (hashEvent(prev, event) !== hash) return `event ${event.seq} (${event.kind}) was changed`;
    prev = hash;
  }
  const end = await readLogEnd(sql, id);
  const isWhole = end?.lastSeq === log.length && end.lastHash === prev;
  return isWhole ? null : `the events after ${log.length} are missing`;
}
