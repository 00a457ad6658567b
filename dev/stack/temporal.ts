/** Temporal for development and tests: the configured server, or the Temporal CLI's own. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Environment } from '../../config.ts';
import { WismrError } from '../../domain/error.ts';
import { ensureSearchAttributes, type SearchAttributes } from '../../worker/search-attributes.ts';
import { freePort, isListening } from './ports.ts';
import { type Child, startChild } from './process.ts';
import type { Log } from './progress.ts';
import { NOT_OURS, type Restartable, restartable } from './restartable.ts';
import { findTemporalCli } from './temporal-cli.ts';

export interface TemporalOptions {
  readonly env: Environment;
  /** The folder for the server's file. */
  readonly dataDir: string;
  readonly searchAttributes: SearchAttributes;
  /** Whether to serve Temporal's web UI. */
  readonly ui: boolean;
  readonly log: Log;
  /** Keeps data in memory, so that they are lost when the server stops. */
  readonly inMemory?: boolean;
  /** Further dynamic configuration: `key=value`. */
  readonly dynamicConfig?: readonly string[];
}

export interface RunningTemporal extends Restartable {
  /** host:port */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | null;
  /** Whether we started the server. We never stop a configured one. */
  readonly embedded: boolean;
}

const NAMESPACE = 'default';
const LOOPBACK = '127.0.0.1';
/** The ports that Temporal's tools expect. If they are in use, the server gets others. */
const PREFERRED_PORT = 7233;
const PREFERRED_UI_PORT = 8233;
const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 3;

export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const { env, searchAttributes } = options;
  const configured = env['TEMPORAL_ADDRESS'];
  if (configured) {
    const namespace = env['TEMPORAL_NAMESPACE'] || NAMESPACE;
    await prepareConfigured({ env, address: configured, namespace, searchAttributes });
    return { address: configured, namespace, uiUrl: null, embedded: false, ...NOT_OURS };
  }
  const cli = await findTemporalCli(options);
  const { ports, child } = await startOnFreePorts(cli.path, options);
  return {
    address: `${LOOPBACK}:${ports.grpc}`,
    namespace: NAMESPACE,
    uiUrl: ports.ui === null ? null : `http://${LOOPBACK}:${ports.ui}`,
    embedded: true,
    // A server keeps the search attributes, unless it has lost its data: as outside of development.
    ...restartable(child, () => startServer(cli.path, { ...options, searchAttributes: {} }, ports)),
  };
}

/** Deletes the data of a stopped server. */
export async function forgetTemporal(dataDir: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    await rm(`${fileIn(dataDir)}${ending}`, { force: true });
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'temporal.db');
}

interface Configured {
  readonly env: Environment;
  readonly address: string;
  readonly namespace: string;
  readonly searchAttributes: SearchAttributes;
}

async function prepareConfigured(configured: Configured): Promise<void> {
  const { env, address, namespace, searchAttributes } = configured;
  const apiKey = env['TEMPORAL_API_KEY'];
  const tls = env['TEMPORAL_TLS'] === 'true';
  let connection: Connection;
  try {
    const credentials = apiKey ? { apiKey } : {};
    connection = await Connection.connect({ address, tls, connectTimeout: '5s', ...credentials });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WismrError('unavailable', `TEMPORAL_ADDRESS=${address} does not answer: ${reason}`);
  }
  try {
    await ensureSearchAttributes(connection, namespace, searchAttributes);
  } finally {
    await connection.close();
  }
}

interface Ports {
  readonly grpc: number;
  readonly ui: number | null;
}

/** Starts Temporal. Tries other ports if another process takes one first. */
async function startOnFreePorts(
  cli: string,
  options: TemporalOptions,
): Promise<{ ports: Ports; child: Child }> {
  // Tests use any ports, and leave the well-known ones to the server that a person uses.
  const [grpc, ui] = options.inMemory ? [] : [PREFERRED_PORT, PREFERRED_UI_PORT];
  for (let attempt = 1; ; attempt += 1) {
    const ports = { grpc: await freePort(grpc), ui: options.ui ? await freePort(ui) : null };
    try {
      return { ports, child: await startServer(cli, options, ports) };
    } catch (error) {
      const taken = error instanceof Error && error.message.includes('address already in use');
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}

async function startServer(cli: string, options: TemporalOptions, ports: Ports): Promise<Child> {
  const child = startChild({
    command: cli,
    args: argumentsOf(options, ports),
    env: options.env,
    cwd: options.dataDir,
  });
  const ended = child.exited.then(({ output }) => output);
  const ready = answers(ports.grpc, ended);
  const output = await Promise.race([ended, ready]);
  if (output === true) return child;
  await child.kill();
  const reason = output === false ? `it does not answer within ${READY_WITHIN_MS} ms` : output;
  const file = options.inMemory
    ? ''
    : `\nIf its file is damaged, delete ${fileIn(options.dataDir)}.`;
  throw new WismrError('unavailable', `Temporal did not start (${cli}):\n${reason}${file}`);
}

const DYNAMIC_CONFIG = [
  // Otherwise the server asks temporal.io for newer versions.
  'frontend.enableServerVersionCheck=false',
  // Both are off before 1.31: what is urgent goes first, and no shop waits for another one's bulk.
  'matching.useNewMatcher=true',
  'matching.enableFairness=true',
];

function argumentsOf(options: TemporalOptions, ports: Ports): string[] {
  const attributes = Object.entries(options.searchAttributes);
  return [
    'server',
    'start-dev',
    '--ip',
    LOOPBACK,
    '--port',
    String(ports.grpc),
    '--log-level',
    'error',
    ...(ports.ui === null ? ['--headless'] : ['--ui-port', String(ports.ui)]),
    ...(options.inMemory ? [] : ['--db-filename', fileIn(options.dataDir)]),
    ...attributes.flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...[...DYNAMIC_CONFIG, ...(options.dynamicConfig ?? [])].flatMap((value) => [
      '--dynamic-config-value',
      value,
    ]),
  ];
}

/** Whether the server's namespace answers in time. Returns early if the server has ended. */
async function answers(port: number, ended: Promise<unknown>): Promise<boolean> {
  let gone = false;
  void ended.then(() => {
    gone = true;
  });
  const until = performance.now() + READY_WITHIN_MS;
  const inTime = () => !gone && performance.now() < until;
  // gRPC waits a second after a refused connection, so try the port first.
  while (inTime() && !(await isListening(port))) await sleep(50);
  const connection = Connection.lazy({ address: `${LOOPBACK}:${port}`, tls: false });
  try {
    while (inTime()) {
      const asked = connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
      );
      if (await asked.then(Boolean, () => false)) return true;
      await sleep(50);
    }
    return false;
  } finally {
    await connection.close();
  }
}
