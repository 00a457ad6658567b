import { Connection } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { playRound, roundsOf, type Stage } from '../../dev/demo/play.ts';
import { STORIES } from '../../dev/demo/story.ts';
import { eventually } from '../eventually.ts';
import { startProcesses } from '../processes.ts';
import { createNamespace } from '../temporal.ts';

const connection = await Connection.connect({ address: inject('temporalAddress') });
const namespace = await createNamespace(connection);
await connection.close();
const processes = await startProcesses(inject('temporalAddress'), namespace);
const { sql, sandbox } = processes;

async function play(stage: Stage, from: number, until = roundsOf(STORIES)): Promise<void> {
  for (let round = from; round < until; round += 1) await playRound(stage, STORIES, round);
}

async function countInFlight(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from notification where state = 'attempting'`;
  return row?.count ?? 0;
}

test('a worker that is killed in the middle and started again changes nothing in the table', async () => {
  const calm = await processes.begin();
  await play(calm, 0);
  const expected = await processes.end(calm);

  // The first emails are with the provider, which has taken them and does not answer yet.
  sandbox.faults.inject({ provider: 'resend', kind: 'slow', ms: 5_000, times: STORIES.length });
  const stormy = await processes.begin();
  await eventually(countInFlight, (count) => count > 0);
  await processes.worker.kill();
  await play(stormy, 0, 3);
  processes.startWorker();
  await play(stormy, 3);
  expect(await processes.end(stormy)).toEqual(expected);
}, 180_000);
