/** A worker on Temporal's time-skipping server, and journeys whose events happened at any time. */

import { afterAll, inject } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import { readEnvironment } from '../../config.ts';
import { readLog } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import { createTimeSkippingEnvironment } from '../../dev/stack/time-skipping.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig } from './rig.ts';

const OWN_TIMES = [
  'placedAt',
  'shippedAt',
  'requestedAt',
  'approvedAt',
  'labelledAt',
  'receivedAt',
  'inspectedAt',
];

/** All journeys of a file share one clock, so their tests must be in order of time. */
export async function createTimeTravel() {
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
  // A shop in Berlin: Good Friday and Easter Monday are holidays there.
  const api = await createApi(rig, () => null);
  const handleOf = (id: JourneyId) => environment.client.workflow.getHandle(id);

  async function isStarted(journeyId: JourneyId): Promise<void> {
    const isFound = () =>
      handleOf(journeyId)
        .describe()
        .then(
          () => true,
          () => false,
        );
    await eventually(isFound, (found) => found);
  }

  return {
    environment,
    sql,
    api,

    /** Appends an event as if it had been received at that time. */
    async append(journeyId: JourneyId, at: number, body: JourneyEventBody, wakes = true) {
      await sql.begin(async (tx) => {
        const written = await appendEvents(tx, journeyId, [{ body, wakes }]);
        const seqs = written.map(({ seq }) => seq);
        await tx`
          update journey_event set at = ${new Date(at)}
          where journey_id = ${journeyId} and seq in ${tx(seqs)}`;
      });
    },

    /** Moves all events of the log so far to that time. */
    async moveLogTo(journeyId: JourneyId, at: number) {
      const now = String(at);
      // The facts' own times move too: what is expected counts from them.
      await sql`
        update journey_event set at = ${new Date(at)}, data = data || (
          select coalesce(jsonb_object_agg(key, to_jsonb(${now}::numeric)), '{}'::jsonb)
          from jsonb_object_keys(data) key where key = any(${OWN_TIMES})
        )
        where journey_id = ${journeyId}`;
    },

    /** Starts a worker that runs until the file's tests are over. */
    async start() {
      const worker = await rig.startWorker();
      afterAll(() => worker.stop());
    },

    /** Resolves when the journey has ended. The clock skips only while a test awaits this. */
    async ended(journeyId: JourneyId) {
      await isStarted(journeyId);
      await handleOf(journeyId).result();
    },

    isStarted,

    /** When the journey's timers fired. */
    async timersFired(journeyId: JourneyId): Promise<readonly string[]> {
      const log = await readLog(sql, journeyId);
      return log.flatMap((event) =>
        event.kind === 'timer_fired' ? [new Date(event.until).toISOString()] : [],
      );
    },

    /** The kinds of the messages that providers accepted, in the order of the decisions. */
    async sentKinds(journeyId: JourneyId): Promise<readonly string[]> {
      const rows = await readNotifications(sql, journeyId);
      return rows.filter(({ state }) => state === 'accepted').map(({ kind }) => kind);
    },
  };
}
