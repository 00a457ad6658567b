/** Finds the `temporal` program, or builds it. */

import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../config.ts';
import { WismrError } from '../../domain/error.ts';
import { cacheFolder, downloadsAllowed } from './cache.ts';
import { download } from './download.ts';
import { findProgram, isExecutable } from './find-program.ts';
import { withLock } from './lock.ts';
import { runToEnd } from './process.ts';
import { type Log, withProgress } from './progress.ts';

/** The release to build if a download is not possible. */
export const CLI_VERSION = 'v1.5.1';
const CLI_MODULE = 'github.com/temporalio/cli/cmd/temporal';
const BUILD_MS_MAX = 20 * 60_000;

export const CLI_SOURCES = ['TEMPORAL_CLI_PATH', 'PATH', 'cache', 'download', 'go'] as const;
export type CliSource = (typeof CLI_SOURCES)[number];

export interface TemporalCli {
  readonly path: string;
  readonly source: CliSource;
}

export interface FindOptions {
  readonly env: Environment;
  readonly log: Log;
}

/** A path, or why there is none. */
type Attempt = { readonly path: string } | { readonly reason: string };

/**
 * Finds the Temporal CLI: named by TEMPORAL_CLI_PATH, on PATH, in our cache, downloaded by the SDK,
 * or built with Go, in this order. Throws one `unavailable` that says why each source failed.
 */
export async function findTemporalCli({ env, log }: FindOptions): Promise<TemporalCli> {
  const named = env['TEMPORAL_CLI_PATH'];
  if (named) return { path: await namedCli(named, env), source: 'TEMPORAL_CLI_PATH' };
  const attempts: Record<Exclude<CliSource, 'TEMPORAL_CLI_PATH'>, () => Promise<Attempt>> = {
    PATH: () => onPath(env),
    cache: () => inCache(env),
    download: () => byDownload(env, log),
    go: () => byGo(env, log),
  };
  const reasons: string[] = ['TEMPORAL_ADDRESS and TEMPORAL_CLI_PATH: not set'];
  for (const source of CLI_SOURCES) {
    if (source === 'TEMPORAL_CLI_PATH') continue;
    const attempt = await attempts[source]();
    if ('path' in attempt) return { path: attempt.path, source };
    reasons.push(attempt.reason);
  }
  throw new WismrError('unavailable', nothingFound(reasons));
}

function nothingFound(reasons: readonly string[]): string {
  return [
    'Temporal cannot be started here. Tried:',
    ...reasons.map((reason) => `  - ${reason}`),
    'Do one of these: run a Temporal server and set TEMPORAL_ADDRESS, install the',
    'Temporal CLI (https://docs.temporal.io/cli), or install Go 1.21 or newer.',
  ].join('\n');
}

async function namedCli(path: string, env: Environment): Promise<string> {
  const fault = await faultOf(path, env);
  if (fault === null) return path;
  throw new WismrError('unavailable', `TEMPORAL_CLI_PATH=${path}: ${fault}`);
}

async function onPath(env: Environment): Promise<Attempt> {
  const path = await findProgram('temporal', env);
  if (path === null) return { reason: 'a `temporal` program on PATH: there is none' };
  const fault = await faultOf(path, env);
  return fault === null ? { path } : { reason: `${path} on PATH: ${fault}` };
}

function cachedCli(env: Environment): string {
  return join(cacheFolder(env), 'bin', process.platform === 'win32' ? 'temporal.exe' : 'temporal');
}

async function inCache(env: Environment): Promise<Attempt> {
  const path = cachedCli(env);
  const fault = await faultOf(path, env);
  return fault === null ? { path } : { reason: `${path} of earlier runs: ${fault}` };
}

async function byDownload(env: Environment, log: Log): Promise<Attempt> {
  const result = await download('dev-server', env, log);
  if (!result.ok) return { reason: `the Temporal SDK's download: ${result.reason}` };
  const fault = await faultOf(result.path, env);
  if (fault === null) return { path: result.path };
  return { reason: `the Temporal SDK's download, ${result.path}: ${fault}` };
}

async function byGo(env: Environment, log: Log): Promise<Attempt> {
  if (!downloadsAllowed(env)) return { reason: 'building with Go: WISMR_NO_DOWNLOAD is set' };
  const go = await findProgram('go', env);
  if (go === null) return { reason: 'building with Go: there is no `go` on PATH' };
  const bin = join(cacheFolder(env), 'bin');
  return withLock(join(bin, 'temporal.lock'), log, async () => {
    // Another process may have built it while this one waited for the lock.
    const built = await inCache(env);
    return 'path' in built ? built : buildWithGo({ go, bin, env, log });
  });
}

interface Build extends FindOptions {
  readonly go: string;
  readonly bin: string;
}

async function buildWithGo({ go, bin, env, log }: Build): Promise<Attempt> {
  log(`  building the Temporal CLI ${CLI_VERSION} with Go: takes 6 to 15 minutes, only once`);
  await mkdir(bin, { recursive: true });
  const folder = await mkdtemp(join(bin, 'build-'));
  try {
    const exit = await withProgress({ log, label: 'building the Temporal CLI' }, () =>
      runToEnd({
        command: go,
        args: ['install', `${CLI_MODULE}@${CLI_VERSION}`],
        env: { ...env, GOBIN: folder },
        cwd: folder,
        timeoutMs: BUILD_MS_MAX,
      }),
    );
    if (exit.code !== 0) return { reason: `building with Go: ${lastLines(exit.output)}` };
    const path = cachedCli(env);
    // A killed build leaves its folder, but no half-built program under the final name.
    await rename(join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal'), path);
    return { path };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why a file is not a Temporal CLI that runs here; `null` if it is one. */
async function faultOf(path: string, env: Environment): Promise<string | null> {
  if (!(await isExecutable(path))) return 'there is no such program';
  const command = { command: path, args: ['--version'], env };
  const { code, output } = await runToEnd({ ...command, timeoutMs: 10_000 });
  if (code === 0 && /^temporal version/im.test(output)) return null;
  return `it does not run as a Temporal CLI (${lastLines(output) || 'no output'})`;
}

function lastLines(output: string): string {
  return output.split('\n').slice(-3).join(' / ').trim();
}
