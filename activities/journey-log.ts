/** The activities that read and write a journey's log. */

import { readSilentCarriers } from '../db/carrier-silence.ts';
import { openEscalation, withdrawEscalation } from '../db/escalations.ts';
import { appendEvents, readEvents } from '../db/journey-events.ts';
import { recordDecisions } from '../db/notifications.ts';
import type { JourneyId } from '../domain/ids.ts';
import type {
  CloseResult,
  EscalateRequest,
  JourneyActivities,
  LogRequest,
  RecordRequest,
} from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';

type JourneyLogActivities = Pick<
  JourneyActivities,
  'readLog' | 'wake' | 'record' | 'escalate' | 'close'
>;

export function createJourneyLog({ sql }: Pick<ActivityDeps, 'sql'>): JourneyLogActivities {
  return {
    readLog: ({ journeyId, after }: LogRequest) => readEvents(sql, journeyId as JourneyId, after),

    wake: ({ journeyId, after, until }) =>
      sql.begin(async (tx) => {
        const id = journeyId as JourneyId;
        const silentCarriers = await readSilentCarriers(tx, id);
        const body = {
          kind: 'timer_fired',
          until,
          ...(silentCarriers.length > 0 ? { silentCarriers } : {}),
        } as const;
        await appendEvents(tx, id, [
          { body, wakes: false, dedupe: `timer_fired/${until}/${after}` },
        ]);
        return readEvents(tx, id, after);
      }),

    record: async ({ journeyId, records }: RecordRequest) => {
      await sql.begin((tx) => recordDecisions(tx, journeyId as JourneyId, records));
    },

    escalate: async ({ journeyId, changes }: EscalateRequest) => {
      const id = journeyId as JourneyId;
      await sql.begin(async (tx) => {
        for (const change of changes) {
          if (change.do === 'escalate') await openEscalation(tx, id, change.opening);
          else await withdrawEscalation(tx, id, { ...change, at: new Date(change.at) });
        }
      });
    },

    close: ({ journeyId, after }): Promise<CloseResult> =>
      sql.begin(async (tx) => {
        const id = journeyId as JourneyId;
        await tx`select 1 from journey where id = ${id} for update`;
        const events = await readEvents(tx, id, after);
        // A second run of this activity finds the `closed` that the first one wrote.
        if (events.length > 0) return { closed: events.at(-1)?.kind === 'closed', events };
        const closed = { body: { kind: 'closed' }, wakes: false } as const;
        return { closed: true, events: await appendEvents(tx, id, [closed]) };
      }),
  };
}
