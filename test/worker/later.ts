/** A worker beside a Temporal whose clock jumps, and journeys that were heard of at any time. */

import { afterAll, inject } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import { readEnvironment } from '../../config.ts';
import { readLog } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import { createTimeSkippingEnvironment } from '../../dev/stack/time-skipping.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journey/event.ts';
import { ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig } from './rig.ts';

/** One clock serves all journeys of a file: they stand in the order of their times. */
export async function createLater() {
  const environment = await createTimeSkippingEnvironment({
    env: readEnvironment(),
    log: () => undefined,
    executable: inject('timeSkippingExecutable'),
  });
  afterAll(() => environment.teardown());
  const { connection, nativeConnection: native, namespace = 'default' } = environment;
  await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTES);
  const rig = await createRig({ connection, native, namespace });
  const { sql } = rig;
  // A shop in Berlin: Good Friday and Easter Monday are free there.
  const api = await createApi(rig, () => null);
  const handleOf = (id: JourneyId) => environment.client.workflow.getHandle(id);

  async function isThere(journeyId: JourneyId): Promise<void> {
    const look = () => handleOf(journeyId).describe();
    const found = () =>
      look().then(
        () => true,
        () => false,
      );
    await eventually(found, (is) => is);
  }

  return {
    environment,
    sql,
    api,

    /** Appends what happens as if it had happened, and been heard, at that time. */
    async happen(journeyId: JourneyId, at: number, body: JourneyEventBody, wakes = true) {
      await sql.begin(async (tx) => {
        const written = await appendEvents(tx, journeyId, [{ body, wakes }]);
        const seqs = written.map(({ seq }) => seq);
        await tx`
          update journey_event set at = ${new Date(at)}
          where journey_id = ${journeyId} and seq in ${tx(seqs)}`;
      });
    },

    /** Moves all that was heard so far to that time. */
    async wasHeard(journeyId: JourneyId, at: number) {
      await sql`update journey_event set at = ${new Date(at)} where journey_id = ${journeyId}`;
    },

    /** Lets a worker live what was prepared, until the file's tests are over. */
    async start() {
      const worker = await rig.startWorker();
      afterAll(() => worker.stop());
    },

    /** Resolves when the journey has ended. Only while somebody waits for that, the clock jumps. */
    async ended(journeyId: JourneyId) {
      await isThere(journeyId);
      await handleOf(journeyId).result();
    },

    isThere,

    /** The times at which it was woken. */
    async wakings(journeyId: JourneyId): Promise<readonly string[]> {
      const log = await readLog(sql, journeyId);
      return log.flatMap((event) =>
        event.kind === 'timer_fired' ? [new Date(event.until).toISOString()] : [],
      );
    },

    /** What providers have taken, in the order of the decisions. */
    async told(journeyId: JourneyId): Promise<readonly string[]> {
      const rows = await readNotifications(sql, journeyId);
      return rows.filter(({ state }) => state === 'accepted').map(({ kind }) => kind);
    },
  };
}
