/** One PostgreSQL and one Temporal for all files named *.stack.test.ts. */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readEnvironment } from '../config.ts';
import { startStack } from '../dev/stack/stack.ts';
import { findTimeSkippingServer } from '../dev/stack/time-skipping.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a superuser: every file creates its own database. */
    readonly databaseUrl: string;
    /** host:port. The namespace is `default`. */
    readonly temporalAddress: string;
    /** For `createTimeSkippingEnvironment`; `null` where none was found. */
    readonly timeSkippingExecutable: string | null;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const env = readEnvironment();
  const log = (line: string) => console.log(line);
  const dataDir = await mkdtemp(join(tmpdir(), 'wismr-test-'));
  // PostgreSQL does not run as root: other accounts must be able to enter.
  await chmod(dataDir, 0o755);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const options = { env, dataDir, searchAttributes: SEARCH_ATTRIBUTES, log, forTests: true };
    const stack = await startStack(options);
    project.provide('databaseUrl', stack.postgres.url);
    project.provide('temporalAddress', stack.temporal.address);
    project.provide('timeSkippingExecutable', await findOrLog());
    return async () => {
      await stack.stop();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }

  async function findOrLog(): Promise<string | null> {
    try {
      return await findTimeSkippingServer({ env, log });
    } catch (error) {
      // Only the tests that need it fail, with this reason.
      log(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}
