import type { Environment } from '../../config.ts';
import { findProgram } from './find-program.ts';

/** Programs that playwright-core can drive. */
export const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'];

/** Returns the absolute path of a browser on PATH, or `null`. */
export async function findBrowser(env: Environment): Promise<string | null> {
  for (const name of BROWSERS) {
    const path = await findProgram(name, env);
    if (path) return path;
  }
  return null;
}
