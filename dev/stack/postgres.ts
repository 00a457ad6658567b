/** PostgreSQL for development and tests: the configured server, or an embedded one. */

import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Environment } from '../../config.ts';
import { WismrError } from '../../domain/error.ts';
import { accountFor, isReachable } from './account.ts';
import { freePort } from './ports.ts';
import { findBinaries, type PostgresBinaries, SYSTEM_FOLDER } from './postgres-binaries.ts';
import {
  checkOwner,
  checkVersion,
  claim,
  createCluster,
  type PostgresFolder,
  postgresEnvironment,
  postgresFolder,
  SUPERUSER,
} from './postgres-folder.ts';
import { type Account, type Child, startChild } from './process.ts';
import type { Log } from './progress.ts';
import { NOT_OURS, type Restartable, restartable } from './restartable.ts';

export interface PostgresOptions {
  readonly env: Environment;
  /** The folder for data. Created if missing. */
  readonly dataDir: string;
  readonly log: Log;
  /** For tests: much faster, but a crash of the machine (not of the process) may lose data. */
  readonly fast?: boolean;
}

export interface RunningPostgres extends Restartable {
  /** The address, with a superuser for an embedded server. */
  readonly url: string;
  /** Whether we started the server. We never stop a configured one. */
  readonly embedded: boolean;
  /** The folder with its data; null for a configured server. */
  readonly cluster: string | null;
}

const DATABASE = 'wismr';
const LOOPBACK = '127.0.0.1';
const READY = 'database system is ready to accept connections';
const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 3;
/** A killed server keeps what it has committed: the machine's memory has it. */
const FAST = ['fsync=off', 'full_page_writes=off'];
/** After a kill, its sessions may take this long to end. */
const RESTART_WITHIN_MS = 30_000;

/** Uses DATABASE_URL if it is set. Otherwise starts PostgreSQL 18 on a free loopback port. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const url = options.env['DATABASE_URL'];
  if (url) {
    return { url, embedded: false, cluster: null, ...NOT_OURS };
  }
  const start = { ...(await prepare(options)), options };
  const { folder } = start;
  const { port, child } = await startOnFreePort(start);
  const password = (await readFile(folder.password, 'utf8')).trim();
  const server = `postgres://${SUPERUSER}:${password}@${LOOPBACK}:${port}`;
  try {
    await ensureDatabase(`${server}/postgres`);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    url: `${server}/${DATABASE}`,
    embedded: true,
    cluster: folder.cluster,
    ...restartable(child, () => startAgain(start, port)),
  };
}

/** Retries while the sessions of a killed server still use its memory. */
async function startAgain(start: StartOptions, port: number): Promise<Child> {
  const until = performance.now() + RESTART_WITHIN_MS;
  for (;;) {
    const result = await startServer(start, port);
    if ('child' in result) return result.child;
    if (performance.now() > until) throw new WismrError('unavailable', result.output);
    await sleep(200);
  }
}

interface Prepared {
  readonly folder: PostgresFolder;
  readonly account: Account | null;
  readonly binaries: PostgresBinaries;
}

async function prepare({ dataDir, log, fast = false }: PostgresOptions): Promise<Prepared> {
  await mkdir(dataDir, { recursive: true });
  const folder = postgresFolder(await reachableFolder(dataDir, log));
  const account = await accountFor(folder.cluster);
  const binaries = await findBinaries(account);
  await checkOwner(folder);
  if (!(await checkVersion(folder, binaries.major))) {
    log(`  creating a PostgreSQL ${binaries.major} data folder in ${folder.root}`);
    await createCluster(folder, { binaries, account, fast });
  }
  await claim(folder);
  return { folder, account, binaries };
}

/** Returns `dataDir`, or another folder if PostgreSQL's account cannot enter it. */
async function reachableFolder(dataDir: string, log: Log): Promise<string> {
  const account = await accountFor(join(dataDir, 'cluster'));
  if (account === null || (await isReachable(join(dataDir, '..'), account))) return dataDir;
  const name = `${basename(dataDir)}-${createHash('sha256').update(dataDir).digest('hex')}`;
  const folder = join(SYSTEM_FOLDER, name.slice(0, 40));
  log(`  PostgreSQL does not run as root and cannot enter ${dataDir}: its data are in ${folder}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

interface StartOptions extends Prepared {
  readonly options: PostgresOptions;
}

/** Starts PostgreSQL. Tries another port if another process takes the port first. */
async function startOnFreePort(start: StartOptions): Promise<{ port: number; child: Child }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const result = await startServer(start, port);
    if ('child' in result) return { port, child: result.child };
    if (!result.output.includes('Address already in use') || attempt === ATTEMPTS) {
      throw new WismrError(
        'unavailable',
        `PostgreSQL did not start (${start.binaries.postgres}):\n${result.output}\n` +
          `If its data are damaged, delete ${start.folder.root}; or set DATABASE_URL.`,
      );
    }
  }
}

async function startServer(
  { folder, account, binaries, options }: StartOptions,
  port: number,
): Promise<{ child: Child } | { output: string }> {
  let isReady: (ready: true) => void = () => undefined;
  const ready = new Promise<true>((resolve) => {
    isReady = resolve;
  });
  const child = startChild({
    command: binaries.postgres,
    args: ['-D', folder.cluster, '-p', String(port), ...settings(options.fast ?? false)],
    env: postgresEnvironment(),
    cwd: folder.root,
    ...(account ? { account } : {}),
    stopSignal: 'SIGINT',
    onLine: (line) => line.includes(READY) && isReady(true),
  });
  const timer = setTimeout(() => void child.kill(), READY_WITHIN_MS);
  const first = await Promise.race([ready, child.exited]);
  clearTimeout(timer);
  return first === true ? { child } : { output: first.output };
}

function settings(fast: boolean): string[] {
  const values = [
    `listen_addresses=${LOOPBACK}`,
    // No socket, because other servers on the machine use the same folder.
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'max_connections=200',
    ...(fast ? FAST : []),
  ];
  return values.flatMap((value) => ['-c', value]);
}

async function ensureDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end();
  }
}
