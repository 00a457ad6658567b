import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file of JSON lines. Without a file name, it keeps nothing. */
export interface JsonLinesFile<Row> {
  /** The rows in the file when it was opened. */
  readonly past: readonly Row[];
  /** Returns once the operating system has the row, so that a killed sandbox loses nothing. */
  append(row: Row): void;
  clear(): void;
}

export function openJsonLinesFile<Row>(file: string | undefined): JsonLinesFile<Row> {
  if (file === undefined) return { past: [], append: () => {}, clear: () => {} };
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // A process killed while it writes leaves half a line, and did not answer that request.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole));
  return {
    past: whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Row => JSON.parse(line)),
    append: (row) => appendFileSync(file, `${JSON.stringify(row)}\n`),
    clear: () => {
      if (existsSync(file)) truncateSync(file);
    },
  };
}
