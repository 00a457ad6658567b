/** `npm run bench -- <name> [--json]`: measures wismr, and prints what docs/ claims. */

import { parseArgs } from 'node:util';
import { measureCorrectness, readCorpusBodies, readNastyBodies } from './carriers.ts';
import { correctnessTable } from './carriers-table.ts';
import { measureIngest } from './ingest/measure.ts';
import { ingestTable } from './ingest/table.ts';
import { benchJudgement, type JudgementOptions } from './judgement/command.ts';
import { benchLatency } from './latency/command.ts';

interface BenchOptions extends JudgementOptions {
  readonly seconds: number;
  readonly connections: readonly number[];
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => void | Promise<void>>> = {
  carriers: benchCarriers,
  ingest: benchIngest,
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
      seconds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '1,16,64' },
    },
  });
  const [name = ''] = positionals;
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  const journeys = Number(values.journeys ?? (name === 'latency' ? 50 : 2_000));
  const seed = Number(values.seed);
  const seconds = Number(values.seconds);
  const connections = values.connections.split(',').map(Number);
  if (!bench || ![journeys, seed, seconds, ...connections].every(isCount)) {
    console.error('Usage: npm run bench -- carriers [--json]');
    console.error(
      '       npm run bench -- ingest [--seconds <n>] [--connections 1,16,64] [--json]',
    );
    console.error('       npm run bench -- judgement [--journeys <n>] [--seed <n>] [--json]');
    console.error('                                  [--examples <folder>]');
    console.error('       npm run bench -- latency [--journeys <n>] [--json]');
    return 2;
  }
  const { json, examples } = values;
  await bench({ json, journeys, seed, examples, seconds, connections });
  return 0;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

async function benchIngest({ json, seconds, connections }: BenchOptions): Promise<void> {
  const ingest = await measureIngest({ seconds, connections });
  console.log(json ? JSON.stringify(ingest) : ingestTable(ingest));
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
