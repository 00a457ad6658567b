import { Connection } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { type DemoClient, playRound, roundsOf } from '../../dev/demo/play.ts';
import type { MessageRow } from '../../dev/demo/report.ts';
import { STORIES } from '../../dev/demo/story.ts';
import { eventually } from '../eventually.ts';
import { startProcesses } from '../processes.ts';
import { createNamespace } from '../temporal.ts';

const connection = await Connection.connect({ address: inject('temporalAddress') });
const namespace = await createNamespace(connection);
await connection.close();
const processes = await startProcesses(inject('temporalAddress'), { namespace });
const { sql, sandbox } = processes;

async function play(client: DemoClient, from: number, until = roundsOf(STORIES)): Promise<void> {
  for (let round = from; round < until; round += 1) await playRound(client, STORIES, round);
}

async function countInFlight(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from notification where state = 'attempting'`;
  return row?.count ?? 0;
}

/** While the worker was away, later events may have overtaken a message: `end` allows that. */
function decided({ outcome: _, ...message }: MessageRow): Omit<MessageRow, 'outcome'> {
  return message;
}

test('killing a worker during sends and restarting it does not change the messages', async () => {
  const undisturbed = await processes.begin();
  await play(undisturbed, 0);
  const expected = await processes.end(undisturbed);

  // The provider has taken the first emails and does not answer yet.
  sandbox.faults.inject({ provider: 'resend', kind: 'slow', ms: 5_000, times: STORIES.length });
  const disturbed = await processes.begin();
  await eventually(countInFlight, (count) => count > 0);
  await processes.worker.kill();
  await play(disturbed, 0, 3);
  processes.startWorker();
  await play(disturbed, 3);
  expect((await processes.end(disturbed)).map(decided)).toEqual(expected.map(decided));
}, 180_000);
