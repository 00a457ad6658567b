/**
 * The processor time of processes, from Linux's `/proc`. On a busy machine it says more than the time
 * on the clock. Elsewhere it is 0.
 */

import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks are hundredths of a second on all of Linux's usual platforms. */
const TICK_MS = 10;

/** The milliseconds of Node.js processes that got this PORT. */
export function serverCpuMs(port: string): number {
  return listProcesses()
    .filter(({ pid, name }) => name !== 'sh' && read(pid, 'environ').includes(`\0PORT=${port}\0`))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** The milliseconds of a PostgreSQL server with a data folder in `folder`, and of its backends. */
export function postgresCpuMs(folder: string): number {
  const processes = listProcesses();
  const postmasters = processes
    .filter(({ pid, name }) => name === 'postgres' && read(pid, 'cmdline').includes(folder))
    .map(({ pid }) => pid);
  return processes
    .filter(({ pid, parent }) => postmasters.includes(pid) || postmasters.includes(parent))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly cpuMs: number;
}

function listProcesses(): readonly Process[] {
  const names = process.platform === 'linux' ? readdirSync('/proc') : [];
  return names.flatMap((entry) => {
    const pid = Number(entry);
    const [, name = '', rest = ''] = /\((.*)\) (.*)/s.exec(read(pid, 'stat')) ?? [];
    if (name === '') return [];
    // From the state on: see proc_pid_stat(5). The ended children of a server count, too.
    const fields = rest.split(' ').map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return [{ pid, parent: fields[1] ?? 0, name, cpuMs: ticks * TICK_MS }];
  });
}

/** Empty if the process has ended, or belongs to another user. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
