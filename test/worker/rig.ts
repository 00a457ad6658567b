/** A worker with all that it needs: a database, a namespace of Temporal's and the sandbox. */

import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { afterAll, inject } from 'vitest';
import { createPollClient } from '../../carriers/polling/client.ts';
import { createResend } from '../../channels/resend.ts';
import { createTwilio } from '../../channels/twilio.ts';
import { createSeal } from '../../db/seal.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { createRenderer } from '../../templates/render.ts';
import { loadWorkflowBundle } from '../../worker/bundle.ts';
import { type RunningWorker, runWorker } from '../../worker/run.ts';
import { ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { createDatabase, type TestDatabase } from '../database.ts';

export interface Rig extends TestDatabase {
  readonly sandbox: Sandbox;
  readonly client: Client;
  startWorker(): Promise<RunningWorker>;
}

/** All of it is stopped when the file's tests are over; workers are stopped by who starts them. */
export async function createRig(): Promise<Rig> {
  const database = await createDatabase();
  const sandbox = await startSandbox({ receiptDelayMs: 1 });
  const address = inject('temporalAddress');
  const connection = await Connection.connect({ address });
  const namespace = `test-${randomBytes(4).toString('hex')}`;
  await createNamespace(connection, namespace);
  const native = await NativeConnection.connect({ address });
  afterAll(async () => {
    await native.close();
    await connection.close();
    await sandbox.stop();
  });
  const log = pino({ level: 'silent' });
  const { credentials, url: baseUrl } = sandbox;
  const email = createResend({ apiKey: credentials.resendApiKey, baseUrl, timeoutMs: 2_000 });
  const sms = createTwilio({
    accountSid: credentials.twilioAccountSid,
    authToken: credentials.twilioAuthToken,
    from: '+15005550006',
    baseUrl,
    timeoutMs: 2_000,
    statusCallbackUrl: (id) => `${baseUrl}/nowhere?notification=${id}`,
  });
  return {
    ...database,
    sandbox,
    client: new Client({ connection, namespace }),
    startWorker: async () =>
      runWorker({
        deps: {
          sql: database.sql,
          renderer: createRenderer(),
          email: { provider: email, from: 'Acme <orders@acme.example>' },
          sms: { provider: sms },
          publicUrl: 'https://wismr.example',
          pollClient: createPollClient({ timeoutMs: 2_000 }),
          seal: createSeal([Buffer.alloc(32, 7)]),
          log,
        },
        native,
        connection,
        namespace,
        bundle: await loadWorkflowBundle(),
        emailsPerSecond: 1_000,
        smsPerSecond: 1_000,
        maxCachedWorkflows: 100,
        pollLookMs: 200,
      }),
  };
}

/** A namespace is there at once and known everywhere a little later. */
async function createNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as unknown as Long },
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTES);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
    }
  }
}

type Long = never;

/** Looks again until it is so, or gives up and says what it saw last. */
export async function eventually<Value>(
  look: () => Promise<Value>,
  isSo: (value: Value) => boolean,
  withinMs = 30_000,
): Promise<Value> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (isSo(value)) return value;
    if (Date.now() > until) throw new Error(`still not so: ${JSON.stringify(value, null, 2)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
