/** Runs the API and a worker as separate processes, as in production. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type Child, startChild } from '../stack/process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ProcessOptions {
  readonly env: Environment;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly sandbox: Pick<Sandbox, 'url' | 'credentials'>;
  readonly port: number;
  /** A folder of built programs, to run instead of the sources. */
  readonly built?: string;
  /** Called with each line that the process prints. */
  readonly onLine: (line: string) => void;
}

export function startApi(options: ProcessOptions): Child {
  return start('api', options);
}

export function startWorker(options: ProcessOptions): Child {
  return start('worker', options);
}

function start(name: 'api' | 'worker', options: ProcessOptions): Child {
  const { env, sandbox, port, built, onLine } = options;
  return startChild({
    command: process.execPath,
    args: built
      ? ['--enable-source-maps', join(built, `${name}.js`)]
      : ['--import', 'tsx', `${name}/main.ts`],
    cwd: ROOT,
    onLine,
    env: {
      ...env,
      // The demo's tools read the key of the database.
      SERVER_KEY: '',
      WORKER_VERSIONING: env['WORKER_VERSIONING'] ?? 'always',
      DATABASE_URL: options.databaseUrl,
      TEMPORAL_ADDRESS: options.temporalAddress,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      RESEND_API_KEY: sandbox.credentials.resendApiKey,
      RESEND_BASE_URL: sandbox.url,
      RESEND_WEBHOOK_SECRET: sandbox.credentials.resendWebhookSecret,
      EMAIL_FROM: 'orders@alderandfinch.example',
      OPERATIONS_EMAIL: 'operations@alderandfinch.example',
      EMAILS_PER_SECOND: '100',
      TWILIO_ACCOUNT_SID: sandbox.credentials.twilioAccountSid,
      TWILIO_AUTH_TOKEN: sandbox.credentials.twilioAuthToken,
      TWILIO_FROM: '+15005550006',
      TWILIO_BASE_URL: sandbox.url,
      SMS_PER_SECOND: '100',
      LOG_LEVEL: 'warn',
    },
  });
}

/** Resolves when the API accepts requests. Rejects with its output if it ends instead. */
export async function untilReady(api: Child, url: string, withinMs = 30_000): Promise<void> {
  let output: string | null = null;
  void api.exited.then((exit) => {
    output = exit.output;
  });
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (output !== null) throw new Error(`the API did not start:\n${output}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error(`the API did not answer at ${url} within ${withinMs / 1_000} s`);
}
