/** Kills and stops parts of the installation, at random moments and at the named points. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../bench/judgement/random.ts';
import type { Sql } from '../../db/connect.ts';
import { ACCEPTED_POINT, CRASH_POINTS, killAt } from './crash-points.ts';
import type { Installation } from './installation.ts';
import { signalTree } from './process-tree.ts';
import type { Part } from './program-part.ts';
import type { Sender } from './sender.ts';

export interface DestroyerOptions {
  readonly installation: Installation;
  readonly random: Random;
  readonly kills: number;
  readonly log: (line: string) => void;
  readonly sender: Pick<Sender, 'deliverAgain' | 'countSince'>;
  /** Called after each kill, with how many there were. */
  readonly onKill: (done: number) => void;
  /** Starts what is missing in Temporal. */
  readonly rebuild: () => Promise<void>;
}

export interface Destruction {
  /** How often each thing happened. */
  readonly counts: Readonly<Record<string, number>>;
  /** When the database that was put back had been copied, and when it was put back. */
  readonly restore: { readonly copiedAt: number; readonly restoredAt: number } | null;
}

/** How long a process may take to start. */
const CONNECTED_WITHIN_MS = 20_000;
const POINT_WITHIN_MS = 12_000;
/** Fewer kills leave no time between the disasters. */
const KILLS_FOR_DISASTERS = 4;
/** A restored database lacks at least so many facts, if they come in time. */
const LOST_MIN = 8;
const LOSS_WITHIN_MS = 30_000;
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
  const disasters = disastersOf(options, count);
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(random.int(0, PAUSE_MS_MAX));
    await disasters.before(kill);
    // Every second kill is at a named point, and each point has its turn.
    if (kill % 2 === 0) await killAtPoint(options, points[(kill / 2) % points.length] ?? '', count);
    else await killAtRandom(options, count);
    options.onKill(kill + 1);
  }
  return { counts, restore: disasters.restore() };
}

interface Disasters {
  before(kill: number): Promise<void>;
  restore(): Destruction['restore'];
}

/**
 * Temporal is lost first, and the database goes back in time later: docs/operate.md says what may
 * repeat if both are lost at once.
 */
function disastersOf(
  { installation, kills, sender, rebuild, log }: DestroyerOptions,
  count: Count,
): Disasters {
  const [loseAt, copyAt] = [Math.floor(kills * 0.25), Math.floor(kills * 0.5)];
  const restoreAt = Math.max(copyAt + 1, Math.floor(kills * 0.65));
  let restore: Destruction['restore'] = null;
  let copiedAt = 0;
  const before = async (kill: number) => {
    if (kill === loseAt) {
      count('temporal lost');
      await installation.loseTemporal();
      await rebuild();
    }
    if (kill === copyAt) {
      count('database copied');
      copiedAt = Date.now();
      await installation.copyDatabase();
    }
    if (kill === restoreAt) {
      const until = Date.now() + LOSS_WITHIN_MS;
      while (sender.countSince(copiedAt) < LOST_MIN && Date.now() < until) await sleep(200);
      count('database restored');
      await installation.restoreDatabase();
      await rebuild();
      restore = { copiedAt, restoredAt: Date.now() };
      log(`chaos: ${await sender.deliverAgain(copiedAt)} facts reported again`);
    }
  };
  const isLong = kills >= KILLS_FOR_DISASTERS;
  return { before: isLong ? before : async () => undefined, restore: () => restore };
}

type Count = (what: string) => void;

async function killAtPoint(
  { installation, random }: DestroyerOptions,
  point: string,
  count: Count,
): Promise<void> {
  const { sql, sandbox, api, workers } = installation;
  const isApi = CRASH_POINTS[point]?.application === 'wismr-api';
  let victims: readonly Part[] = isApi ? [api] : workers;
  await untilConnected(sql, CRASH_POINTS[point]?.application ?? 'wismr-worker');
  const isAlone = random.chance(0.5);
  const kill = async (user?: string) => {
    // Where one worker of several dies, the others go on at once with what it held.
    if (isAlone)
      victims = victims.filter((part) => !user || part.user === null || part.user === user);
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
  count(`kill ${victims.length > 1 ? 'all workers ' : ''}at ${point}`);
  await sleep(random.int(0, DOWN_MS_MAX));
  for (const part of victims) await part.start();
}

/** Resolves when a process of this name uses the database. */
async function untilConnected(sql: Sql, application: string): Promise<void> {
  const until = Date.now() + CONNECTED_WITHIN_MS;
  while (Date.now() < until) {
    const found = await sql`
      select from pg_stat_activity where application_name = ${application}`.catch(() => []);
    if (found.length > 0) return;
    await sleep(100);
  }
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
