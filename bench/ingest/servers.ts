/** What `npm run bench -- ingest` measures: Postgres, the API twice, and the bare server. */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../config.ts';
import { createEncryption, type Encryption } from '../../db/encryption.ts';
import { migrate } from '../../db/migrate.ts';
import { buildPrograms, ROOT } from '../../dev/build/build.ts';
import { untilReady } from '../../dev/demo/processes.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { startPostgres } from '../../dev/stack/postgres.ts';
import { startChild } from '../../dev/stack/process.ts';
import { type CountingProxy, startCountingProxy } from './count-round-trips.ts';

export interface IngestServers {
  readonly databaseUrl: string;
  /** The folder with the data of PostgreSQL. */
  readonly dataDir: string;
  readonly apiUrl: string;
  /** An API whose way to Postgres leads through the proxy. */
  readonly countedUrl: string;
  readonly proxy: CountingProxy;
  readonly bareUrl: string;
  /** The APIs' own. */
  readonly encryption: Encryption;
  stop(): Promise<void>;
}

/** Also on a busy machine. */
const START_WITHIN_MS = 180_000;
const CREDENTIALS_KEY = Buffer.alloc(32, 7);
const BARE = ['--import', 'tsx', 'bench/ingest/bare-server.ts'];

/** Starts PostgreSQL with fsync, as in production, unless DATABASE_URL names a server. */
export async function startServers(): Promise<IngestServers> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'wismr-bench-'));
    stops.push(() => rm(dataDir, { recursive: true, force: true }));
    // PostgreSQL does not run as root: other accounts must be able to enter.
    await chmod(dataDir, 0o755);
    const log = (line: string) => console.error(line);
    const postgres = await startPostgres({ env: readEnvironment(), dataDir, log });
    stops.push(() => postgres.stop());
    await migrate(postgres.url);
    const proxy = await startCountingProxy(postgres.url);
    stops.push(() => proxy.stop());
    const built = join(ROOT, '.wismr', `bench-${process.pid}`);
    stops.push(() => rm(built, { recursive: true, force: true }));
    await buildPrograms(built);
    const api = ['--enable-source-maps', join(built, 'api.js')];
    const [apiUrl, countedUrl, bareUrl] = [
      await startServer(api, postgres.url, stops),
      await startServer(api, proxy.url, stops),
      await startServer(BARE, postgres.url, stops),
    ];
    const encryption = createEncryption([CREDENTIALS_KEY]);
    const urls = { databaseUrl: postgres.url, apiUrl, countedUrl, bareUrl };
    return { ...urls, dataDir, proxy, encryption, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServer(
  args: readonly string[],
  databaseUrl: string,
  stops: (() => unknown)[],
): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild({
    command: process.execPath,
    args,
    cwd: ROOT,
    env: {
      ...readEnvironment(),
      DATABASE_URL: databaseUrl,
      CREDENTIALS_KEY: CREDENTIALS_KEY.toString('base64'),
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  });
  stops.push(() => child.stop());
  await untilReady(child, url, START_WITHIN_MS);
  return url;
}
