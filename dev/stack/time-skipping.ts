/** Temporal's time-skipping test server, which runs weeks of an order in a second. */

import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Environment } from '../../config.ts';
import { WismrError } from '../../domain/error.ts';
import { cacheFolder, downloadsAllowed } from './cache.ts';
import { downloadOncePerDay } from './download.ts';
import { findProgram, isExecutable } from './find-program.ts';
import { withLock } from './lock.ts';
import { runToEnd } from './process.ts';
import { type Log, withProgress } from './progress.ts';

export interface TimeSkippingOptions {
  readonly env: Environment;
  readonly log: Log;
}

export interface EnvironmentOptions extends TimeSkippingOptions {
  /** From an earlier `findTimeSkippingServer`. Default: calls it. */
  readonly executable?: string | null;
}

/** The same version as in time-skipping/pom.xml. */
const VERSION = '1.38.0';
const POM = fileURLToPath(new URL('./time-skipping/pom.xml', import.meta.url));
const START_ATTEMPTS = 6;
const FETCH_MS_MAX = 10 * 60_000;

/**
 * A server whose clock jumps to the next timer, with its clients. Run one workflow at a time: all
 * share one clock, which jumps as far as the farthest timer.
 */
export async function createTimeSkippingEnvironment(
  options: EnvironmentOptions,
): Promise<TestWorkflowEnvironment> {
  const path = options.executable ?? (await findTimeSkippingServer(options));
  const start = () =>
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      // The SDK waits five seconds. A busy machine may need longer to start a JVM.
      const slow = error instanceof Error && error.message.includes('did not start within');
      if (!slow || attempt === START_ATTEMPTS) throw error;
      options.log('  the time-skipping server started too slowly: trying again');
    }
  }
}

/**
 * Finds the server's program: the SDK's download, or a script that runs the same server from Maven
 * Central. Throws one `unavailable` that says why neither is possible.
 */
export async function findTimeSkippingServer({ env, log }: TimeSkippingOptions): Promise<string> {
  const downloaded = await downloadOncePerDay('time-skipping', env, log);
  if (downloaded.ok) return downloaded.path;
  const built = await fromMaven(env, log);
  if ('path' in built) return built.path;
  throw new WismrError(
    'unavailable',
    [
      "Temporal's time-skipping server cannot be installed here. Tried:",
      `  - the Temporal SDK's download: ${downloaded.reason}`,
      `  - the same server from Maven Central: ${built.reason}`,
      'Do one of these: allow access to temporal.download, or install Java 11 or newer and Maven.',
    ].join('\n'),
  );
}

type Attempt = { readonly path: string } | { readonly reason: string };

async function fromMaven(env: Environment, log: Log): Promise<Attempt> {
  const java = await findJava(env);
  if (java === null) return { reason: 'there is no `java` on PATH' };
  const home = join(cacheFolder(env), `temporal-test-server-${VERSION}`);
  const lib = join(home, 'lib');
  if (!(await exists(lib))) {
    const fault = await withLock(`${home}.lock`, log, () => fetchJars({ env, log, home }));
    if (fault !== null) return { reason: fault };
  }
  return { path: await writeScript(home, java) };
}

async function findJava(env: Environment): Promise<string | null> {
  const home = env['JAVA_HOME'];
  const named = home ? join(home, 'bin', 'java') : null;
  return named !== null && (await isExecutable(named)) ? named : findProgram('java', env);
}

async function fetchJars(options: TimeSkippingOptions & { home: string }): Promise<string | null> {
  const { env, log, home } = options;
  const lib = join(home, 'lib');
  if (await exists(lib)) return null;
  if (!downloadsAllowed(env)) return 'WISMR_NO_DOWNLOAD is set';
  const maven = await findProgram('mvn', env);
  if (maven === null) return 'there is no `mvn` on PATH';
  await mkdir(home, { recursive: true });
  const half = await mkdtemp(join(home, 'new-'));
  log(`  fetching the time-skipping server ${VERSION} from Maven Central, only once`);
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(half, 'lib')}`];
    const args = ['-q', '-B', '-f', POM, ...goal];
    const { code, output } = await withProgress({ log, label: 'fetching with Maven' }, () =>
      runToEnd({ command: maven, args, env, cwd: half, timeoutMs: FETCH_MS_MAX }),
    );
    if (code !== 0) return `Maven failed: ${output.split('\n').slice(0, 3).join(' / ')}`;
    await rename(join(half, 'lib'), lib);
    return null;
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/**
 * The SDK starts the script with a port as its only argument and ends it with SIGKILL, so java
 * replaces the shell. A second process ends java when the SDK's process is killed.
 */
async function writeScript(home: string, java: string): Promise<string> {
  const path = join(home, 'temporal-test-server');
  const flags = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1';
  const classpath = quoted(join(home, 'lib', '*'));
  const script = `#!/bin/sh
parent=$PPID
(
  while kill -0 "$parent" && kill -0 "$$"; do sleep 2; done
  kill -s KILL "$$"
) </dev/null >/dev/null 2>&1 &
exec ${quoted(java)} ${flags} -cp ${classpath} io.temporal.testserver.TestServer "$@"
`;
  if ((await readFile(path, 'utf8').catch(() => '')) === script) return path;
  const half = `${path}.${process.pid}`;
  await writeFile(half, script);
  await chmod(half, 0o755);
  await rename(half, path);
  return path;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
