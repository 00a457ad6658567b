/** Finds journeys whose workflow tasks fail: the rules cannot process an event, or have a bug. */

import {
  type Client,
  isGrpcServiceError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { forgetStuck, noteStuck, readStuckIds, type StuckJourney } from '../commands/note-stuck.ts';
import type { Sql } from '../db/connect.ts';
import type { JourneyId } from '../domain/ids.ts';
import { WORKFLOW_TYPES } from '../workflows/messages.ts';

export interface StuckSearch {
  readonly sql: Sql;
  readonly client: Client;
  readonly log: Logger;
}

/** A task may fail twice while a worker restarts or Postgres is away. */
const ATTEMPTS_MIN = 3;
/** At most this many in one round. */
const LISTED_MAX = 100;
const CALL_TIMEOUT_MS = 5_000;
/** Only signals follow the failure. */
const EVENTS_READ = 200;
const ERROR_LENGTH_MAX = 300;
/** gRPC's INVALID_ARGUMENT: the server does not know the attribute. */
const INVALID_QUERY = 3;

/** Temporal sets the attribute after some failures in a row, and clears it after a success. */
const QUERY = `ExecutionStatus = 'Running' and TemporalReportedProblems is not null and
  WorkflowType in ('${Object.values(WORKFLOW_TYPES).join("', '")}')`;

/** Notes the journeys that Temporal reports as stuck, and forgets those that no longer are. */
export async function findStuckJourneys(search: StuckSearch): Promise<void> {
  const { sql, client, log } = search;
  const ids = new Set(await readStuckIds(sql, LISTED_MAX));
  for (const id of await listReported(client)) ids.add(id);
  for (const id of ids) {
    // Also the others must be looked at.
    await checkStuck(search, id).catch((error: unknown) =>
      log.warn({ err: error, journeyId: id }, 'could not look at a stuck journey; will retry'),
    );
  }
}

/** Older servers report none. There, the reconciler's comparison finds them, later. */
async function listReported(client: Client): Promise<readonly JourneyId[]> {
  const ids: JourneyId[] = [];
  try {
    for await (const { workflowId } of client.workflow.list({ query: QUERY })) {
      ids.push(workflowId as JourneyId);
      if (ids.length === LISTED_MAX) break;
    }
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (!isGrpcServiceError(cause) || cause.code !== INVALID_QUERY) throw error;
  }
  return ids;
}

/** Notes whether the journey is stuck. */
async function checkStuck(search: StuckSearch, id: JourneyId): Promise<void> {
  const { sql, client } = search;
  try {
    const described = await client.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
      client.workflow.getHandle(id).describe(),
    );
    await noteIfStuck(search, id, described);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    await forgetStuck(sql, id);
  }
}

/** Notes whether the described workflow's tasks fail. */
export async function noteIfStuck(
  { sql, client, log }: StuckSearch,
  id: JourneyId,
  { raw, runId, status }: WorkflowExecutionDescription,
): Promise<void> {
  const attempt = raw.pendingWorkflowTask?.attempt ?? 0;
  if (status.name !== 'RUNNING' || attempt === 0) return forgetStuck(sql, id);
  // Between two attempts, too few say nothing yet.
  if (attempt < ATTEMPTS_MIN) return;
  const stuck = await readFailure(client, { id, runId });
  if (stuck && (await noteStuck(sql, stuck))) {
    log.error({ journeyId: id, error: stuck.error }, 'a journey is stuck: its workflow task fails');
  }
}

/** Null: no task failed, so that no worker takes them. */
async function readFailure(
  client: Client,
  { id, runId }: { readonly id: JourneyId; readonly runId: string },
): Promise<StuckJourney | null> {
  const { history } = await client.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId: id, runId },
      maximumPageSize: EVENTS_READ,
    }),
  );
  const last = history?.events?.find(
    (event) =>
      event.workflowTaskFailedEventAttributes || event.workflowTaskCompletedEventAttributes,
  );
  if (!last?.workflowTaskFailedEventAttributes) return null;
  const error = last.workflowTaskFailedEventAttributes.failure?.message ?? 'unknown';
  const since = new Date(Number(last.eventTime?.seconds ?? 0) * 1_000);
  return { journeyId: id, since, error: error.slice(0, ERROR_LENGTH_MAX) };
}
