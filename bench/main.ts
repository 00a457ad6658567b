/** `npm run bench -- <name> [--json]`: measures wismr, and prints what docs/ claims. */

import { parseArgs } from 'node:util';
import { measureCorrectness, readCorpusBodies, readNastyBodies } from './carriers.ts';
import { correctnessTable } from './carriers-table.ts';

const BENCHES: Readonly<Record<string, (json: boolean) => void>> = { carriers: benchCarriers };

process.exitCode = main();

function main(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [name = ''] = positionals;
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench) {
    console.error(`Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--json]`);
    return 2;
  }
  bench(values.json);
  return 0;
}

function benchCarriers(json: boolean): void {
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
