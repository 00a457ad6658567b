/** Real payloads that others wrote, where the folder with them is at hand. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../shared/corpus/carriers', import.meta.url));

/** The folder, or null where it is absent: tests over it are then skipped. */
export const CORPUS: string | null = existsSync(FOLDER) ? FOLDER : null;

export function readPayload(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
