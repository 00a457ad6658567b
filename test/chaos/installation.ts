/** A whole installation to break: PostgreSQL, Temporal, the API, workers and the providers' sandbox. */

import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Environment, readEnvironment } from '../../config.ts';
import { connect, type Sql } from '../../db/connect.ts';
import { createEncryption } from '../../db/encryption.ts';
import { migrate } from '../../db/migrate.ts';
import {
  type ProcessOptions,
  startApi,
  startWorker,
  untilReady,
} from '../../dev/demo/processes.ts';
import { type CarrierApis, startCarrierApis } from '../../dev/fakes/carrier-apis.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { type RunningPostgres, startPostgres } from '../../dev/stack/postgres.ts';
import { forgetTemporal, type RunningTemporal, startTemporal } from '../../dev/stack/temporal.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { type Part, type Program, programPart } from './program-part.ts';
import type { ShopAccess } from './requests.ts';
import { createShops } from './shops.ts';

/** So low that journeys continue as new several times: Temporal's own limit is 4,096 events. */
const HISTORY_EVENTS_MAX = 60;
const DYNAMIC_CONFIG = [`limit.historyCount.suggestContinueAsNew=${HISTORY_EVENTS_MAX}`];

const CREDENTIALS_KEY = Buffer.alloc(32, 7);

export interface Installation {
  readonly sql: Sql;
  readonly sandbox: Sandbox;
  readonly carrierApis: CarrierApis;
  readonly apiUrl: string;
  readonly shops: readonly ShopAccess[];
  readonly temporal: RunningTemporal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly api: Program;
  readonly workers: readonly Program[];
  readonly postgresPart: Part;
  readonly temporalPart: Part;
  /** Stops PostgreSQL and copies its files. */
  copyDatabase(): Promise<void>;
  /** Stops PostgreSQL, and puts the copied files in the place of its own. */
  restoreDatabase(): Promise<void>;
  /** Kills Temporal, and starts it without its data. */
  loseTemporal(): Promise<void>;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  readonly workers: number;
  readonly log: (line: string) => void;
}

