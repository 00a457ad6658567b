/** `npm run test:chaos`: docs/when-things-fail.md describes it. */

import { readOptions, USAGE } from './options.ts';
import { runChaos } from './run.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  const say = (line: string) => {
    if (line.startsWith('chaos:')) console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
    else if (process.env['WISMR_CHAOS_LOG']) console.log(line);
  };
  const { problems, figures, evidence } = await runChaos(options, say);
  for (const line of evidence) console.log(line);
  for (const { fault, ref, detail } of problems) console.log(`✗ ${fault}: ${ref} ${detail}`);
  if (options.json) console.log(JSON.stringify({ ok: problems.length === 0, ...figures }));
  else console.log(figures);
  return problems.length === 0 ? 0 : 1;
}
