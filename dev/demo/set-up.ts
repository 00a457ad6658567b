/** Starts everything that the demo needs, and stops it in reverse order. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Environment } from '../../config.ts';
import { connect, type Sql } from '../../db/connect.ts';
import { createEncryption, type Encryption } from '../../db/encryption.ts';
import { migrate } from '../../db/migrate.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { freePort } from '../stack/ports.ts';
import type { Child } from '../stack/process.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import type { RunningTemporal } from '../stack/temporal.ts';
import { loadCredentialsKey } from './credentials-key.ts';
import { createDemoPeople, demoAuthSecret } from './people.ts';
import { type ProcessOptions, startApi, startWorker, untilReady } from './processes.ts';
import { createDemoShop, type DemoShop } from './shop.ts';

const DATA_DIR = join(fileURLToPath(new URL('../..', import.meta.url)), '.wismr');

/** The project's own by default. With another one, a second demo can run beside the first. */
function dataDir(env: Environment): string {
  return env['WISMR_DATA_DIR'] || DATA_DIR;
}

export interface Demo {
  readonly sql: Sql;
  readonly databaseUrl: string;
  /** Encrypts the shop's secrets, in Base64. */
  readonly credentialsKey: string;
  readonly encryption: Encryption;
  readonly shop: DemoShop;
  readonly apiUrl: string;
  readonly sandbox: Sandbox;
  readonly temporal: Pick<RunningTemporal, 'address' | 'namespace' | 'uiUrl'>;
  readonly now: number;
  stop(): Promise<void>;
}

export async function setUpDemo(env: Environment, log: (line: string) => void): Promise<Demo> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const stack = await startStack({
      env,
      dataDir: dataDir(env),
      searchAttributes: SEARCH_ATTRIBUTES,
      ui: true,
      log,
    });
    stops.push(() => stack.stop());
    const sandbox = await startSandbox({ port: await freePort(8025) });
    stops.push(() => sandbox.stop());
    const databaseUrl = await demoDatabase(stack);
    await migrate(databaseUrl);
    const sql = connect(databaseUrl, { applicationName: 'wismr-demo' });
    stops.push(() => sql.end({ timeout: 5 }));
    const port = await freePort(8080);
    const temporalAddress = stack.temporal.address;
    const credentialsKey = env['CREDENTIALS_KEY'] || (await loadCredentialsKey(dataDir(env)));
    const encryption = createEncryption(
      credentialsKey.split(',').map((key) => Buffer.from(key, 'base64')),
    );
    const options = {
      env: {
        ...env,
        CREDENTIALS_KEY: credentialsKey,
        AUTH_SECRET: env['AUTH_SECRET'] || demoAuthSecret(credentialsKey),
      },
      databaseUrl,
      temporalAddress,
      sandbox,
      port,
      onLine: log,
    };
    const [api, worker] = startBoth(options);
    stops.push(
      () => api.stop(),
      () => worker.stop(),
    );
    const apiUrl = `http://127.0.0.1:${port}`;
    await untilReady(api, apiUrl);
    const secret = sandbox.credentials.resendWebhookSecret;
    sandbox.webhooks.resend = { url: `${apiUrl}/webhooks/resend`, secret };
    sandbox.webhooks.twilioInbound = `${apiUrl}/webhooks/twilio/inbound`;
    const now = Date.now();
    const shop = await createDemoShop(sql, now, encryption);
    await createDemoPeople(sql, shop.id);
    const { temporal } = stack;
    const access = { sql, databaseUrl, credentialsKey, encryption };
    return { ...access, shop, apiUrl, sandbox, temporal, now, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startBoth(options: ProcessOptions): readonly [Child, Child] {
  return [startApi(options), startWorker(options)];
}

/** The demo's own database in the embedded Postgres, or the configured one. */
async function demoDatabase({ postgres: server }: Stack): Promise<string> {
  if (!server.embedded) return server.url;
  const url = new URL(server.url);
  const admin = postgres(url.href, { max: 1, onnotice: () => undefined });
  const [known] = await admin`select 1 from pg_database where datname = 'wismr_demo'`;
  if (!known) await admin`create database wismr_demo`;
  await admin.end();
  url.pathname = '/wismr_demo';
  return url.href;
}
