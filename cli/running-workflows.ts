/** A sample of the workflows that run in an installation, with their histories. */

import {
  type Client,
  type HistoryAndWorkflowId,
  type WorkflowExecutionInfo,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client';

type Execution = Pick<WorkflowExecutionInfo, 'workflowId' | 'runId'>;
type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** Temporal lists the newest first. To find the oldest, this lists at most about so many. */
const LISTED_MAX = 1_000;
/** Halves the time since the epoch down to less than a second. */
const HALVINGS = 42;

/**
 * Yields at most `count` running workflows of these types: in turn the newest and the oldest of each
 * type, so that new and old histories, and rare types, are among them.
 */
export async function* sampleRunning(
  client: Client,
  types: readonly string[],
  count: number,
): AsyncGenerator<Execution> {
  const sources = types.flatMap((type) => [newestFirst(client, type), oldestFirst(client, type)]);
  const seen = new Set<string>();
  for await (const execution of inTurn(sources)) {
    if (seen.size >= count) return;
    if (seen.has(execution.runId)) continue;
    seen.add(execution.runId);
    yield execution;
  }
}

/** Yields the histories that a replay can check. Workflows that have ended meanwhile are left out. */
export async function* fetchHistories(
  client: Client,
  executions: AsyncIterable<Execution>,
): AsyncGenerator<HistoryAndWorkflowId> {
  for await (const { workflowId, runId } of executions) {
    const history = await fetchHistory(client, { workflowId, runId });
    if (history !== null) yield { workflowId, history };
  }
}

async function fetchHistory(
  client: Client,
  { workflowId, runId }: Execution,
): Promise<History | null> {
  try {
    return completedPart(await client.workflow.getHandle(workflowId, runId).fetchHistory());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * Cuts off a workflow task under way: a replay would run it, and wait for its local activities for
 * ever. Returns null if no task has completed: there is nothing to compare.
 */
export function completedPart({ events, ...history }: History): History | null {
  const steps = (events ?? []).map(stepOf);
  let last = steps.lastIndexOf('completed');
  let end = steps.indexOf('started', last);
  // A task that only asks for more time for its local activities completes without a command.
  while (last > 0 && steps[last + 1] === 'scheduled') {
    end = steps.lastIndexOf('started', last);
    last = steps.lastIndexOf('completed', last - 1);
  }
  if (last < 0) return null;
  return { ...history, events: events?.slice(0, end < 0 ? undefined : end) ?? [] };
}

function stepOf(event: HistoryEvent): 'scheduled' | 'started' | 'completed' | null {
  if (event.workflowTaskScheduledEventAttributes) return 'scheduled';
  if (event.workflowTaskStartedEventAttributes) return 'started';
  return event.workflowTaskCompletedEventAttributes ? 'completed' : null;
}

function newestFirst(client: Client, type: string): AsyncGenerator<Execution> {
  return list(client, runningQuery(type));
}

async function* oldestFirst(client: Client, type: string): AsyncGenerator<Execution> {
  const running = runningQuery(type);
  let [after, until] = [0, Date.now()];
  const query = () => `${running} AND StartTime <= "${new Date(until).toISOString()}"`;
  let { count } = await client.workflow.count(query());
  for (let halving = 0; count > LISTED_MAX && halving < HALVINGS; halving += 1) {
    const [before, middle] = [until, Math.floor((after + until) / 2)];
    until = middle;
    count = (await client.workflow.count(query())).count;
    // None is that old: the oldest are in the other half.
    if (count === 0) [after, until, count] = [middle, before, Number.POSITIVE_INFINITY];
  }
  const oldest: Execution[] = [];
  for await (const execution of list(client, query())) {
    oldest.unshift(execution);
    if (oldest.length > LISTED_MAX) oldest.pop();
  }
  yield* oldest;
}

function runningQuery(type: string): string {
  return `WorkflowType = "${type}" AND ExecutionStatus = "Running"`;
}

async function* list(client: Client, query: string): AsyncGenerator<Execution> {
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    yield { workflowId, runId };
  }
}

async function* inTurn<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  let open = sources;
  while (open.length > 0) {
    const ended = new Set<AsyncGenerator<T>>();
    for (const source of open) {
      const next = await source.next();
      if (next.done) ended.add(source);
      else yield next.value;
    }
    open = open.filter((source) => !ended.has(source));
  }
}
