/** Which files a message is made of, by kind, channel and locale. */

import type { Channel, MessageKind } from '../../domain/message.ts';
import { fallbackChain } from './locale.ts';
import type { TemplateFiles } from './template-files.ts';

/** The language of the templates whose name tells none, such as `email/delivered.mjml`. */
export const DEFAULT_LOCALE = 'en';

/** The files that a message is made of, by channel; the first is the one that must be there. */
export const TEMPLATE_FILES = {
  email: [
    { folder: 'email', extension: 'mjml' },
    { folder: 'text', extension: 'hbs' },
  ],
  sms: [{ folder: 'sms', extension: 'hbs' }],
} as const satisfies Record<Channel, readonly { folder: string; extension: string }[]>;

export interface TemplateKey {
  readonly kind: MessageKind;
  readonly channel: Channel;
}

/**
 * The locale in which a message is told: the one asked for or its language, where both its phrases
 * and all its templates are there; else the default one. Nothing is told half in one language.
 */
export function localeFor(files: TemplateFiles, told: TemplateKey, asked: string): string {
  const chain = fallbackChain(asked).filter((locale) => files.has(`locales/${locale}.json`));
  const found = chain.find((locale) =>
    TEMPLATE_FILES[told.channel].every((_, index) =>
      files.has(templateFile(files, told, { locale, index })),
    ),
  );
  return found ?? DEFAULT_LOCALE;
}

interface FileChoice {
  readonly locale: string;
  /** Which of the channel's files. */
  readonly index: number;
}

/** For `de-AT`: `delivered.de-AT.mjml` or `delivered.de.mjml`; for `en` also `delivered.mjml`. */
export function templateFile(
  files: TemplateFiles,
  told: TemplateKey,
  { locale, index }: FileChoice,
): string {
  const { folder, extension } =
    TEMPLATE_FILES[told.channel][index] ?? TEMPLATE_FILES[told.channel][0];
  const named = fallbackChain(locale).map((each) => `${folder}/${told.kind}.${each}.${extension}`);
  const plain = `${folder}/${told.kind}.${extension}`;
  const fallback = fallbackChain(locale).includes(DEFAULT_LOCALE) ? plain : named[0];
  return named.find((path) => files.has(path)) ?? fallback ?? plain;
}
