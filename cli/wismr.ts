/** `npm run wismr -- <command>`: the operators' command line. */

import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Connection } from '@temporalio/client';
import pino from 'pino';
import { ownerUrl, readConfig, readPublicUrl, retentionDays } from '../config.ts';
import { connect, type Sql } from '../db/connect.ts';
import { createEncryption } from '../db/encryption.ts';
import { migrate } from '../db/migrate.ts';
import { loadServerKeys } from '../db/server-keys.ts';
import { COMMAND_GROUPS } from './commands.ts';
import { runCli } from './run-cli.ts';

// Node's own --env-file-if-exists prints a line for each command without the file.
if (existsSync('.env')) process.loadEnvFile('.env');

let sql: Sql | null = null;
let connection: Connection | null = null;

// The Temporal SDK takes seconds to load, and few commands need it.
process.exitCode = await runCli(process.argv.slice(2), COMMAND_GROUPS, {
  database: async () => {
    sql ??= await open();
    return sql;
  },
  temporal: async () => {
    const config = readConfig();
    const { Client } = await import('@temporalio/client');
    const { connectClient } = await import('../worker/connect-temporal.ts');
    connection ??= await connectClient(config);
    return new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  },
  input: () => {
    if (process.stdin.isTTY) console.error('paste it, then press Enter and Ctrl-D');
    return text(process.stdin);
  },
  encryption: () => {
    const { CREDENTIALS_KEY } = readConfig();
    return CREDENTIALS_KEY ? createEncryption(CREDENTIALS_KEY) : null;
  },
  keys: async () => {
    sql ??= await open();
    return loadServerKeys(sql, readConfig().SERVER_KEY ?? []);
  },
  retention: () => retentionDays(readConfig()),
  publicUrl: () => readConfig().publicUrl,
  workflowBundle: async () => {
    const { Runtime } = await import('@temporalio/worker');
    const { loadWorkflowBundle } = await import('../worker/bundle.ts');
    const { runtimeLogging } = await import('../worker/log.ts');
    Runtime.install({ ...runtimeLogging(pino({ level: 'silent' })) });
    return loadWorkflowBundle();
  },
  describeApi: async () => {
    const { describeApi } = await import('../api/app.ts');
    return describeApi(readPublicUrl());
  },
  migrate: () => migrate(ownerUrl(readConfig())),
  print: (line) => console.log(line),
  fail: (line) => console.error(line),
});
await (sql as Sql | null)?.end();
await (connection as Connection | null)?.close();

async function open(): Promise<Sql> {
  const url = ownerUrl(readConfig());
  await migrate(url);
  return connect(url, { max: 2, applicationName: 'wismr-cli' });
}
