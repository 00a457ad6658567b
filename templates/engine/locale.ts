/** The phrases of messages, as ICU messages: `locales/<locale>.json`. */

import { z } from 'zod';
import { REASONS } from '../../domain/tracking.ts';
import { RELEASED_REASONS, RETURN_CAUSES, TAKEN_BACK_CLAIMS } from './data/order.ts';
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
    /** Why a parcel comes back to the shop: completes “…, so it is on its way back to us”. */
    returning: z.record(z.enum(RETURN_CAUSES), z.string().min(1)),
    /** What ended a trouble: completes “Your parcel …”. */
    released: z.record(z.enum(RELEASED_REASONS), z.string().min(1)),
    /** What a message about another parcel said; how it is in truth; what to do. */
    taken_back: z.record(
      z.enum(TAKEN_BACK_CLAIMS),
      z.strictObject({
        wrote: z.string().min(1),
        truth: z.string().min(1),
        sorry: z.string().min(1),
      }),
    ),
  })
  .catchall(z.union([z.string(), phraseTree]));

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

interface PhraseTree {
  readonly [key: string]: string | PhraseTree;
}
export type Phrases = Readonly<z.output<typeof schema>>;

/** The phrases of a locale. `de-AT.json` holds only what differs from `de.json`. */
export function readPhrases(files: TemplateFiles, locale: string): Phrases {
  const chain = fallbackChain(locale).filter((each) => files.has(`locales/${each}.json`));
  const file = `locales/${chain[0] ?? locale}.json`;
  const layers = chain.map((each) => {
    const path = `locales/${each}.json`;
    return parseJson(path, files.get(path) ?? '', phraseTree);
  });
  const merged = layers.reverse().reduce<PhraseTree>((base, layer) => merge(base, layer), {});
  return parseJson(file, JSON.stringify(merged), schema);
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
