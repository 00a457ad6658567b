/** The API and the worker as processes of their own, over a database of the test's own. */

import { afterAll, expect } from 'vitest';
import { readEnvironment } from '../config.ts';
import { placeOrders, type Stage } from '../dev/demo/play.ts';
import { type ProcessOptions, startApi, startWorker, untilReady } from '../dev/demo/processes.ts';
import { type Line, settle } from '../dev/demo/report.ts';
import { createDemoShop } from '../dev/demo/shop.ts';
import { STORIES } from '../dev/demo/story.ts';
import { type Sandbox, startSandbox } from '../dev/sandbox/sandbox.ts';
import { freePort } from '../dev/stack/ports.ts';
import type { Child } from '../dev/stack/process.ts';
import { createDatabase, type TestDatabase } from './database.ts';

export interface Processes extends TestDatabase {
  readonly sandbox: Sandbox;
  readonly apiUrl: string;
  readonly worker: Child;
  startWorker(): void;
  /** Places the orders of all stories in a new shop. */
  begin(): Promise<Stage>;
  /** Returns the messages that were sent. Fails if one is missing, unexpected or sent twice. */
  end(stage: Stage): Promise<readonly Line[]>;
}

export async function startProcesses(
  temporalAddress: string,
  namespace = 'default',
): Promise<Processes> {
  const database = await createDatabase();
  const sandbox = await startSandbox({ receiptDelayMs: 1 });
  afterAll(() => sandbox.stop());
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const options: ProcessOptions = {
    env: { ...readEnvironment(), TEMPORAL_NAMESPACE: namespace },
    databaseUrl: database.url,
    temporalAddress,
    sandbox,
    port,
    onLine: () => undefined,
  };
  const api = startApi(options);
  afterAll(() => api.stop());
  await untilReady(api, apiUrl);
  let worker = startWorker(options);
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
      worker = startWorker(options);
    },
    begin: async () => {
      // A shop's id has the second in which it was made.
      const now = Date.now() + 1_000 * shops;
      shops += 1;
      const shop = await createDemoShop(database.sql, now);
      const stage: Stage = { apiUrl, shop, now, tell: () => undefined };
      await placeOrders(stage, STORIES);
      return stage;
    },
    end: async ({ shop }) => {
      const { lines, problems } = await settle({ ...database, sandbox, shop }, STORIES);
      expect(problems).toEqual([]);
      return lines;
    },
  };
}
