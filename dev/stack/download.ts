/** Downloads Temporal's servers with the SDK, to a cache that later runs use. */

import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config.ts';
import { cacheFolder, downloadsAllowed } from './cache.ts';
import { isExecutable } from './find-program.ts';
import { startChild } from './process.ts';
import { type Log, withProgress } from './progress.ts';

export type Server = 'dev-server' | 'time-skipping';

export type Download =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

const PREFIX: Record<Server, string> = {
  'dev-server': 'temporal-sdk-typescript-',
  'time-skipping': 'temporal-test-server-sdk-typescript-',
};
const TITLE: Record<Server, string> = {
  'dev-server': 'the Temporal CLI',
  'time-skipping': "Temporal's time-skipping server",
};
/** A download that has not started after this time counts as refused. */
const BEGIN_WITHIN_MS = 20_000;
const END_WITHIN_MS = 10 * 60_000;
const REFUSAL_KEPT_MS = 24 * 60 * 60_000;
const SCRIPT = fileURLToPath(new URL('./download-server.ts', import.meta.url));

/** Downloads a server with the SDK. Returns the reason if that fails, and never rejects. */
export async function download(server: Server, env: Environment, log: Log): Promise<Download> {
  const folder = join(cacheFolder(env), 'download');
  const before = await downloaded(server, folder);
  if (before !== null) return { ok: true, path: before };
  if (!downloadsAllowed(env)) return { ok: false, reason: 'WISMR_NO_DOWNLOAD is set' };
  await mkdir(folder, { recursive: true });
  log(`  downloading ${TITLE[server]} (from temporal.download)`);
  const label = `downloading ${TITLE[server]}`;
  const reason = await withProgress({ log, label }, () => fetchBySdk({ server, folder, env }));
  const path = await downloaded(server, folder);
  return path === null ? { ok: false, reason } : { ok: true, path };
}

/** Like `download`, but does not try again for a day after a refusal, which would slow every run. */
export async function downloadOncePerDay(
  server: Server,
  env: Environment,
  log: Log,
): Promise<Download> {
  const refusalFile = join(cacheFolder(env), 'download', `${server}.refused`);
  const age = await ageOf(refusalFile);
  if (age !== null && age < REFUSAL_KEPT_MS) {
    return {
      ok: false,
      reason: `refused within the last day (delete ${refusalFile} to try again)`,
    };
  }
  const result = await download(server, env, log);
  if (!result.ok && downloadsAllowed(env)) await writeRefusal(refusalFile, result.reason);
  return result;
}

async function writeRefusal(path: string, reason: string): Promise<void> {
  await writeFile(path, `${reason}\n`);
  const now = new Date();
  await utimes(path, now, now);
}

async function ageOf(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
}

async function downloaded(server: Server, folder: string): Promise<string | null> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (name.startsWith(PREFIX[server]) && !isPartial(name) && (await isExecutable(path))) {
      return path;
    }
  }
  return null;
}

function isPartial(name: string): boolean {
  return name.endsWith('.downloading');
}

interface Fetch {
  readonly server: Server;
  readonly folder: string;
  readonly env: Environment;
}

/**
 * Returns the SDK's error if it failed. Runs in its own process, because the SDK cannot be stopped
 * halfway, and because it installs its runtime, which the caller may want to configure.
 */
async function fetchBySdk({ server, folder, env }: Fetch): Promise<string> {
  const child = startChild({ command: process.execPath, args: [SCRIPT, server, folder], env });
  const startedAt = performance.now();
  const passed = () => performance.now() - startedAt;
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  while (!ended) {
    await Promise.race([sleep(500), child.exited]);
    const begun = (await readdir(folder)).some(isPartial);
    const late = passed() > END_WITHIN_MS || (passed() > BEGIN_WITHIN_MS && !begun);
    if (!ended && late && (await downloaded(server, folder)) === null) {
      await child.kill();
      return `no answer within ${Math.round(passed() / 1000)} s`;
    }
  }
  const { output } = await child.exited;
  return output.split('\n').at(-1) || 'it ended without output';
}
