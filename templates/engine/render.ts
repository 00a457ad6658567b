/** Renders a message's data into an email or an SMS. */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import QuickLRU from 'quick-lru';
import { type Channel, MESSAGE_KINDS } from '../../domain/message.ts';
import { type Brand, readBrand } from './brand.ts';
import { CATALOG, type TemplateKind } from './catalog.ts';
import { type CompiledMessage, compileMessage } from './compile.ts';
import { type LocaleRequest, localeFor } from './locale-of-message.ts';
import { renderWithin } from './render-within.ts';
import { type MessageName, TemplateError, TemplateFileError } from './template-error.ts';
import { originOf, readTemplateFiles, type TemplateFiles, toFaults } from './template-files.ts';

export { TemplateError } from './template-error.ts';

export interface RenderRequest {
  readonly kind: TemplateKind;
  /** The name of a folder in `brands/`. */
  readonly brand: string;
  /** The name to use if the brand's file has none. */
  readonly shopName: string;
  /** BCP 47. Without phrases in this language, a message is in the brand's own language. */
  readonly locale: string;
  /** The data of the kind: see `CATALOG`. */
  readonly data: unknown;
}

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly version: string;
}

export interface RenderedSms {
  readonly body: string;
  readonly version: string;
}

/** Throws `TemplateError` if the data, a template, the brand or the locale is wrong. */
export interface Renderer {
  email(request: RenderRequest): Promise<RenderedEmail>;
  sms(request: RenderRequest): Promise<RenderedSms>;
  /** The locale in which a message is written. Format the dates in its data with it. */
  localeFor(message: Omit<LocaleRequest, 'files'>): Promise<string>;
  /**
   * Compiles all messages of a brand, so that the first one of a kind does not have to. Returns how
   * many could not be compiled: each says why when it is rendered.
   */
  compileAll(request: Omit<RenderRequest, 'kind' | 'data'>, signal?: AbortSignal): Promise<number>;
  /** A brand with its defaults: sender, reply address, colours and fonts. */
  brand(request: Pick<RenderRequest, 'brand' | 'shopName'>): Promise<Brand>;
}

export interface RendererOptions {
  /** The folder of the templates. It is read once, at the first message. */
  readonly root?: string;
  /** The address of `/assets`, without a slash at the end. */
  readonly assetsUrl?: string;
  /** Called for each compilation. */
  readonly onCompile?: (name: MessageName) => void;
}

export function createRenderer(options: RendererOptions = {}): Renderer {
  const { root = join(import.meta.dirname, '..'), assetsUrl = '/assets', onCompile } = options;
  const compiled = new Map<string, Promise<CompiledMessage>>();
  /** The files never change, so neither does the locale in which a message is written. */
  const locales = new QuickLRU<string, string>({ maxSize: LOCALES_KEPT_MAX });
  let reading: Promise<TemplateFiles> | null = null;

  function readFiles(): Promise<TemplateFiles> {
    reading ??= readTemplateFiles(root);
    return reading;
  }

  async function localeOf(message: Omit<LocaleRequest, 'files'>): Promise<string> {
    const { kind, channel, brand, locale } = message;
    const key = [kind, channel, brand, locale].join('/');
    const known = locales.get(key);
    if (known !== undefined) return known;
    const files = await readFiles();
    try {
      const found = localeFor({ files, kind, channel, brand, locale });
      locales.set(key, found);
      return found;
    } catch (error) {
      throw nameFault(files, message, error);
    }
  }

  async function compiledFor(
    request: Omit<RenderRequest, 'data'>,
    channel: Channel,
  ): Promise<CompiledMessage> {
    const files = await readFiles();
    const { kind, brand } = request;
    const asked = { kind, channel, brand, locale: request.locale };
    const locale = await localeOf(asked);
    const name = { ...asked, locale };
    const key = [name.kind, channel, name.brand, locale, request.shopName].join('/');
    const known = compiled.get(key);
    if (known) return known;
    onCompile?.(name);
    const compiling = compileMessage({ files, name, shopName: request.shopName, assetsUrl }).catch(
      (error: unknown) => {
        compiled.delete(key);
        throw nameFault(files, name, error);
      },
    );
    compiled.set(key, compiling);
    return compiling;
  }

  return {
    async email(request) {
      const { email, version } = await compiledFor(request, 'email');
      if (!email) throw noSuchChannel(request, 'email');
      const { html, data } = renderWithin(HTML_MAX_BYTES, email.html, parseData(request, 'email'));
      return {
        subject: oneLine(email.subject(data)),
        html,
        text: removeEmptyLines(email.text(data)),
        version,
      };
    },

    async sms(request) {
      const channels: readonly Channel[] = CATALOG[request.kind].channels;
      if (!channels.includes('sms')) throw noSuchChannel(request, 'sms');
      const { sms, version } = await compiledFor(request, 'sms');
      if (!sms) throw noSuchChannel(request, 'sms');
      return { body: oneLine(sms(parseData(request, 'sms'))), version };
    },

    async compileAll(request, signal) {
      let failed = 0;
      for (const kind of MESSAGE_KINDS) {
        for (const channel of CATALOG[kind].channels) {
          if (signal?.aborted) return failed;
          await compiledFor({ ...request, kind }, channel).catch(() => {
            failed += 1;
          });
          // Leaves half of the time to what goes on meanwhile.
          await sleep(COMPILE_PAUSE_MS);
        }
      }
      return failed;
    },

    localeFor: localeOf,

    async brand(request) {
      return readBrand(await readFiles(), request, assetsUrl);
    },
  };
}

/** The fault of a file, as that of the message that could not be rendered. */
function nameFault(files: TemplateFiles, name: MessageName, error: unknown): unknown {
  if (!(error instanceof TemplateFileError)) return error;
  return new TemplateError(name, originOf(files, name.brand, error.file), error.faults);
}

/** Kinds by channels, brands and the locales of customers. */
const LOCALES_KEPT_MAX = 10_000;

const COMPILE_PAUSE_MS = 50;

/** Gmail clips an email at 102 kB (102,400 bytes). */
const HTML_MAX_BYTES = 100_000;

function parseData(request: RenderRequest, channel: Channel): Record<string, unknown> {
  const parsed = CATALOG[request.kind].schema.safeParse(request.data);
  if (parsed.success) return parsed.data;
  throw new TemplateError({ ...request, channel }, null, toFaults(parsed.error));
}

function noSuchChannel(request: RenderRequest, channel: Channel): TemplateError {
  const detail = `"${request.kind}" has no ${channel} templates (see channels in catalog.ts)`;
  return new TemplateError({ ...request, channel }, null, [{ pointer: '', detail }]);
}

/** Removes line breaks: in a subject, one could start another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Removes trailing spaces and repeated empty lines, which conditions in a template leave. */
function removeEmptyLines(text: string): string {
  const lines = text.replaceAll(/[^\S\n]+$/gm, '').replaceAll(/\n{3,}/g, '\n\n');
  return `${lines.trim()}\n`;
}
