/**
 * What happens to a template before it is compiled: `{{> partial}}` is replaced by the partial,
 * `{{brand.…}}` and `{{phrase.…}}` by what they stand for. Tags of the message's data stay.
 */

import { TemplateFileError } from './template-error.ts';
import type { TemplateFiles } from './template-files.ts';

export interface FillOptions {
  readonly files: TemplateFiles;
  /** Roots of what is known before there is a message: `brand`, `phrase`. */
  readonly constants: Readonly<Record<'brand' | 'phrase', unknown>>;
  /** Applied to every word that is filled in, e.g. the escaping of HTML. */
  readonly escape: (words: string) => string;
}

const PARTIAL = /\{\{>\s*([\w-]+)((?:\s+\w+="[^"{}]*")*)\s*\}\}/g;
const PARAMETER = /(\w+)="([^"]*)"/g;
const TAG = /\{\{\{?[^{}]*\}\}\}?/g;
const CONSTANT = /\{\{\s*((?:brand|phrase)(?:\.\w+)+)\s*\}\}/g;
/** Deep enough for any layout, and the end of a partial that contains itself. */
const DEPTH_MAX = 6;

/** The text of a template with all its partials and constants in place. */
export function fill(file: string, filling: FillOptions): string {
  return fillConstants(inlinePartials(file, {}, { filling, depth: 0 }), file, {
    filling,
    depth: 0,
  });
}

/** The files that a template is made of: itself and its partials, at any depth. */
export function listParts(file: string, files: TemplateFiles): readonly string[] {
  const parts = new Set([file]);
  for (const part of parts) {
    for (const [, name = ''] of (files.get(part) ?? '').matchAll(PARTIAL)) {
      parts.add(partialFile(part, name));
    }
  }
  return [...parts];
}

interface FillContext {
  readonly filling: FillOptions;
  readonly depth: number;
}

type Parameters = Readonly<Record<string, string>>;

function inlinePartials(
  file: string,
  parameters: Parameters,
  { filling, depth }: FillContext,
): string {
  const source = filling.files.get(file);
  if (source === undefined) throw fileError(file, 'there is no such file');
  if (depth > DEPTH_MAX)
    throw fileError(file, 'is contained in itself, or too deep in other partials');
  return setParameters(file, source, parameters).replace(
    PARTIAL,
    (_, name: string, given: string) => {
      const own = Object.fromEntries(
        [...given.matchAll(PARAMETER)].map(([, key = '', value = '']) => [key, value]),
      );
      return inlinePartials(partialFile(file, name), own, { filling, depth: depth + 1 }).trim();
    },
  );
}

/** `email/delivered.mjml` and `email/partials/help.mjml` both find `email/partials/items.mjml`. */
function partialFile(from: string, name: string): string {
  const folder = from.slice(0, from.indexOf('/'));
  return `${folder}/partials/${name}${from.slice(from.lastIndexOf('.'))}`;
}

/** In a partial, `$name` inside a tag stands for what `{{> partial name="…"}}` gave it. */
function setParameters(file: string, source: string, parameters: Parameters): string {
  return source.replace(TAG, (tag) =>
    tag.replace(/\$(\w+)/g, (_, name: string) => {
      const value = parameters[name];
      if (value === undefined) throw fileError(file, `$${name} was not given by who includes it`);
      return value;
    }),
  );
}

function fillConstants(source: string, file: string, { filling, depth }: FillContext): string {
  if (depth > DEPTH_MAX) throw fileError(file, 'has a phrase that contains itself');
  return source.replace(CONSTANT, (_, path: string) => {
    const value = valueAt(filling.constants, path, file);
    const filled = fillConstants(value, file, { filling, depth: depth + 1 });
    // A phrase may hold tags of the data: these stay, the words around them are escaped once.
    return depth === 0 ? escapeAround(filled, filling.escape) : filled;
  });
}

function valueAt(constants: FillOptions['constants'], path: string, file: string): string {
  let value: unknown = constants;
  for (const key of path.split('.')) {
    const known = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    if (!known) throw fileError(file, `there is no ${path} in the ${sourceOf(path)}`);
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw fileError(file, `${path} is not one word or phrase but several`);
}

function sourceOf(path: string): string {
  return path.startsWith('brand.') ? "brand's file" : "locale's file";
}

function escapeAround(text: string, escapeWords: FillOptions['escape']): string {
  let escaped = '';
  let last = 0;
  for (const tag of text.matchAll(TAG)) {
    escaped += escapeWords(text.slice(last, tag.index)) + tag[0];
    last = tag.index + tag[0].length;
  }
  return escaped + escapeWords(text.slice(last));
}

function fileError(file: string, detail: string): TemplateFileError {
  return new TemplateFileError(file, [{ pointer: '', detail }]);
}
