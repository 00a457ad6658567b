import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../config.ts';

/** The folder for downloaded programs, shared by all clones on this machine. Safe to delete. */
export function cacheFolder(env: Environment): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'wismr');
}

/** False where `WISMR_NO_DOWNLOAD` is set: then nothing is downloaded or built. */
export function downloadsAllowed(env: Environment): boolean {
  return !env['WISMR_NO_DOWNLOAD'];
}
