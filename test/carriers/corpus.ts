/** Real payloads of others, if their folder is present. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../shared/corpus/carriers', import.meta.url));

/** Null if the folder is absent: tests over it are skipped. */
export const CORPUS: string | null = existsSync(FOLDER) ? FOLDER : null;

export function readPayload(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
