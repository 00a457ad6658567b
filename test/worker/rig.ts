/** A worker with a database, a Temporal namespace and the provider sandbox. */

import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { afterAll, inject } from 'vitest';
import { createPollClient } from '../../carriers/polling/client.ts';
import { createResend } from '../../channels/resend.ts';
import { createTwilio } from '../../channels/twilio.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { createEncryption } from '../../db/encryption.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { ShopId } from '../../domain/ids.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { loadWorkflowBundle } from '../../worker/bundle.ts';
import { runtimeLogging } from '../../worker/log.ts';
import { type RunningWorker, type RunWorkerOptions, runWorker } from '../../worker/run.ts';
import { createDatabase, type TestDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { createNamespace } from '../temporal.ts';

const ENCRYPTION_KEY = Buffer.alloc(32, 7);
const log = pino({ level: 'silent' });
// Once per process, before anything else of the SDK runs.
Runtime.install(runtimeLogging(log));

export interface Rig extends TestDatabase {
  readonly sandbox: Sandbox;
  readonly client: Client;
  /** The key with which its workers decrypt the shops' credentials. */
  readonly encryptionKey: Buffer;
  /** Where Twilio reports the status of SMS; at first an address that nobody answers. */
  reportSmsTo(url: string): void;
  startWorker(options?: StartOptions): Promise<RunningWorker>;
}

interface StartOptions {
  readonly emailsPerSecond?: number;
  readonly bundle?: RunWorkerOptions['bundle'];
  /** One connection serves one worker at a time. */
  readonly native?: NativeConnection;
  readonly versioning?: NonNullable<RunWorkerOptions['versioning']>;
}

/** Makes the shop send everything at once, whenever the tests run. */
export async function sendAtAnyHour({ sql }: TestDatabase, shop = 'acme'): Promise<void> {
  const hours = { quietHours: { email: null, sms: null }, staffHours: null };
  await savePolicy(sql, shop as ShopId, { ...hours, messagesPerDay: null });
}

/** Where workflows run: a namespace of the shared server, or a time-skipping server. */
export interface TemporalPlace {
  readonly connection: Connection;
  readonly native: NativeConnection;
  readonly namespace: string;
}

/** Stops after the file's tests, except workers: a test stops the workers that it starts. */
export async function createRig(place?: TemporalPlace): Promise<Rig> {
  const database = await createDatabase();
  const sandbox = await startSandbox({ receiptDelayMs: 1 });
  afterAll(() => sandbox.stop());
  const { connection, native, namespace } = place ?? (await createNamespaceOfItsOwn());
  const { credentials, url: baseUrl } = sandbox;
  let statusUrl = `${baseUrl}/nowhere`;
  const email = createResend({ apiKey: credentials.resendApiKey, baseUrl, timeoutMs: 2_000 });
  const sms = createTwilio({
    accountSid: credentials.twilioAccountSid,
    authToken: credentials.twilioAuthToken,
    from: '+15005550006',
    baseUrl,
    timeoutMs: 2_000,
    statusCallbackUrl: (id) => `${statusUrl}?notification=${id}`,
  });
  return {
    ...database,
    sandbox,
    client: new Client({ connection, namespace }),
    encryptionKey: ENCRYPTION_KEY,
    reportSmsTo: (url) => {
      statusUrl = url;
    },
    startWorker: async ({ emailsPerSecond = 1_000, ...more } = {}) =>
      runWorker({
        deps: {
          sql: database.sql,
          renderer: createRenderer(),
          email: { provider: email, from: 'The operator <orders@acme.example>' },
          sms: { provider: sms },
          publicUrl: 'https://wismr.example',
          keys: KEYS,
          retention: { messages: 90, scans: 400, proofs: 400, webhooks: 30 },
          pollClient: createPollClient({ timeoutMs: 2_000 }),
          encryption: createEncryption([ENCRYPTION_KEY]),
          log,
        },
        native: more.native ?? native,
        connection,
        namespace,
        bundle: more.bundle ?? (await loadWorkflowBundle()),
        versioning: more.versioning ?? 'off',
        emailsPerSecond,
        smsPerSecond: 1_000,
        maxCachedWorkflows: 100,
        pollStartIntervalMs: 200,
      }),
  };
}

async function createNamespaceOfItsOwn(): Promise<TemporalPlace> {
  const address = inject('temporalAddress');
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  afterAll(async () => {
    await native.close();
    await connection.close();
  });
  return { connection, native, namespace: await createNamespace(connection) };
}

/** Whether an accepted message names the order: an SMS in its line, an email below its headline. */
export function isAboutOrder(orderId: string) {
  const name = `order ${orderId}`.toLowerCase();
  return (entry: object) => JSON.stringify(entry).toLowerCase().includes(name);
}

/** A history as text, with its base64 payloads decoded. */
export function textOf(history: unknown): string {
  return JSON.stringify(history, (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
  );
}
