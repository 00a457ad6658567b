/** A server that a test may stop, kill and start again. */

import type { Child } from './process.ts';

export interface Restartable {
  /** The process to signal; undefined while it does not run. */
  pid(): number | undefined;
  stop(): Promise<void>;
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after `stop` or `kill`, on the same ports, with its data. */
  start(): Promise<void>;
}

const nothing = async () => undefined;

/** A configured server, which we did not start and never stop. */
export const NOT_OURS: Restartable = {
  stop: nothing,
  kill: nothing,
  start: nothing,
  pid: () => undefined,
};

export function restartable(first: Child, startAgain: () => Promise<Child>): Restartable {
  let current: Child | null = first;
  return {
    pid: () => current?.pid,
    stop: async () => {
      await current?.stop();
      current = null;
    },
    kill: async () => {
      await current?.kill();
      current = null;
    },
    start: async () => {
      current ??= await startAgain();
    },
  };
}
