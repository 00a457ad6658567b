/** Finds the files of a message, by kind, channel and locale. */

import type { Channel } from '../../domain/message.ts';
import type { TemplateKind } from './catalog.ts';
import { fallbackChain } from './locale.ts';
import type { TemplateFiles } from './template-files.ts';

/** The language of templates that name none, such as `email/delivered.mjml`. */
export const DEFAULT_LOCALE = 'en';

/** The files of a message, by channel. */
export const TEMPLATE_FILES = {
  email: [
    { folder: 'email', extension: 'mjml' },
    { folder: 'text', extension: 'hbs' },
  ],
  sms: [{ folder: 'sms', extension: 'hbs' }],
} as const satisfies Record<Channel, readonly { folder: string; extension: string }[]>;

export interface TemplateKey {
  readonly kind: TemplateKind;
  readonly channel: Channel;
}

/**
 * The locale in which to write a message: the requested one or its language if it has phrases and
 * all templates, otherwise the default. No message mixes two languages.
 */
export function localeFor(files: TemplateFiles, key: TemplateKey, requested: string): string {
  const chain = fallbackChain(requested).filter((locale) => files.has(`locales/${locale}.json`));
  const found = chain.find((locale) =>
    TEMPLATE_FILES[key.channel].every((_, index) =>
      files.has(templateFile(files, key, { locale, index })),
    ),
  );
  return found ?? DEFAULT_LOCALE;
}

interface FileChoice {
  readonly locale: string;
  /** The index in the channel's `TEMPLATE_FILES`. */
  readonly index: number;
}

/** For `de-AT`: `delivered.de-AT.mjml` or `delivered.de.mjml`; for `en`, `delivered.mjml` too. */
export function templateFile(
  files: TemplateFiles,
  key: TemplateKey,
  { locale, index }: FileChoice,
): string {
  const { folder, extension } =
    TEMPLATE_FILES[key.channel][index] ?? TEMPLATE_FILES[key.channel][0];
  const named = fallbackChain(locale).map((each) => `${folder}/${key.kind}.${each}.${extension}`);
  const plain = `${folder}/${key.kind}.${extension}`;
  const fallback = fallbackChain(locale).includes(DEFAULT_LOCALE) ? plain : named[0];
  return named.find((path) => files.has(path)) ?? fallback ?? plain;
}
