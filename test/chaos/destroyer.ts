/** Kills and stops parts of the installation, at random moments and at the named points. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../bench/judgement/random.ts';
import { ACCEPTED_POINT, CRASH_POINTS, killAt } from './crash-points.ts';
import type { Installation, Part } from './installation.ts';
import { signalTree } from './process-tree.ts';

export interface DestroyerOptions {
  readonly installation: Installation;
  readonly random: Random;
  readonly kills: number;
  readonly log: (line: string) => void;
  /** Reports again what was acknowledged since then. */
  readonly deliverAgain: (since: number) => Promise<number>;
  /** Starts what is missing in Temporal. */
  readonly rebuild: () => Promise<void>;
}

export interface Destruction {
  /** How often each thing happened. */
  readonly counts: Readonly<Record<string, number>>;
  /** When the database that was put back had been copied, and when it was put back. */
  readonly restore: { readonly copiedAt: number; readonly restoredAt: number } | null;
}

const POINT_WITHIN_MS = 6_000;
const PAUSE_MS_MAX = 2_500;
const DOWN_MS_MAX = 2_500;
const STOPPED_MS_MAX = 7_000;

/** Runs all kills, one after the other, with the disasters among them. */
export async function destroy(options: DestroyerOptions): Promise<Destruction> {
  const { kills, random, log } = options;
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
    log(`chaos: ${what}`);
  };
  const points = shuffle([...Object.keys(CRASH_POINTS), ACCEPTED_POINT], random);
  let restore: Destruction['restore'] = null;
  let copiedAt = 0;
  // In this order, far from one another: see docs/operate.md on losing both stores at once.
  const [loseAt, copyAt, restoreAt] = [0.25, 0.5, 0.7].map((part) => Math.floor(kills * part));
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(random.int(0, PAUSE_MS_MAX));
    if (kills >= 4 && kill === loseAt) {
      count('temporal lost');
      await options.installation.loseTemporal();
      await options.rebuild();
    }
    if (kills >= 4 && kill === copyAt) {
      count('database copied');
      copiedAt = Date.now();
      await options.installation.copyDatabase();
    }
    if (kills >= 4 && kill === restoreAt) {
      count('database restored');
      await options.installation.restoreDatabase();
      restore = { copiedAt, restoredAt: Date.now() };
      log(`chaos: ${await options.deliverAgain(copiedAt)} facts reported again`);
    }
    // Every second kill is at a named point, and each point has its turn.
    if (kill % 2 === 0) await killAtPoint(options, points[(kill / 2) % points.length] ?? '', count);
    else await killAtRandom(options, count);
  }
  return { counts, restore };
}

type Count = (what: string) => void;

async function killAtPoint(
  { installation, random }: DestroyerOptions,
  point: string,
  count: Count,
): Promise<void> {
  const { sql, sandbox, api, workers } = installation;
  const isApi = CRASH_POINTS[point]?.application === 'wismr-api';
  // Any of the workers may be the one that is held there.
  const victims = isApi ? [api] : workers;
  const kill = async () => {
    await Promise.all(victims.map((part) => part.kill()));
  };
  const isKilled =
    point === ACCEPTED_POINT
      ? await killOnAccept(sandbox, kill)
      : await killAt(sql, point, { kill, withinMs: POINT_WITHIN_MS }).catch(() => false);
  if (!isKilled) {
    count(`nothing came by at ${point}`);
    await kill();
  }
  count(`kill at ${point}`);
  await sleep(random.int(0, DOWN_MS_MAX));
  for (const part of victims) await part.start();
}

async function killOnAccept(
  { ledger }: Installation['sandbox'],
  kill: () => Promise<void>,
): Promise<boolean> {
  const size = ledger.size;
  let end: () => void = () => undefined;
  const accepted = new Promise<true>((resolve) => {
    end = ledger.onChange(() => {
      if (ledger.size === size) return;
      // At once: the answer has not left.
      void kill().then(() => resolve(true));
      end();
    });
  });
  const isKilled = await Promise.race([accepted, sleep(POINT_WITHIN_MS, false)]);
  end();
  return isKilled;
}

async function killAtRandom(
  { installation, random }: DestroyerOptions,
  count: Count,
): Promise<void> {
  const { api, workers, postgresPart, temporalPart } = installation;
  const worker = workers[random.int(0, workers.length - 1)] ?? api;
  const part: Part = random.weighted<Part>([
    [worker, 3],
    [api, 2],
    [postgresPart, 2],
    [temporalPart, 2],
  ]);
  if (random.chance(0.3)) {
    const ms = random.int(500, STOPPED_MS_MAX);
    count(`stop ${part.name} for a while`);
    await signalTree(part.pid(), 'SIGSTOP');
    await sleep(ms);
    await signalTree(part.pid(), 'SIGCONT');
    return;
  }
  count(`kill ${part.name}`);
  await part.kill();
  await sleep(random.int(0, DOWN_MS_MAX));
  await part.start();
}

function shuffle(values: readonly string[], random: Random): readonly string[] {
  return values
    .map((value) => [random.next(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}
