/** The language in which a message is written. */

import { isForStaff } from '../../domain/message.ts';
import { readBrand } from './brand.ts';
import { withPartials } from './fill.ts';
import { type TemplateKey, templateFilesOf } from './find-template.ts';
import { fallbackChain, mergePhrases, type PhraseTree } from './locale.ts';
import { filesOfBrand, type TemplateFiles } from './template-files.ts';

/** The language of the phrases that wismr ships with, which are complete. */
export const DEFAULT_LOCALE = 'en';

export interface LocaleRequest extends TemplateKey {
  readonly files: TemplateFiles;
  readonly brand: string;
  /** What the customer wants: BCP 47. */
  readonly locale: string;
}

/**
 * The requested locale or its language, if it has all phrases of the message; otherwise the
 * brand's language, otherwise English. No message mixes two languages. Staff read English.
 */
export function localeFor(request: LocaleRequest): string {
  const { files, brand, locale, kind } = request;
  // Their templates have words of their own.
  if (kind === 'operations_alert' || kind === 'account_email') return DEFAULT_LOCALE;
  if (isForStaff(kind)) return DEFAULT_LOCALE;
  const own = readBrand(files, { brand, shopName: '' }).locale;
  const wanted = [...fallbackChain(locale), ...fallbackChain(own)];
  return wanted.find((each) => isComplete({ ...request, locale: each })) ?? DEFAULT_LOCALE;
}

function isComplete(request: LocaleRequest): boolean {
  const { files, locale } = request;
  return files.has(`locales/${locale}.json`) && missingPhrases(request).length === 0;
}

/** The phrases of a message that a locale does not have, such as `messages.delivered.lead`. */
export function missingPhrases(request: LocaleRequest): readonly string[] {
  const phrases = mergePhrases(request.files, request);
  return phrasesOf(request).filter((path) => !hasPhrase(phrases, path));
}

const PHRASE = /\b(phrase|message)((?:\.\w+)+)/g;
const TAG = /\{\{[^{}]*\}\}/g;

/** The phrases that the templates of a message name. */
function phrasesOf(request: LocaleRequest): readonly string[] {
  const files = filesOfBrand(request.files, request.brand);
  const paths = new Set<string>();
  for (const file of templateFilesOf(request)) {
    for (const [tag] of withPartials(file, files).matchAll(TAG)) {
      for (const [, root, path = ''] of tag.matchAll(PHRASE)) {
        paths.add(root === 'message' ? `messages.${request.kind}${path}` : path.slice(1));
      }
    }
  }
  return [...paths];
}

function hasPhrase(phrases: PhraseTree, path: string): boolean {
  let value: PhraseTree | string | undefined = phrases;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value !== undefined;
}
