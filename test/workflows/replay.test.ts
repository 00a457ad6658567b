import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { temporal } from '@temporalio/proto';
import { Runtime, Worker } from '@temporalio/worker';
import pino from 'pino';
import { expect, test } from 'vitest';
import { loadWorkflowBundle } from '../../worker/bundle.ts';
import { runtimeLogging } from '../../worker/log.ts';
import * as workflows from '../../workflows/index.ts';

Runtime.install(runtimeLogging(pino({ level: 'silent' })));

const FOLDER = new URL('../histories/', import.meta.url);

const { History } = temporal.api.history.v1;

interface Recorded {
  readonly workflowId: string;
  readonly history: temporal.api.history.v1.History;
}

const recorded = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json.gz'))
  .sort()
  .map((name) => ({ workflowId: name, history: readHistory(name) }));

function readHistory(name: string): Recorded['history'] {
  return History.fromObject(JSON.parse(gunzipSync(readFileSync(new URL(name, FOLDER))).toString()));
}

/** The result by history: `replays`, or the error. */
async function replay(histories: readonly Recorded[]): Promise<Record<string, string>> {
  const workflowBundle = await loadWorkflowBundle();
  const found: Record<string, string> = {};
  const results = Worker.runReplayHistories({ workflowBundle }, histories);
  for await (const { workflowId, error } of results) {
    found[workflowId] = error ? error.message : 'replays';
  }
  return found;
}

test('every workflow type has a recorded history', () => {
  const types = recorded.map(
    ({ history }) => history.events[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name,
  );
  expect(types).toEqual(expect.arrayContaining(Object.keys(workflows)));
});

test('every recorded history replays', async () => {
  const expected = recorded.map(({ workflowId }) => [workflowId, 'replays']);
  expect(await replay(recorded)).toEqual(Object.fromEntries(expected));
}, 120_000);

test('a history with other activities does not replay', async () => {
  const [name = ''] = recorded.map(({ workflowId }) => workflowId);
  const history = readHistory(name);
  for (const { activityTaskScheduledEventAttributes: scheduled } of history.events) {
    if (scheduled?.activityType) scheduled.activityType.name = 'somethingElse';
  }
  const found = await replay([{ workflowId: 'changed', history }]);
  expect(found['changed']).toMatch(/nondeterminism/i);
}, 120_000);
