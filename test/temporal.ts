/** Namespaces in the Temporal of all tests, and servers that a test may stop. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '@temporalio/client';
import { readEnvironment } from '../config.ts';
import { forgetTemporal, type RunningTemporal, startTemporal } from '../dev/stack/temporal.ts';
import { ensureSearchAttributes, type SearchAttributes } from '../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';

/** Creates a namespace for one test file, and waits until the whole server knows it. */
export async function createNamespace(connection: Connection): Promise<string> {
  const namespace = `test-${randomBytes(4).toString('hex')}`;
  await registerNamespace(connection, namespace);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTES);
      return namespace;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
    }
  }
}

export async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as unknown as Long },
  });
}

type Long = never;

export interface OwnTemporal extends RunningTemporal {
  /** Kills it, and starts it again without its data. */
  loseData(): Promise<void>;
  /** Stops it, and deletes its data. */
  remove(): Promise<void>;
}

/** A server with its data on disk, so that it can stop and start again. */
export async function startOwnTemporal(
  searchAttributes: SearchAttributes = SEARCH_ATTRIBUTES,
): Promise<OwnTemporal> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wismr-temporal-'));
  const { TEMPORAL_ADDRESS: _, ...env } = readEnvironment();
  const log = () => undefined;
  const temporal = await startTemporal({ env, dataDir, searchAttributes, ui: false, log });
  return {
    ...temporal,
    loseData: async () => {
      await temporal.kill();
      await forgetTemporal(dataDir);
      await temporal.start();
    },
    remove: async () => {
      await temporal.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
