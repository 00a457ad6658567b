/** `npm run bench -- <name> [--json]`: measures wismr, and prints what docs/ claims. */

import { parseArgs } from 'node:util';
import { measureCorrectness, readCorpusBodies, readNastyBodies } from './carriers.ts';
import { correctnessTable } from './carriers-table.ts';
import { benchJudgement, type JudgementOptions } from './judgement/command.ts';
import { benchLatency } from './latency/command.ts';

const BENCHES: Readonly<Record<string, (options: JudgementOptions) => void | Promise<void>>> = {
  carriers: benchCarriers,
  judgement: benchJudgement,
  latency: benchLatency,
};

process.exitCode = await main();

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      journeys: { type: 'string' },
      seed: { type: 'string', default: '1' },
      examples: { type: 'string' },
    },
  });
  const [name = ''] = positionals;
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  const journeys = Number(values.journeys ?? (name === 'latency' ? 50 : 2_000));
  const seed = Number(values.seed);
  if (!bench || !isCount(journeys) || !isCount(seed)) {
    console.error('Usage: npm run bench -- carriers [--json]');
    console.error('       npm run bench -- judgement [--journeys <n>] [--seed <n>] [--json]');
    console.error('                                  [--examples <folder>]');
    console.error('       npm run bench -- latency [--journeys <n>] [--json]');
    return 2;
  }
  await bench({ json: values.json, journeys, seed, examples: values.examples });
  return 0;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function benchCarriers({ json }: { readonly json: boolean }): void {
  const nasty = readNastyBodies();
  const corpus = readCorpusBodies();
  const measured = measureCorrectness([...nasty, ...corpus]);
  if (json) {
    console.log(JSON.stringify({ nasty: nasty.length, corpus: corpus.length, ...measured }));
    return;
  }
  console.log(correctnessTable(measured));
  console.log(`${nasty.length} bodies of test/carriers/nasty, ${corpus.length} of the corpus`);
}
