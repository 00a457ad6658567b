/** Starts PostgreSQL and Temporal, without Docker. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../config.ts';
import type { SearchAttributes } from '../../worker/search-attributes.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import type { Log } from './progress.ts';
import { type RunningTemporal, startTemporal } from './temporal.ts';

export interface StackOptions {
  readonly env: Environment;
  /** The folder for the data of both, e.g. `.wismr`. Created if missing. */
  readonly dataDir: string;
  readonly searchAttributes: SearchAttributes;
  readonly log: Log;
  /** Whether to serve Temporal's web UI. */
  readonly ui?: boolean;
  /** For tests: PostgreSQL without fsync, Temporal in memory, any free ports. */
  readonly forTests?: boolean;
}

export interface Stack {
  readonly postgres: RunningPostgres;
  readonly temporal: RunningTemporal;
  /** Stops what it started, Temporal first. */
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const { env, dataDir, searchAttributes, log, ui = false, forTests = false } = options;
  await mkdir(dataDir, { recursive: true });
  const [postgres, temporal] = await Promise.allSettled([
    startPostgres({ env, dataDir: join(dataDir, 'postgres'), log, fast: forTests }),
    startTemporal({ env, dataDir, searchAttributes, ui, log, inMemory: forTests }),
  ]);
  if (postgres.status === 'fulfilled' && temporal.status === 'fulfilled') {
    const started = { postgres: postgres.value, temporal: temporal.value };
    return { ...started, stop: () => stopBoth(started) };
  }
  const failed: unknown[] = [];
  for (const part of [temporal, postgres]) {
    if (part.status === 'fulfilled') await part.value.stop();
    else failed.push(part.reason);
  }
  throw failed.length === 1 ? failed[0] : new AggregateError(failed, failed.map(String).join('\n'));
}

async function stopBoth({ postgres, temporal }: Omit<Stack, 'stop'>): Promise<void> {
  await temporal.stop();
  await postgres.stop();
}
