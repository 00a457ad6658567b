/**
 * Bodies that are easy to misread, with what a careful reader says of each (nasty/<adapter>.json).
 * The tests and `npm run bench -- carriers` read them.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface NastyBody {
  readonly adapter: string;
  /** What makes it nasty, in a few words; unique within the adapter. */
  readonly about: string;
  /** Where the format and the words come from: a document, a page, a public report. */
  readonly source: string;
  /** The polled number, for formats that do not repeat it. */
  readonly asked?: string;
  /** JSON, or XML as text. */
  readonly body: unknown;
  /** Per shipment: `status` or `status/reason`; or one text `refused: <refusal>`. */
  readonly is: string | readonly string[];
  /** The times of the first shipment's events as `wismr parse` prints them, oldest first. */
  readonly times?: readonly string[];
}

const FOLDER = new URL('nasty/', import.meta.url);

export function listNastyBodies(): readonly NastyBody[] {
  return readdirSync(fileURLToPath(FOLDER)).flatMap((file) => {
    const adapter = file.replace(/\.json$/, '');
    const rows: readonly Omit<NastyBody, 'adapter'>[] = JSON.parse(
      readFileSync(new URL(file, FOLDER), 'utf8'),
    );
    return rows.map((row) => ({ adapter, ...row }));
  });
}
