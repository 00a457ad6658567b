/**
 * `npm run record-history`: plays the demo once and writes the history of each workflow to
 * test/histories/<version>/. A test replays these histories on every later version.
 */

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Client, Connection } from '@temporalio/client';
import { readEnvironment } from '../../config.ts';
import { type JourneyId, parseJourneyId } from '../../domain/ids.ts';
import { MAIN_QUEUE, RETENTION_WORKFLOW } from '../../workflows/messages.ts';
import { type DemoClient, placeOrders, playRound, roundsOf } from './play.ts';
import { playPoll } from './poll.ts';
import { settle } from './report.ts';
import { playScenes, SCENES } from './scenes.ts';
import { type Demo, setUpDemo } from './set-up.ts';
import { STORIES } from './story.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const dataDir = await mkdtemp(join(tmpdir(), 'wismr-record-'));
// Under root, PostgreSQL runs as another account, which must be able to enter.
await chmod(dataDir, 0o755);
const demo = await setUpDemo({ ...readEnvironment(), WISMR_DATA_DIR: dataDir }, console.log);
try {
  await play(demo);
  await record(demo, await playPoll(demo));
} finally {
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function play(given: Demo): Promise<void> {
  const client: DemoClient = { ...given, log: console.log };
  await placeOrders(client, STORIES);
  for (let round = 0; round < roundsOf(STORIES); round += 1) {
    await playRound(client, STORIES, round);
  }
  await playScenes(client, given);
  const { problems } = await settle(given, [...STORIES, ...SCENES]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

async function record({ sql, shop, temporal }: Demo, pollId: string): Promise<void> {
  const folder = join(ROOT, 'test', 'histories', await version());
  await mkdir(folder, { recursive: true });
  const { address, namespace } = temporal;
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection, namespace });
  const journeys = await sql<{ id: JourneyId }[]>`
    select id from journey where shop_id = ${shop.id} order by id`;
  const named = journeys.map(({ id }) => {
    const { kind, ref } = parseJourneyId(id);
    return { id: id as string, name: `${kind}-${ref}` };
  });
  const retention = { workflowId: 'retention', taskQueue: MAIN_QUEUE, args: [] };
  await workflow.execute(RETENTION_WORKFLOW, retention);
  const others = [
    { id: pollId, name: 'carrier-poll' },
    { id: retention.workflowId, name: 'retention' },
  ];
  for (const { id, name } of [...named, ...others]) {
    const path = join(folder, `${name}.json.gz`);
    const history = JSON.stringify(await workflow.getHandle(id).fetchHistory());
    await writeFile(path, gzipSync(withoutMachine(history), { level: 9 }));
    console.log(path);
  }
  await connection.close();
}

async function version(): Promise<string> {
  const { version: own } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return String(own);
}

/** Removes the names `<process>@<host>` of workers and queues, which must not be published. */
function withoutMachine(history: string): string {
  return history.replace(/"\d+@[^"-]+/g, '"worker');
}
