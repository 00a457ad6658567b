/** The phrases of messages, as ICU messages: `locales/<locale>.json`. */

import { z } from 'zod';
import { REASONS } from '../../domain/tracking.ts';
import { parseJson, type TemplateFiles } from './template-files.ts';

const phraseTree: z.ZodType<PhraseTree> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), phraseTree])),
);
const phrasePerReason = z.record(z.enum(REASONS), z.string().min(1));

const schema = z
  .object({
    /** BCP 47, for the `lang` of the HTML and for plurals. */
    lang: z.string().refine(isLanguageTag, 'must be a language tag such as en or de-AT'),
    dir: z.enum(['ltr', 'rtl']),
    /** By kind: the subject, the headline, the button … */
    messages: z.record(z.string(), z.record(z.string(), z.string().min(1))),
    /** By reason: what happened, what the customer can do, what follows a failed attempt. */
    trouble: phrasePerReason,
    advice: phrasePerReason,
    attempt: phrasePerReason,
  })
  .catchall(z.union([z.string(), phraseTree]));

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

export interface PhraseTree {
  readonly [key: string]: string | PhraseTree;
}
export type Phrases = Readonly<z.output<typeof schema>>;

export interface PhraseRequest {
  readonly brand: string;
  readonly locale: string;
}

/**
 * The phrases of a locale: `de-AT.json` holds only what differs from `de.json`, and a brand's file
 * (`brands/acme/locales/de.json`) only what this brand says otherwise.
 */
export function readPhrases(files: TemplateFiles, request: PhraseRequest): Phrases {
  const paths = localeFiles(files, request);
  const file = paths[0] ?? `locales/${request.locale}.json`;
  return parseJson(file, JSON.stringify(mergePhrases(files, request)), schema);
}

/** The same without a check that anything is there. */
export function mergePhrases(files: TemplateFiles, request: PhraseRequest): PhraseTree {
  const layers = localeFiles(files, request).map((path) =>
    parseJson(path, files.get(path) ?? '', phraseTree),
  );
  return layers.reduce<PhraseTree>((base, layer) => merge(base, layer), {});
}

/** The most general file first. */
function localeFiles(files: TemplateFiles, { brand, locale }: PhraseRequest): readonly string[] {
  const chain = [...fallbackChain(locale)].reverse().map((each) => `locales/${each}.json`);
  return [...chain, ...chain.map((path) => `brands/${brand}/${path}`)].filter((path) =>
    files.has(path),
  );
}

/** `de-AT` → `de-AT`, `de`. */
export function fallbackChain(locale: string): readonly string[] {
  const parts = locale.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

function merge(base: PhraseTree, layer: PhraseTree): PhraseTree {
  const merged: Record<string, string | PhraseTree> = { ...base };
  for (const [key, value] of Object.entries(layer)) {
    const below = merged[key];
    merged[key] =
      typeof value === 'object' && typeof below === 'object' ? merge(below, value) : value;
  }
  return merged;
}
