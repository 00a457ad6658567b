import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../config.ts';

/** The folder for downloaded programs. All clones on this machine share it. Safe to delete. */
export function cacheFolder(env: Environment): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'wismr');
}

/** False if `WISMR_NO_DOWNLOAD` is set, which forbids downloads and builds. */
export function downloadsAllowed(env: Environment): boolean {
  return !env['WISMR_NO_DOWNLOAD'];
}
