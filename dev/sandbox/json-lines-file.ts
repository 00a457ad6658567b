import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file of JSON lines that is only ever added to; in memory only where no file is named. */
export interface JsonLinesFile<Line> {
  /** What the file held when it was opened. */
  readonly past: readonly Line[];
  /** Has reached the operating system when it returns, so that a killed sandbox forgets nothing. */
  append(line: Line): void;
  clear(): void;
}

export function openJsonLinesFile<Line>(file: string | undefined): JsonLinesFile<Line> {
  if (file === undefined) return { past: [], append: () => {}, clear: () => {} };
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // A process killed while it wrote leaves a torn last line: it was not yet answered either.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole));
  return {
    past: whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Line => JSON.parse(line)),
    append: (line) => appendFileSync(file, `${JSON.stringify(line)}\n`),
    clear: () => {
      if (existsSync(file)) truncateSync(file);
    },
  };
}
