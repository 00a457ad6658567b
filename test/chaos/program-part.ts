/** A program of wismr that can be killed, and that is started again when it ends by itself. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../../dev/stack/process.ts';
import { signalTree } from './process-tree.ts';

/** Something that can be killed, stopped for a while, and started again. */
export interface Part {
  readonly name: string;
  /** The user by whom it is known to the database; null: not a worker. */
  readonly user: string | null;
  kill(): Promise<void>;
  start(): Promise<void>;
  pid(): number | undefined;
}

export interface Program extends Part {
  child(): Child;
  stop(): Promise<void>;
  /** What it said when it ended by itself after it had started: a crash. */
  crashes(): readonly string[];
}

export interface ProgramOptions {
  readonly name: string;
  readonly user: string | null;
  /** What its log says when it has started. */
  readonly started: string;
  readonly log: (line: string) => void;
  readonly startChild: (onLine: (line: string) => void) => Child;
}

/** As long as a supervisor waits before it starts a program again. */
const RESTART_MS = 1_000;
const LAST_LINES = 3;

/** A program that ends by itself is started again, as Compose does: none starts without Postgres. */
export function programPart({ name, user, started, log, startChild }: ProgramOptions): Program {
  let current: Child | null = null;
  let isWanted = false;
  const crashes: string[] = [];
  const run = async () => {
    let hasStarted = false;
    const child = startChild((line) => {
      if (line.includes(started)) hasStarted = true;
      log(line);
    });
    current = child;
    const { code, output } = await child.exited;
    if (!isWanted || current !== child) return;
    const last = output.split('\n').slice(-LAST_LINES).join(' | ');
    log(`chaos: ${name} ended by itself with ${code}: ${last}`);
    if (hasStarted) crashes.push(`${name} ended by itself with ${code}: ${last}`);
    await sleep(RESTART_MS);
    if (isWanted && current === child) void run();
  };
  return {
    name,
    user,
    child: () => {
      if (!current) throw new Error(`the ${name} does not run`);
      return current;
    },
    pid: () => current?.pid,
    crashes: () => crashes,
    start: async () => {
      isWanted = true;
      void run();
    },
    kill: async () => {
      isWanted = false;
      await current?.kill();
    },
    stop: async () => {
      isWanted = false;
      await signalTree(current?.pid, 'SIGCONT');
      await current?.stop();
    },
  };
}
