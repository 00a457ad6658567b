/** Child processes that end with their parent, even if it is killed. */

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../config.ts';

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd?: string;
  /** The account to run as, if we are root. */
  readonly account?: Account;
  /** The signal to stop it. Postgres stops at once on SIGINT, but waits for clients on SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  readonly onLine?: (line: string) => void;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Exit {
  /** 128 + the signal's number after a signal; `null` if it did not start. */
  readonly code: number | null;
  /** The last lines of its output. */
  readonly output: string;
}

export interface Child {
  /** The leader of its process group; undefined if it did not start. */
  readonly pid: number | undefined;
  readonly exited: Promise<Exit>;
  /** Asks it to stop, waits, and kills it after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
}

const OUTPUT_LINES_MAX = 60;
const WINDOWS = process.platform === 'win32';

/**
 * A shell that runs the command and holds a pipe from us. When the pipe closes, because we close it
 * or a signal kills us, it asks the command to stop, and kills it after ten seconds. So no child
 * outlives a killed parent, and we need no signal handler.
 */
const GUARD = `
signal=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{
  while read -r _ <&3; do :; done
  kill -s "$signal" "$child"
  for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$child" || exit 0; done
  kill -s KILL "$child"
} >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$child"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
`;

/** Starts a program in its own process group: Ctrl-C in the terminal does not reach it. */
export function startChild(options: ChildOptions): Child {
  const { command, args, env, cwd, account, stopSignal = 'SIGTERM', onLine } = options;
  const guarded = ['-c', GUARD, 'guard', stopSignal.slice('SIG'.length), command, ...args];
  const child = spawn(WINDOWS ? command : '/bin/sh', WINDOWS ? args : guarded, {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...account,
    detached: !WINDOWS,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = keepLines(child, onLine);
  const exited = exitOf(child, lines);
  const kill = async () => {
    killGroup(child);
    await exited;
  };
  return {
    pid: child.pid,
    exited,
    kill,
    stop: async (graceMs = 9_000) => {
      if (WINDOWS) return kill();
      child.stdin.end();
      const late = new AbortController();
      const timeout = sleep(graceMs, 'late', { signal: late.signal }).catch(() => 'ended');
      if ((await Promise.race([exited, timeout])) === 'late') killGroup(child);
      late.abort();
      await exited;
    },
  };
}

/** Runs a program to its end, for at most `timeoutMs`. Never rejects. */
export async function runToEnd(options: ChildOptions & { timeoutMs: number }): Promise<Exit> {
  const child = startChild(options);
  const timer = setTimeout(() => void child.stop(1_000), options.timeoutMs);
  const exit = await child.exited;
  clearTimeout(timer);
  return exit;
}

function keepLines(child: ChildProcess, onLine: ChildOptions['onLine']): string[] {
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        kept.push(line);
        if (kept.length > OUTPUT_LINES_MAX) kept.shift();
        onLine?.(line);
      }
    });
    stream?.on('end', () => {
      if (rest !== '') kept.push(rest);
    });
  }
  return kept;
}

function exitOf(child: ChildProcess, lines: readonly string[]): Promise<Exit> {
  return new Promise((resolve) => {
    const done = (code: number | null) => resolve({ code, output: lines.join('\n').trim() });
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => done(code));
    // A grandchild may hold the pipes open for a long time: do not wait for its output.
    child.once('exit', (code) => setTimeout(() => done(code), 1_000).unref());
    // The guard may have ended before we close its pipe.
    child.stdin?.on('error', () => undefined);
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (WINDOWS) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The process ended in the meantime.
  }
}
