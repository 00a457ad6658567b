/** Compiles a message's templates: once for each kind, channel, brand and locale. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Fault } from '../../domain/error.ts';
import { assetPath } from './assets.ts';
import { type Brand, readBrand } from './brand.ts';
import { CATALOG, type TemplateKind } from './catalog.ts';
import { checkMarkup, checkTags } from './check-markup.ts';
import { checkNames } from './check-names.ts';
import { type DataShape, shapeOfValue } from './data-shape.ts';
import { escapeHtml, unescapeHtml } from './escape-html.ts';
import { type FillOptions, fill, listParts, type PictureRequest } from './fill.ts';
import { templateFile } from './find-template.ts';
import { compileHandlebars, type HandlebarsOptions, type Render } from './handlebars.ts';
import { KIND_ICONS } from './kind-icons.ts';
import { type Phrases, readPhrases } from './locale.ts';
import { findVariable, variablesOfKind } from './phrase-variables.ts';
import { scriptOf } from './script.ts';
import { type MessageName, TemplateFileError } from './template-error.ts';
import { filesOfBrand, type TemplateFiles } from './template-files.ts';
import { trialsOf } from './trials.ts';

export interface CompiledMessage {
  /** A short hash of the sources: templates, brand and phrases. */
  readonly version: string;
  readonly email: { readonly subject: Render; readonly html: Render; readonly text: Render } | null;
  readonly sms: Render | null;
}

/** Increase it when a change to the compiler changes its output. */
const COMPILER_VERSION = 2;

/** Comes after the preheader, so that inboxes do not show the message's text there. */
const PREVIEW_PADDING = '&#847;&zwnj;&nbsp;'.repeat(60);

interface CompileInput {
  readonly files: TemplateFiles;
  readonly name: MessageName;
  readonly brand: Brand;
  readonly phrases: Phrases;
  readonly assetsUrl: string;
}

export interface CompileRequest {
  readonly files: TemplateFiles;
  readonly name: MessageName;
  readonly shopName: string;
  /** The address of `/assets`, without a slash at the end. */
  readonly assetsUrl: string;
}

/** Expects a `name.locale` from `localeFor`. Throws `TemplateFileError`. */
export async function compileMessage({
  files: allFiles,
  name,
  shopName,
  assetsUrl,
}: CompileRequest): Promise<CompiledMessage> {
  const brand = readBrand(allFiles, { brand: name.brand, shopName }, assetsUrl);
  const phrases = readPhrases(allFiles, name);
  const files = filesOfBrand(allFiles, name.brand);
  const input = { files, name, brand, phrases, assetsUrl };
  if (name.channel === 'sms') {
    const sms = compilePlain(input, 0);
    return { version: versionOf(input, [sms.source]), email: null, sms: sms.render };
  }
  const html = await compileHtml(input);
  const text = compilePlain(input, 1);
  return {
    version: versionOf(input, [html.source, text.source]),
    email: { subject: html.subject, html: html.render, text: text.render },
    sms: null,
  };
}

async function compileHtml(input: CompileInput) {
  const file = templateFile(input.name, 0);
  const { name } = input.brand;
  const source = fillAndCheck(input, file, (text) => escapeHtml(unlinkName(text, name)));
  const title = /<mj-title>([\s\S]*?)<\/mj-title>/.exec(source)?.[1]?.trim();
  if (!title) throw fileError(file, 'has no <mj-title>, which is the subject of the email');
  const padded = source.replace('</mj-preview>', () => `${PREVIEW_PADDING}</mj-preview>`);
  const html = await compileMjml(file, padded);
  return {
    source,
    subject: compileAndTry(input, {
      file,
      source: unescapeHtml(title).replaceAll(WORD_JOINER, ''),
      as: 'plain',
    }),
    render: compileAndTry(input, { file, source: html, as: 'html' }),
  };
}

const WORD_JOINER = '\u2060';

/** Mail programs would make a link of a name such as `Shoes.com`. Addresses stay as they are. */
function unlinkName(text: string, name: string): string {
  if (name === '' || /^https?:|^[^\s@]+@[^\s@]+$/.test(text)) return text;
  const unlinked = name.replaceAll(/\.(?=\p{L})/gu, `.${WORD_JOINER}`);
  return text.replaceAll(name, () => unlinked);
}

