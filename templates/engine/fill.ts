/**
 * Prepares a template for compilation: replaces `{{> partial}}` by the partial, `{{brand.…}}` by
 * the value, and `{{phrase.…}}` and `{{message.…}}` by the phrases, whose variables become tags.
 * Tags of the message's data stay.
 */

import { toHandlebars, type Variable } from './phrase-template.ts';
import type { Script } from './script.ts';
import { PhraseError, TemplateFileError } from './template-error.ts';
import { NO_SUCH_FILE, type TemplateFiles } from './template-files.ts';

export interface FillOptions {
  readonly files: TemplateFiles;
  /** The values that are known before there is a message. `message`: the phrases of its kind. */
  readonly constants: Readonly<Record<'brand' | 'phrase' | 'message', unknown>> & {
    readonly script: Script;
  };
  /** The variables of phrases. Throws `PhraseError`. */
  readonly variable: (name: string) => Variable;
  /** The address of a drawing: `{{picture logo 186}}`, `{{icon accent 32}}`. Empty: there is none. */
  readonly picture: (request: PictureRequest) => string;
  /** Applied to every text that is filled in, e.g. `escapeHtml`. */
  readonly escape: (text: string) => string;
}

/** `{{#> frame icon="box"}}…{{/frame}}`: the partial has `{{> @partial-block}}` for what is inside. */
const FRAME = /\{\{#>\s*([\w-]+)((?:\s+\w+="[^"{}]*")*)\s*\}\}([\s\S]*?)\{\{\/\1\s*\}\}/g;
const CONTENT = /\{\{>\s*@partial-block\s*\}\}/;
const PICTURE = /\{\{(picture|icon)\s+([\w/-]+)\s+(\d+)\}\}/g;
const PARTIAL = /\{\{>\s*([\w-]+)((?:\s+\w+="[^"{}]*")*)\s*\}\}/g;
const PARAMETER = /(\w+)="([^"]*)"/g;
const TAG = /\{\{\{?[^{}]*\}\}\}?/g;
/** The colon after a label: `{{phrase.labels.carrier}}: {{carrierName}}`. */
const COLON = /(?<=\}\}):(?=\s)/g;
const CONSTANT = /\{\{\s*((?:brand|phrase|message|script)(?:\.\w+)+)\s*\}\}/g;
/** Stops a partial that contains itself. No layout nests as deeply. */
const DEPTH_MAX = 6;

/** Returns the template's text with its partials and constants. */
export function fill(file: string, options: FillOptions): string {
  const source = withPartials(file, options.files);
  const { beforeColon } = options.constants.script;
  const spaced = source.replaceAll(COLON, () => `${beforeColon}:`);
  return fillConstants(spaced, file, options);
}

/** Returns the template's text with its partials. */
export function withPartials(file: string, files: TemplateFiles): string {
  return inlinePartials(file, {}, { files, depth: 0 });
}

/** Lists the template's files: itself and its partials, at any depth. */
export function listParts(file: string, files: TemplateFiles): readonly string[] {
  const parts = new Set<string>();
  inlinePartials(file, {}, { files, depth: 0, visit: (part) => parts.add(part) });
  return [...parts];
}

interface PartialContext {
  readonly files: TemplateFiles;
  readonly depth: number;
  readonly visit?: (file: string) => void;
}

type Parameters = Readonly<Record<string, string>>;

function inlinePartials(
  file: string,
  parameters: Parameters,
  { files, depth, visit }: PartialContext,
): string {
  visit?.(file);
  const source = files.get(file);
  if (source === undefined) throw fileError(file, NO_SUCH_FILE);
  if (depth > DEPTH_MAX) throw fileError(file, 'contains itself, or nests too deeply');
  const inline = (name: string, given: string) => {
    const own = [...given.matchAll(PARAMETER)].map(([, key = '', value = '']) => [key, value]);
    const inner = { files, depth: depth + 1, ...(visit ? { visit } : {}) };
    return inlinePartials(partialFile(file, name), Object.fromEntries(own), inner).trim();
  };
  const expand = (text: string): string =>
    text
      .replace(FRAME, (_, name: string, given: string, content: string) =>
        inline(name, given).replace(CONTENT, () => expand(content).trim()),
      )
      .replace(PARTIAL, (_, name: string, given: string) => inline(name, given));
  return expand(setParameters(file, source, parameters));
}

/** Included from `email/delivered.mjml` or `email/partials/help.mjml`: `email/partials/items.mjml`. */
function partialFile(from: string, name: string): string {
  const folder = from.slice(0, from.indexOf('/'));
  return `${folder}/partials/${name}${from.slice(from.lastIndexOf('.'))}`;
}

/**
 * Replaces `$name` inside a partial's tags by the value in `{{> partial name="…"}}`, and
 * `{{value $name}}` as a whole.
 */
function setParameters(file: string, source: string, parameters: Parameters): string {
  return source.replace(TAG, (tag) =>
    tag.replace(/^\{\{value (\$\w+)\}\}$/, '$1').replace(/\$(\w+)/g, (_, name: string) => {
      const value = parameters[name];
      if (value === undefined) throw fileError(file, `$${name} is missing where it is included`);
      return value;
    }),
  );
}

export type PictureRequest =
  | { readonly is: 'picture'; readonly name: string; readonly width: number }
  /** The icon of the message's kind, in a colour of the brand. */
  | { readonly is: 'icon'; readonly color: string; readonly width: number };

function fillPictures(source: string, { picture, escape: escaped }: FillOptions): string {
  return source.replace(PICTURE, (_, is: 'picture' | 'icon', name: string, size: string) => {
    const width = Number(size);
    return escaped(picture(is === 'icon' ? { is, color: name, width } : { is, name, width }));
  });
}

function fillConstants(source: string, file: string, options: FillOptions): string {
  return fillPictures(source, options).replace(CONSTANT, (_, path: string) => {
    const value = valueAt(options.constants, path, file);
    if (/^(brand|script)\./.test(path)) return options.escape(value);
    try {
      return toHandlebars(value, options);
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error;
      throw fileError(file, `the phrase ${path} ${error.message}`);
    }
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

function fileError(file: string, detail: string): TemplateFileError {
  return new TemplateFileError(file, [{ pointer: '', detail }]);
}
