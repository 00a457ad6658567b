/** PostgreSQL, Temporal, the API and a worker in this process, with providers that only take note. */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { createApp } from '../../api/app.ts';
import { createAddressOf } from '../../api/caller-address.ts';
import { createRateLimits } from '../../api/rate-limits.ts';
import { findAdapter, listAdapters } from '../../carriers/index.ts';
import { createPollClient } from '../../carriers/polling/client.ts';
import type { Payload, Provider } from '../../channels/provider.ts';
import { createRefusalCounter } from '../../commands/count-refusals.ts';
import { createWebhookCounter } from '../../commands/count-webhooks.ts';
import { createApiKey } from '../../commands/create-api-key.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { saveShop } from '../../commands/save-shop.ts';
import { readEnvironment } from '../../config.ts';
import { connect, type Sql } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { createRelayNotifier } from '../../db/notify-relay.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { ShopId } from '../../domain/ids.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { ENCRYPTION, KEYS } from '../../test/keys.ts';
import { loadWorkflowBundle } from '../../worker/bundle.ts';
import { runtimeLogging } from '../../worker/log.ts';
import { runWorker } from '../../worker/run.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import type { Arrivals } from './arrivals.ts';

export const SECRET = 'bench-webhook-secret';
export const SHOP = 'bench' as ShopId;

export interface BenchSystem {
  readonly sql: Sql;
  readonly client: Client;
  readonly native: NativeConnection;
  readonly app: ReturnType<typeof createApp>;
  readonly authorization: string;
  stop(): Promise<void>;
}

/** `arrivals` gets `<order>/<message kind>` of each message when a provider takes it. */
export async function startBenchSystem(arrivals: Arrivals): Promise<BenchSystem> {
  const log = pino({ level: 'silent' });
  Runtime.install(runtimeLogging(log));
  const dataDir = await mkdtemp(join(tmpdir(), 'wismr-bench-'));
  await chmod(dataDir, 0o755);
  const stack = await startStack({
    env: readEnvironment(),
    dataDir,
    searchAttributes: SEARCH_ATTRIBUTES,
    log: () => undefined,
    forTests: true,
  });
  await migrate(stack.postgres.url);
  const sql = connect(stack.postgres.url);
  const authorization = await setUpShop(sql);
  const { address } = stack.temporal;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const worker = await runWorker({
    deps: {
      sql,
      renderer: createRenderer(),
      email: { provider: noteTaker('bench-email', arrivals), from: 'Bench <orders@bench.example>' },
      sms: { provider: noteTaker('bench-sms', arrivals) },
      publicUrl: 'https://wismr.example',
      pollClient: createPollClient({ timeoutMs: 2_000 }),
      encryption: ENCRYPTION,
      keys: KEYS,
      retention: { messages: 90, scans: 400, proofs: 400, webhooks: 30 },
      log,
    },
    native,
    connection,
    namespace: 'default',
    bundle: await loadWorkflowBundle(),
    emailsPerSecond: 10_000,
    smsPerSecond: 10_000,
    maxCachedWorkflows: 1_000,
  });
  return {
    sql,
    client: new Client({ connection }),
    native,
    app: createApi(sql, log),
    authorization,
    stop: async () => {
      await worker.stop();
      await native.close();
      await connection.close();
      await sql.end({ timeout: 5 });
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function createApi(sql: Sql, log: pino.Logger): BenchSystem['app'] {
  const rateLimitCounter = createRefusalCounter(sql, 'rate_limit');
  return createApp({
    sql,
    notifyRelay: createRelayNotifier(sql),
    webhookCounter: createWebhookCounter(sql),
    keyRefusals: createRefusalCounter(sql, 'api_key'),
    rateLimitCounter,
    rateLimits: createRateLimits({ counter: rateLimitCounter, log }),
    addressOf: createAddressOf(0),
    findAdapter,
    listAdapters,
    publicUrl: 'https://wismr.example',
    log,
    encryption: ENCRYPTION,
    keys: KEYS,
    pageDays: 180,
    operationsKey: null,
    isReferencePublic: false,
    notifiesOperators: true,
    providerSecrets: { resendWebhookSecret: null, twilioAuthToken: null, sinchWebhookSecret: null },
    signIn: null,
  });
}

/** A shop whose messages leave at any hour. Returns the header that authorizes its platform. */
async function setUpShop(sql: Sql): Promise<string> {
  await saveShop(sql, { id: SHOP, name: 'Bench', timeZone: 'Europe/Berlin', country: 'DE' });
  const account = { shopId: SHOP, carrier: 'easypost', secrets: [SECRET] };
  await saveWebhookSecrets(sql, account, ENCRYPTION);
  const quietHours = { email: null, sms: null };
  await savePolicy(sql, SHOP, { quietHours, staffHours: null, messagesPerDay: null });
  return `Bearer ${await createApiKey(sql, SHOP, { name: 'bench' })}`;
}

function noteTaker<P extends Payload>(name: string, arrivals: Arrivals): Provider<P> {
  return {
    name,
    takesKeys: true,
    keyLifetimeMs: 86_400_000,
    send: async ({ key, notificationId }) => {
      const [, , order, , kind] = key.split('/');
      arrivals.note(`${order}/${kind}`);
      return { kind: 'accepted', providerId: notificationId };
    },
  };
}