async function compileMjml(file: string, source: string): Promise<string> {
  // Only what renders emails pays for loading it.
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(source, {
      validationLevel: 'strict',
      ignoreIncludes: true,
      keepComments: false,
      fonts: {},
    });
    // Indentation is a sixth of the bytes, and Gmail clips an email at 102 kB.
    return html.replaceAll(/\n\s+/g, '\n');
  } catch (error) {
    throw new TemplateFileError(file, mjmlFaults(error));
  }
}

function mjmlFaults(error: unknown): readonly Fault[] {
  const found = error instanceof Error && 'errors' in error ? error.errors : null;
  if (!Array.isArray(found)) return [{ pointer: '', detail: String(error) }];
  return found.map(({ tagName, message }: { tagName: string; message: string }) => ({
    pointer: `<${tagName}>`,
    detail: message,
  }));
}

function compilePlain(input: CompileInput, index: number) {
  const file = templateFile(input.name, index);
  const source = fillAndCheck(input, file, (text) => text);
  return { source, render: compileAndTry(input, { file, source, as: 'plain' }) };
}

/** A template's source with its partials and constants, after all checks. */
function fillAndCheck(input: CompileInput, file: string, escaping: FillOptions['escape']): string {
  const { files, name, brand, phrases } = input;
  for (const part of listParts(file, files)) {
    const check = part.endsWith('.mjml') ? checkMarkup : checkTags;
    const faults = check(files.get(part) ?? '');
    if (faults.length > 0) throw new TemplateFileError(part, faults);
  }
  const data = shapeOfKind(name.kind);
  const variables = variablesOfKind(data, brand.name);
  const source = fill(file, {
    files,
    constants: {
      brand,
      phrase: phrases,
      message: phrases.messages[name.kind],
      script: scriptOf(phrases),
    },
    variable: (variable) => findVariable(variables, variable),
    picture: (request) => pictureUrl(input, request),
    escape: escaping,
  });
  const constants = { brand: shapeOfValue(brand), phrase: shapeOfValue(phrases) };
  const known = { ...data, properties: { ...data.properties, ...constants } };
  const unknown = checkNames(source, known);
  if (unknown.length > 0) {
    throw new TemplateFileError(
      file,
      unknown.map((detail) => ({ pointer: '', detail })),
    );
  }
  return source;
}

/** Empty if the brand has no such drawing. */
function pictureUrl(
  { files, name, brand, assetsUrl }: CompileInput,
  { width, ...request }: PictureRequest,
): string {
  const drawing =
    request.is === 'picture'
      ? { file: `${request.name}.svg`, color: null }
      : { file: `icons/${KIND_ICONS[name.kind]}.svg`, color: colorOf(brand, request.color) };
  const path = assetPath(files, { brand: name.brand, width, ...drawing });
  return path === null ? '' : `${assetsUrl}/${path}`;
}

function colorOf({ colors }: Brand, name: string): string {
  const found: unknown = Object.hasOwn(colors, name) ? colors[name as keyof typeof colors] : null;
  return typeof found === 'string' ? found : colors.text;
}

function shapeOfKind(kind: TemplateKind): DataShape {
  return z.toJSONSchema(CATALOG[kind].schema, { io: 'output' }) as DataShape;
}

interface UncheckedTemplate extends Pick<HandlebarsOptions, 'as'> {
  readonly file: string;
  readonly source: string;
}

/** Compiles a template and renders its trials: some faults appear only while rendering. */
function compileAndTry(
  { name, brand, phrases }: CompileInput,
  { file, source, as }: UncheckedTemplate,
): Render {
  const template = compileHandlebars(source, { lang: phrases.lang, as });
  const render: Render = (data) => template({ ...data, brand, phrase: phrases });
  const { schema, sample } = CATALOG[name.kind];
  for (const { label, data } of trialsOf(schema.parse(sample), shapeOfKind(name.kind))) {
    try {
      render(schema.parse(data));
    } catch (error) {
      throw fileError(file, `${label}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return render;
}

function versionOf({ brand, phrases }: CompileInput, sources: readonly string[]): string {
  const made = JSON.stringify([COMPILER_VERSION, sources, brand, phrases]);
  return createHash('sha256').update(made).digest('hex').slice(0, 12);
}

function fileError(file: string, detail: string): TemplateFileError {
  return new TemplateFileError(file, [{ pointer: '', detail }]);
}
