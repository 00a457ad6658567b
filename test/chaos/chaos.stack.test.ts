/** A small chaos run, with a lost Temporal and a restored database: `npm run test:chaos` has more. */

import { expect, test } from 'vitest';
import { runChaos } from './run.ts';

const options = { journeys: 9, kills: 4, seed: 1, workers: 1, minutes: 0, json: false };

test('nothing is lost, doubled, contradictory or stuck, whatever is killed', async () => {
  const lines: string[] = [];
  const { problems, figures } = await runChaos(options, (line) => lines.push(line));
  const log = lines.filter((line) => line.startsWith('chaos:')).join('\n');
  expect(problems, `${log}\n${JSON.stringify(figures, null, 2)}`).toEqual([]);
}, 600_000);
