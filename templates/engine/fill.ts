/**
 * Prepares a template for compilation: replaces `{{> partial}}` by the partial, and `{{brand.…}}`
 * and `{{phrase.…}}` by their texts. Tags of the message's data stay.
 */

import { TemplateFileError } from './template-error.ts';
import { NO_SUCH_FILE, type TemplateFiles } from './template-files.ts';

export interface FillOptions {
  readonly files: TemplateFiles;
  /** The values that are known before there is a message. */
  readonly constants: Readonly<Record<'brand' | 'phrase', unknown>>;
  /** Applied to every text that is filled in, e.g. `escapeHtml`. */
  readonly escape: (text: string) => string;
}

const PARTIAL = /\{\{>\s*([\w-]+)((?:\s+\w+="[^"{}]*")*)\s*\}\}/g;
const PARAMETER = /(\w+)="([^"]*)"/g;
const TAG = /\{\{\{?[^{}]*\}\}\}?/g;
const CONSTANT = /\{\{\s*((?:brand|phrase)(?:\.\w+)+)\s*\}\}/g;
/** Stops a partial that contains itself. No layout nests as deeply. */
const DEPTH_MAX = 6;

/** Returns the template's text with its partials and constants. */
export function fill(file: string, options: FillOptions): string {
  return fillConstants(inlinePartials(file, {}, { options, depth: 0 }), file, {
    options,
    depth: 0,
  });
}

/** Lists the template's files: itself and its partials, at any depth. */
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
  readonly options: FillOptions;
  readonly depth: number;
}

type Parameters = Readonly<Record<string, string>>;

function inlinePartials(
  file: string,
  parameters: Parameters,
  { options, depth }: FillContext,
): string {
  const source = options.files.get(file);
  if (source === undefined) throw fileError(file, NO_SUCH_FILE);
  if (depth > DEPTH_MAX) throw fileError(file, 'contains itself, or nests too deeply');
  return setParameters(file, source, parameters).replace(
    PARTIAL,
    (_, name: string, given: string) => {
      const own = Object.fromEntries(
        [...given.matchAll(PARAMETER)].map(([, key = '', value = '']) => [key, value]),
      );
      return inlinePartials(partialFile(file, name), own, { options, depth: depth + 1 }).trim();
    },
  );
}

/** Included from `email/delivered.mjml` or `email/partials/help.mjml`: `email/partials/items.mjml`. */
function partialFile(from: string, name: string): string {
  const folder = from.slice(0, from.indexOf('/'));
  return `${folder}/partials/${name}${from.slice(from.lastIndexOf('.'))}`;
}

/** Replaces `$name` inside a partial's tags by the value in `{{> partial name="…"}}`. */
function setParameters(file: string, source: string, parameters: Parameters): string {
  return source.replace(TAG, (tag) =>
    tag.replace(/\$(\w+)/g, (_, name: string) => {
      const value = parameters[name];
      if (value === undefined) throw fileError(file, `$${name} is missing where it is included`);
      return value;
    }),
  );
}

function fillConstants(source: string, file: string, { options, depth }: FillContext): string {
  if (depth > DEPTH_MAX) throw fileError(file, 'has a phrase that contains itself');
  return source.replace(CONSTANT, (_, path: string) => {
    const value = valueAt(options.constants, path, file);
    const filled = fillConstants(value, file, { options, depth: depth + 1 });
    // A phrase may contain tags of the data: they stay, and the text around them is escaped once.
    return depth === 0 ? escapeAround(filled, options.escape) : filled;
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
  throw fileError(file, `${path} is a group of texts: name one of them`);
}

function sourceOf(path: string): string {
  return path.startsWith('brand.') ? "brand's file" : "locale's file";
}

function escapeAround(text: string, escapeText: FillOptions['escape']): string {
  let escaped = '';
  let last = 0;
  for (const tag of text.matchAll(TAG)) {
    escaped += escapeText(text.slice(last, tag.index)) + tag[0];
    last = tag.index + tag[0].length;
  }
  return escaped + escapeText(text.slice(last));
}

function fileError(file: string, detail: string): TemplateFileError {
  return new TemplateFileError(file, [{ pointer: '', detail }]);
}
