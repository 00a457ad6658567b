import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../config.ts';

/** The folder for programs that every clone on this machine may share. Safe to delete. */
export function cacheFolder(env: Environment): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'wismr');
}

/** Whether programs may be fetched or built: not where `WISMR_NO_DOWNLOAD` is set. */
export function downloadsAllowed(env: Environment): boolean {
  return !env['WISMR_NO_DOWNLOAD'];
}
