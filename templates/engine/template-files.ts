/** Reads the template files from disk. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Fault } from '../../domain/error.ts';
import { TemplateFileError } from './template-error.ts';

/** The files are read once, when a program starts. */
export const NO_SUCH_FILE =
  'there was no such file when this program started: add it, then restart the worker';

/**
 * The text of each file, by its path from the root: `email/delivered.mjml`. Of fonts and pictures that
 * are no drawings, the hash.
 */
export type TemplateFiles = ReadonlyMap<string, string>;

const FOLDERS = ['email', 'text', 'sms', 'brands', 'locales', 'icons'] as const;
const TEXTS = /\.(mjml|hbs|json|svg)$/;
const BINARIES = /\.(woff2|png)$/;

export async function readTemplateFiles(root: string): Promise<TemplateFiles> {
  const files = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      if (TEXTS.test(name)) files.set(path, await readFile(join(root, path), 'utf8'));
      if (BINARIES.test(name)) files.set(path, hashOf(await readFile(join(root, path))));
    }
  }
  return files;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const OVERRIDABLE = /^(email|text|sms)\//;

/** The files with those that a brand has of its own: `brands/acme/email/delivered.mjml`. */
export function filesOfBrand(files: TemplateFiles, brand: string): TemplateFiles {
  const folder = `brands/${brand}/`;
  const own = [...files]
    .filter(([path]) => path.startsWith(folder))
    .map(([path, text]) => [path.slice(folder.length), text] as const)
    .filter(([path]) => OVERRIDABLE.test(path));
  return new Map([...files, ...own]);
}

/** Where the text of one of `filesOfBrand` is. */
export function originOf(files: TemplateFiles, brand: string, path: string): string {
  const own = `brands/${brand}/${path}`;
  return OVERRIDABLE.test(path) && files.has(own) ? own : path;
}

/** Throws `TemplateFileError` if there is no such file. */
export function fileText(files: TemplateFiles, path: string): string {
  const text = files.get(path);
  if (text === undefined) {
    throw new TemplateFileError(path, [{ pointer: '', detail: NO_SUCH_FILE }]);
  }
  return text;
}

/** Throws `TemplateFileError` with RFC 6901 pointers if the JSON does not match the schema. */
export function parseJson<T extends z.ZodType>(file: string, text: string, schema: T): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TemplateFileError(file, [{ pointer: '', detail: `not JSON: ${String(error)}` }]);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new TemplateFileError(file, toFaults(parsed.error));
  return parsed.data;
}

/** Turns zod's issues into faults with RFC 6901 pointers. */
export function toFaults(error: z.ZodError): readonly Fault[] {
  return error.issues.map(({ path, message }) => ({
    pointer: path
      .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    detail: message,
  }));
}
