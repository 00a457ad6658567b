/** `npm run demo`: runs the whole product on one machine. With `--once` it ends by itself. */

import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../../config.ts';
import { addresses } from './addresses.ts';
import { narrate } from './narrate.ts';
import { type DemoClient, placeOrders, playRound, roundsOf } from './play.ts';
import { asTable, settle } from './report.ts';
import { playScenes, SCENES } from './scenes.ts';
import { type Demo, setUpDemo } from './set-up.ts';
import { differencesFromSimulation } from './simulated.ts';
import { STORIES } from './story.ts';

const PAUSE_MS = 1_500;

process.exitCode = await main();

async function main(): Promise<number> {
  const once = readOnce();
  if (once === null) return 2;
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => resolve('interrupted'));
    }
  });
  let demo: Demo | null = null;
  try {
    demo = await setUpDemo(readEnvironment(), say);
    const played = await Promise.race([play(demo, once), interrupted]);
    if (played === 'interrupted') return 130;
    if (!once) {
      await showAddresses(demo);
      say('The demo keeps running. Press Ctrl-C to stop it.');
      await interrupted;
      return 0;
    }
    return played;
  } catch (error) {
    console.error(`\nThe demo failed: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    say('stopping …');
    await demo?.stop();
  }
}

/** Whether the demo ends by itself. Null, with a line for the reader, if an option is unknown. */
function readOnce(): boolean | null {
  try {
    const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
    return values.once;
  } catch {
    console.error(`The demo knows only the option --once, not ${process.argv.slice(2).join(' ')}.`);
    return null;
  }
}

async function play(demo: Demo, quick: boolean): Promise<number> {
  const client: DemoClient = { ...demo, log: (line) => say(`→ ${line}`) };
  const all = [...STORIES, ...SCENES];
  const stopNarrating = narrate(demo, all, say);
  try {
    await placeOrders(client, STORIES);
    await showAddresses(demo);
    for (let round = 0; round < roundsOf(STORIES); round += 1) {
      await sleep(quick ? 300 : PAUSE_MS);
      await playRound(client, STORIES, round);
    }
    await playScenes(client, demo);
    const settled = await settle(demo, all);
    const differences = await differencesFromSimulation(demo.sql, demo.shop.id, all);
    return report({ ...settled, problems: [...settled.problems, ...differences] });
  } finally {
    stopNarrating();
  }
}

function report({ lines, escalations, problems }: Awaited<ReturnType<typeof settle>>): number {
  console.log(`\n${asTable(lines)}\n\n${asTable(escalations)}\n`);
  for (const problem of problems) console.error(`✗ ${problem}`);
  if (problems.length > 0) return 1;
  console.log('✓ every journey ended as expected, and every message was sent once');
  console.log('✓ a simulation of their logs comes to the same decisions\n');
  return 0;
}

async function showAddresses(demo: Demo): Promise<void> {
  console.log(`\n${(await addresses(demo)).join('\n')}\n`);
}

function say(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`);
}
