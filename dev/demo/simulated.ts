/** Checks that a simulation of each log makes the same decisions as the workflow did. */

import { exportJourney } from '../../cli/journey.ts';
import { readJourneyFile } from '../../cli/journey-file.ts';
import { linesOf } from '../../cli/simulate.ts';
import type { Sql } from '../../db/connect.ts';
import { readLog } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import type { ExpectedJourney } from './story.ts';

/** Decisions that differ between the simulation and the ledger. */
export async function differencesFromSimulation(
  sql: Sql,
  shopId: ShopId,
  journeys: readonly ExpectedJourney[],
): Promise<readonly string[]> {
  const all = journeys.map(({ kind, ref }) =>
    differencesOf(sql, `${kind}/${shopId}/${ref}` as JourneyId),
  );
  return (await Promise.all(all)).flat();
}

async function differencesOf(sql: Sql, journeyId: JourneyId): Promise<readonly string[]> {
  const read = readJourneyFile(JSON.stringify(await exportJourney(sql, journeyId)));
  if (!read.ok)
    return read.faults.map(({ pointer, detail }) => `${journeyId}${pointer}: ${detail}`);
  const log = await readLog(sql, journeyId);
  const until = Math.max(
    ...log.map((event) => (event.kind === 'timer_fired' ? event.until : event.at)),
  );
  const simulated = new Map<string, string>();
  for (const line of linesOf(read.journey, until)) {
    if (line.do === 'send') simulated.set(line.key, 'send');
    if (line.do === 'drop' || line.do === 'hold') {
      simulated.set(line.key, `${line.do}: ${line.because}`);
    }
  }
  const real = new Map(
    (await readNotifications(sql, journeyId)).map(({ key, decision, reason }) => {
      return [key as string, decision === 'send' ? decision : `${decision}: ${reason}`];
    }),
  );
  return [...new Set([...real.keys(), ...simulated.keys()])].flatMap((key) => {
    const [is, would] = [real.get(key) ?? 'nothing', simulated.get(key) ?? 'nothing'];
    return is === would ? [] : [`${key}: the ledger has ${is}, the simulation ${would}`];
  });
}
