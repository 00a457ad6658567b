/** Creates the folder of the embedded PostgreSQL, and cleans up after killed runs. */

import { randomBytes } from 'node:crypto';
import {
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WismrError } from '../../domain/error.ts';
import { isAlive } from './lock.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { type Account, runToEnd } from './process.ts';

export const SUPERUSER = 'wismr';
const PASSWORD = 'wismr-password';
/** The name of an unfinished data directory, before the number of its process. */
const HALF = 'new-';
/** How long a server may take to end by itself after its parent is killed. */
const ENDING_MS_MAX = 20_000;

export interface PostgresFolder {
  /** The folder that contains the others. */
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** A file in the data directory: the superuser's password. */
  readonly password: string;
  /** A file: the number of the process that uses the folder. */
  readonly owner: string;
}

export function postgresFolder(root: string): PostgresFolder {
  return {
    root,
    cluster: join(root, 'cluster'),
    password: join(root, 'cluster', PASSWORD),
    owner: join(root, 'owner'),
  };
}

/** Whether the folder has data. Throws `conflict` if another major version wrote them. */
export async function checkVersion(folder: PostgresFolder, major: number): Promise<boolean> {
  const found = await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (found === null) return false;
  if (found.trim() === String(major)) return true;
  throw new WismrError(
    'conflict',
    `PostgreSQL ${found.trim()} wrote the data in ${folder.root}, and this is ` +
      `${major}. Delete the folder to start with an empty one, or set DATABASE_URL.`,
  );
}

export interface CreateClusterOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  /** Faster, but a crash of the machine may lose the data. */
  readonly fast: boolean;
}

/** Creates the data directory. If killed halfway, it leaves nothing under the final name. */
export async function createCluster(
  folder: PostgresFolder,
  options: CreateClusterOptions,
): Promise<void> {
  const { binaries, account, fast } = options;
  await mkdir(folder.root, { recursive: true });
  if (account) await chown(folder.root, account.uid, account.gid);
  await removeHalves(folder.root);
  const half = await mkdtemp(join(folder.root, `${HALF}${process.pid}-`));
  const passwordFile = join(half, PASSWORD);
  await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (account) {
    for (const path of [half, passwordFile]) await chown(path, account.uid, account.gid);
  }
  const made = join(half, 'cluster');
  const { code, output } = await runToEnd({
    command: binaries.initdb,
    // PostgreSQL's own C.UTF-8 is the same on every machine, whatever locales are installed.
    args: [
      '-D',
      made,
      '-U',
      SUPERUSER,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(fast ? ['--no-sync'] : []),
    ],
    env: postgresEnvironment(),
    cwd: folder.root,
    ...(account ? { account } : {}),
    timeoutMs: 120_000,
  });
  if (code !== 0) {
    await rm(half, { recursive: true, force: true });
    throw new WismrError('unavailable', `PostgreSQL's initdb failed:\n${output}`);
  }
  await rename(passwordFile, join(made, PASSWORD));
  try {
    await rename(made, folder.cluster);
  } catch (error) {
    // Another process was faster: use its folder.
    if (!(await stat(folder.password).catch(() => null))) throw error;
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function removeHalves(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = name.startsWith(HALF) ? Number.parseInt(name.slice(HALF.length), 10) : null;
    if (pid !== null && !isAlive(pid)) await rm(join(root, name), { recursive: true, force: true });
  }
}

/** Leaves out the caller's variables: PGDATA or LC_ALL would change what PostgreSQL does. */
export function postgresEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Claims the folder for this process. Stops a server that a killed run left running, and removes the
 * pid file of one that has ended. Throws `conflict` if another process of ours uses the folder.
 */
export async function claim(folder: PostgresFolder): Promise<void> {
  const pidFile = join(folder.cluster, 'postmaster.pid');
  const pid = await numberIn(pidFile);
  if (pid !== null && (await serves(pid, folder.cluster))) {
    const owner = await numberIn(folder.owner);
    if (owner !== null && owner !== process.pid && isAlive(owner)) throw inUse(folder, owner);
    await waitUntilGone(pid, folder);
  }
  // The number may now belong to another program: PostgreSQL would think that a server runs.
  await rm(pidFile, { force: true });
  // The file may belong to root, in a folder that belongs to us.
  await rm(folder.owner, { force: true });
  await writeFile(folder.owner, String(process.pid));
}

function inUse(folder: PostgresFolder, owner: number): WismrError {
  return new WismrError(
    'conflict',
    `${folder.root} is in use by process ${owner}, perhaps another demo: press Ctrl-C in its terminal, or set WISMR_DATA_DIR to run a second one beside it.`,
  );
}

async function waitUntilGone(pid: number, folder: PostgresFolder): Promise<void> {
  const startedAt = performance.now();
  for (let asked = false; await serves(pid, folder.cluster); ) {
    const passed = performance.now() - startedAt;
    if (passed > ENDING_MS_MAX) {
      throw new WismrError('conflict', `PostgreSQL (process ${pid}) does not stop: kill it`);
    }
    // It ends by itself when its parent dies. After two seconds, ask it to stop.
    if (passed > 2_000 && !asked) {
      process.kill(pid, 'SIGINT');
      asked = true;
    }
    await sleep(100);
  }
}

/** Whether this process is a PostgreSQL server on this data directory. */
async function serves(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandOf(pid);
  return command.includes('postgres') && command.includes(cluster);
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.replaceAll('\0', ' ');
  }
  const args = ['-o', 'command=', '-p', String(pid)];
  const env = postgresEnvironment();
  return (await runToEnd({ command: '/bin/ps', args, env, timeoutMs: 5_000 })).output;
}

async function numberIn(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const number = Number.parseInt(text, 10);
  return Number.isFinite(number) && number > 0 ? number : null;
}

/** Throws `conflict` if the data belong to another user, who alone can read them. */
export async function checkOwner(folder: PostgresFolder): Promise<void> {
  const uid = process.getuid?.();
  const found = await stat(folder.cluster).catch(() => null);
  if (uid === undefined || uid === 0 || found === null || found.uid === uid) return;
  throw new WismrError(
    'conflict',
    `the data in ${folder.root} belong to another user (${found.uid}), as after a run as root: ` +
      'delete the folder, or run this as that user.',
  );
}
