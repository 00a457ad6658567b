/** Rebuilds journeys whose workflows Temporal has lost, from their logs. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../db/connect.ts';
import { listJourneyIds } from '../db/journeys.ts';
import { RELAY_CHANNEL } from '../db/notify-relay.ts';
import { countUndelivered, deliverAgain } from '../db/unchecked-journeys.ts';
import type { JourneyId } from '../domain/ids.ts';
import { enrolJourneys } from './enrol-parcels.ts';

export { noteLostWorkflows } from '../db/operations.ts';
export { claimUnchecked, countOpenJourneys, noteChecked } from '../db/unchecked-journeys.ts';

/**
 * Makes the relays deliver these journeys from the start of their logs. A workflow that runs compares
 * itself with its log; one that is missing is started and folds the log. No message is sent twice: the
 * ledger has its outcome. Also enrols their parcels to be polled.
 */
export async function rebuildJourneys(sql: Sql, ids: readonly JourneyId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.begin(async (tx) => {
    await deliverAgain(tx, ids);
    await enrolJourneys(tx, ids);
  });
  await sql.notify(RELAY_CHANNEL, '');
}

export interface RebuildAllRequest {
  readonly perSecond: number;
  readonly onProgress: (rebuilt: number) => void;
}

const PAGE = 100;
const CHECK_MS = 200;

/**
 * Rebuilds all open journeys, no faster than `perSecond`, and never more than a page ahead of the
 * relays. Returns how many.
 */
export async function rebuildAll(
  sql: Sql,
  { perSecond, onProgress }: RebuildAllRequest,
): Promise<number> {
  let rebuilt = 0;
  let after = '';
  for (;;) {
    const limit = Math.min(PAGE, perSecond);
    const ids = await listJourneyIds(sql, { after, limit, onlyOpen: true });
    const last = ids.at(-1);
    if (last === undefined) return rebuilt;
    const pause = sleep((ids.length / perSecond) * 1_000);
    await rebuildJourneys(sql, ids);
    while ((await countUndelivered(sql, ids)) > 0) await sleep(CHECK_MS);
    await pause;
    rebuilt += ids.length;
    after = last;
    onProgress(rebuilt);
  }
}
