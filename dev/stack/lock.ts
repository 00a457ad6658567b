import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './progress.ts';

/** How long a lock may be empty until its holder writes its process number into it. */
const EMPTY_MS_MAX = 5_000;

/**
 * Does work that only one process at a time should do. The others wait, and log this once.
 *
 * Takes over the lock of a dead process. If two processes do so in the same instant, both may get
 * it, so the work must end in one atomic rename: then it is only done twice.
 */
export async function withLock<T>(path: string, log: Log, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  for (let waited = false; !(await tryLock(path)); waited = true) {
    const holder = await holderOf(path);
    if (holder !== null && !isAlive(holder)) await rm(path, { force: true });
    else if (!waited) log(`  waiting for another process at the same work (${path})`);
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds the lock; 0 (no process) if it died before it wrote its number. */
async function holderOf(path: string): Promise<number | null> {
  try {
    const holder = Number(await readFile(path, 'utf8'));
    if (holder > 0) return holder;
    return Date.now() - (await stat(path)).mtimeMs > EMPTY_MS_MAX ? 0 : null;
  } catch {
    return null;
  }
}

/** Whether a process with this number exists. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
