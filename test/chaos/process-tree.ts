/** Signals to a process and all that it has started, those in process groups of their own included. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Stops or continues a whole tree. Ignores processes that have ended meanwhile. */
export async function signalTree(
  root: number | undefined,
  signal: 'SIGSTOP' | 'SIGCONT',
): Promise<void> {
  if (root === undefined) return;
  for (const pid of await treeOf(root)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
  }
}

async function treeOf(root: number): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [root];
  for (const parent of tree) {
    tree.push(...rows.flatMap(([pid = 0, above]) => (above === parent ? [pid] : [])));
  }
  return tree;
}
