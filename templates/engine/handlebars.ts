/** Handlebars as templates may use it: strict, with a closed list of helpers, and no prototype. */

import Handlebars from 'handlebars';

export type Render = (context: Readonly<Record<string, unknown>>) => string;

export interface HandlebarsOptions {
  /** BCP 47, for plurals. */
  readonly lang: string;
  /** `html` escapes what is filled in; `plain` does not: text, SMS, subjects. */
  readonly as: 'html' | 'plain';
}

type Helper = (...args: readonly unknown[]) => unknown;

const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup'] as const;

function helpersFor(lang: string) {
  const rules = new Intl.PluralRules(lang);
  return {
    eq: (a, b) => a === b,
    gt: (a, b) => Number(a) > Number(b),
    and: (...all) => all.slice(0, -1).every(isPresent),
    or: (...all) => all.slice(0, -1).some(isPresent),
    /** `{{plural n one="# cup" other="# cups"}}` or `{{plural n phrase}}`; CLDR's names. */
    plural: (count, ...rest) => {
      const forms = rest.length > 1 ? rest[0] : (rest[0] as Handlebars.HelperOptions).hash;
      const words = toPluralForms(forms);
      return (words[rules.select(Number(count))] ?? words['other'] ?? '').replaceAll(
        '#',
        String(count),
      );
    },
    /** The first `n` of a list, and how many there are beyond. */
    first: (list, n) => (Array.isArray(list) ? list.slice(0, Number(n)) : []),
    beyond: (list, n) => (Array.isArray(list) ? Math.max(0, list.length - Number(n)) : 0),
    /** At most `n` characters, cut at a word where there is one near. */
    short: (words, n) => truncate(String(words ?? ''), Number(n)),
    /** What a tile shows where there is no picture. */
    initial: (words) => /[\p{L}\p{N}]/u.exec(String(words))?.[0].toLocaleUpperCase(lang) ?? '·',
  } satisfies Record<string, Helper>;
}

/** All that `{{name …}}` and `{{#name …}}` may call. */
export const HELPER_NAMES: readonly string[] = [...BUILT_IN, ...Object.keys(helpersFor('en'))];

/** Compiles a template whose partials and constants are in place. Throws at rendering, not here. */
export function compileHandlebars(source: string, { lang, as }: HandlebarsOptions): Render {
  const instance = Handlebars.create();
  instance.unregisterHelper('log');
  for (const [name, helper] of Object.entries(helpersFor(lang))) {
    instance.registerHelper(name, helper as Handlebars.HelperDelegate);
  }
  const template = instance.compile(source, {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(HELPER_NAMES.map((name) => [name, true])),
    noEscape: as === 'plain',
  });
  return (context) => template(context);
}

function toPluralForms(forms: unknown): Readonly<Partial<Record<string, string>>> {
  return typeof forms === 'object' && forms !== null ? { ...forms } : {};
}

/** As Handlebars' own `if` sees it. */
function isPresent(value: unknown): boolean {
  return !Handlebars.Utils.isEmpty(value);
}

function truncate(words: string, most: number): string {
  const characters = [...words];
  if (characters.length <= most) return words;
  const cut = characters.slice(0, most - 3).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,.;:-]+$/, '')}...`;
}
