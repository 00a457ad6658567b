import { afterAll, expect, test } from 'vitest';
import { playRound, roundsOf } from '../../dev/demo/play.ts';
import { STORIES } from '../../dev/demo/story.ts';
import { eventually } from '../eventually.ts';
import { startProcesses } from '../processes.ts';
import { startOwnTemporal } from '../temporal.ts';

const temporal = await startOwnTemporal();
afterAll(() => temporal.remove());
const { sandbox, apiUrl, begin, end } = await startProcesses(temporal.address);

interface Readiness {
  readonly ok: boolean;
  readonly backlog: { readonly journeys: number };
}

async function readiness(): Promise<Readiness> {
  return (await fetch(`${apiUrl}/readyz`)).json() as Promise<Readiness>;
}

test('webhooks during a Temporal outage are answered and stored, and send messages after it', async () => {
  const client = await begin();
  const count = async () => sandbox.ledger.size;
  await eventually(count, (size) => size >= STORIES.length);
  await temporal.kill();
  // `playRound` throws for every response that is not 2xx.
  for (let round = 0; round < roundsOf(STORIES); round += 1) {
    await playRound(client, STORIES, round);
  }
  expect(await readiness()).toMatchObject({ ok: true, backlog: { journeys: STORIES.length } });
  await temporal.start();
  await end(client);
  await eventually(readiness, ({ backlog }) => backlog.journeys === 0);
}, 180_000);
