/** The API and the worker as separate processes, on the test's own database. */

import { afterAll, expect } from 'vitest';
import { readEnvironment } from '../config.ts';
import { type DemoClient, placeOrders } from '../dev/demo/play.ts';
import { type ProcessOptions, startApi, startWorker, untilReady } from '../dev/demo/processes.ts';
import { type MessageRow, settle } from '../dev/demo/report.ts';
import { createDemoShop } from '../dev/demo/shop.ts';
import { STORIES } from '../dev/demo/story.ts';
import { type Sandbox, startSandbox } from '../dev/sandbox/sandbox.ts';
import { freePort } from '../dev/stack/ports.ts';
import type { Child } from '../dev/stack/process.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { CREDENTIALS_KEY, ENCRYPTION } from './keys.ts';

export interface Processes extends TestDatabase {
  readonly sandbox: Sandbox;
  readonly apiUrl: string;
  readonly worker: Child;
  startWorker(): void;
  /** Creates a new shop and places the orders of all stories there. */
  begin(): Promise<DemoClient>;
  /** Waits for the messages. Fails where they differ from the stories, or one was sent twice. */
  end(client: DemoClient): Promise<readonly MessageRow[]>;
}

interface ProcessSettings {
  readonly namespace?: string;
  readonly built?: string;
  /** Called with the owner's address, before the programs start. */
  readonly prepare?: (url: string) => Promise<unknown>;
  /** Each program's own address of the database. */
  readonly urlOf?: Readonly<Record<'api' | 'worker', (url: string) => string>>;
}

export async function startProcesses(
  temporalAddress: string,
  { namespace = 'default', built, urlOf, prepare }: ProcessSettings = {},
): Promise<Processes> {
  const database = await createDatabase();
  await prepare?.(database.url);
  const sandbox = await startSandbox({ receiptDelayMs: 1 });
  afterAll(() => sandbox.stop());
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const optionsOf = (program: 'api' | 'worker'): ProcessOptions => ({
    env: {
      ...readEnvironment(),
      TEMPORAL_NAMESPACE: namespace,
      CREDENTIALS_KEY: CREDENTIALS_KEY.toString('base64'),
    },
    databaseUrl: urlOf?.[program](database.url) ?? database.url,
    temporalAddress,
    sandbox,
    port,
    ...(built ? { built } : {}),
    onLine: () => undefined,
  });
  const api = startApi(optionsOf('api'));
  afterAll(() => api.stop());
  await untilReady(api, apiUrl);
  let worker = startWorker(optionsOf('worker'));
  afterAll(() => worker.stop());
  let shops = 0;
  return {
    ...database,
    sandbox,
    apiUrl,
    get worker() {
      return worker;
    },
    startWorker: () => {
      worker = startWorker(optionsOf('worker'));
    },
    begin: async () => {
      // The id of a demo shop is the second of its creation.
      const now = Date.now() + 1_000 * shops;
      shops += 1;
      const shop = await createDemoShop(database.sql, now, ENCRYPTION);
      const client: DemoClient = { apiUrl, shop, now, log: () => undefined };
      await placeOrders(client, STORIES);
      return client;
    },
    end: async ({ shop }) => {
      const { lines, problems } = await settle({ ...database, sandbox, shop }, STORIES);
      expect(problems).toEqual([]);
      return lines;
    },
  };
}