export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    return { ...(await startParts(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<unknown>)[];

async function startParts(
  { workers, log }: InstallationOptions,
  stops: Stops,
): Promise<Omit<Installation, 'stop'>> {
  const { DATABASE_URL: _, TEMPORAL_ADDRESS: __, ...env } = readEnvironment();
  const { dataDir, postgres, temporal } = await startStores(env, log, stops);
  const { sql, sandbox, carrierApis } = await startSurroundings(postgres, stops);
  await createWorkerUsers(sql, postgres.url, workers);
  const shops = await createShops(sql, carrierApis.url, createEncryption([CREDENTIALS_KEY]));
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const secret = sandbox.credentials.resendWebhookSecret;
  sandbox.webhooks.resend = { url: `${apiUrl}/webhooks/resend`, secret };
  const environment = {
    ...env,
    PROVIDER_TIMEOUT_MS: '3000',
    WORKER_VERSIONING: 'first',
    CREDENTIALS_KEY: CREDENTIALS_KEY.toString('base64'),
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
  };
  const addresses = { databaseUrl: postgres.url, temporalAddress: temporal.address };
  const processes = { env: environment, ...addresses, sandbox, port, onLine: log };
  return {
    sql,
    sandbox,
    carrierApis,
    apiUrl,
    shops,
    temporal,
    environment,
    ...(await startPrograms(processes, { workers, apiUrl, stops })),
    postgresPart: serverPart('postgres', postgres),
    temporalPart: serverPart('temporal', temporal),
    ...copies(postgres, join(dataDir, 'copy')),
    loseTemporal: async () => {
      await temporal.kill();
      await forgetTemporal(dataDir);
      await temporal.start();
    },
  };
}

async function startStores(env: Environment, log: (line: string) => void, stops: Stops) {
  const dataDir = await mkdtemp(join(tmpdir(), 'wismr-chaos-'));
  // PostgreSQL does not run as root: its account must be able to enter.
  await chmod(dataDir, 0o755);
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const postgresDir = join(dataDir, 'postgres');
  const postgres = await startPostgres({ env, dataDir: postgresDir, log, fast: true });
  stops.push(() => postgres.stop());
  const temporal = await startTemporal({
    env,
    dataDir,
    searchAttributes: SEARCH_ATTRIBUTES,
    ui: false,
    log,
    dynamicConfig: DYNAMIC_CONFIG,
  });
  stops.push(() => temporal.stop());
  return { dataDir, postgres, temporal };
}

/** The providers, the polled carrier, and the run's own connection. */
async function startSurroundings(postgres: RunningPostgres, stops: Stops) {
  const sandbox = await startSandbox({ receiptDelayMs: 200, webhookAttempts: 1_000 });
  stops.push(() => sandbox.stop());
  await migrate(postgres.url);
  const sql = connect(postgres.url, { max: 5, applicationName: 'wismr-chaos' });
  stops.push(() => sql.end({ timeout: 1 }));
  const carrierApis = await startCarrierApis();
  stops.push(() => carrierApis.stop());
  return { sql, sandbox, carrierApis };
}

interface Programs {
  readonly workers: number;
  readonly apiUrl: string;
  readonly stops: Stops;
}

async function startPrograms(
  processes: ProcessOptions,
  { workers: count, apiUrl, stops }: Programs,
): Promise<Pick<Installation, 'api' | 'workers'>> {
  const { onLine: log } = processes;
  const api = programPart({
    name: 'api',
    user: null,
    started: 'the API listens',
    log,
    startChild: (onLine) => startApi({ ...processes, onLine }),
  });
  stops.push(api.stop);
  await api.start();
  await untilReady(api.child(), apiUrl, 60_000);
  const workers = Array.from({ length: count }, (_, index) => workerPart(processes, index));
  for (const part of workers) {
    stops.push(part.stop);
    await part.start();
  }
  return { api, workers };
}

/** Each worker has a database user of its own, so that a trigger can tell which one it holds. */
function workerPart(processes: ProcessOptions, index: number): Program {
  const user = workerUser(index);
  const databaseUrl = new URL(processes.databaseUrl);
  databaseUrl.username = user;
  return programPart({
    name: `worker ${index + 1}`,
    user,
    started: 'worker started',
    log: processes.onLine,
    startChild: (onLine) => startWorker({ ...processes, databaseUrl: databaseUrl.href, onLine }),
  });
}

async function createWorkerUsers(sql: Sql, url: string, count: number): Promise<void> {
  const { password } = new URL(url);
  for (let index = 0; index < count; index += 1) {
    await sql.unsafe(`create role ${workerUser(index)} superuser login password '${password}'`);
  }
}

function workerUser(index: number): string {
  return `worker_${index + 1}`;
}

function serverPart(name: string, server: RunningPostgres | RunningTemporal): Part {
  const { kill, start, pid } = server;
  return { name, user: null, kill, start, pid };
}

function copies(
  postgres: RunningPostgres,
  copy: string,
): Pick<Installation, 'copyDatabase' | 'restoreDatabase'> {
  const { cluster } = postgres;
  if (cluster === null) throw new Error('a configured PostgreSQL cannot be restored');
  return {
    copyDatabase: async () => {
      await postgres.stop();
      await mkdir(copy, { recursive: true });
      await copyFolder(cluster, join(copy, 'cluster'));
      await postgres.start();
    },
    restoreDatabase: async () => {
      await postgres.stop();
      await rm(cluster, { recursive: true, force: true });
      await copyFolder(join(copy, 'cluster'), cluster);
      await postgres.start();
    },
  };
}

/** With the files' owners, which PostgreSQL insists on. */
async function copyFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await promisify(execFile)('cp', ['-a', from, to]);
}
