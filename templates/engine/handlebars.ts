/** Compiles Handlebars in strict mode, with a closed list of helpers. */

import Handlebars from 'handlebars';

export type Render = (context: Readonly<Record<string, unknown>>) => string;

export interface HandlebarsOptions {
  /** BCP 47, for plurals. */
  readonly lang: string;
  /** `html` escapes the data; `plain` (text, SMS, subjects) does not. */
  readonly as: 'html' | 'plain';
}

type Helper = (...args: readonly unknown[]) => unknown;

const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup'] as const;

function helpersFor(lang: string) {
  const rules = new Intl.PluralRules(lang);
  const ordinals = new Intl.PluralRules(lang, { type: 'ordinal' });
  return {
    eq: (a, b) => a === b,
    /** Whether a value is the one of a case in a phrase. A missing value is `none`. */
    is: (value, key) => String(value ?? 'none') === key,
    /** The value at a path; null if the path ends before. */
    at: (value, path) => String(path).split('.').reduce(fieldOf, value),
    category: (count) => rules.select(Number(count)),
    ordinal_category: (number) => ordinals.select(Number(number)),
    gt: (a, b) => Number(a) > Number(b),
    and: (...all) => all.slice(0, -1).every(isPresent),
    or: (...all) => all.slice(0, -1).some(isPresent),
    /** `{{plural n one="# cup" other="# cups"}}` or `{{plural n phrase}}`, by CLDR's categories. */
    plural: (count, ...rest) => {
      const forms = rest.length > 1 ? rest[0] : (rest[0] as Handlebars.HelperOptions).hash;
      return fillForm(toPluralForms(forms), rules, Number(count));
    },
    /** The first `n` items of a list, and how many follow them. */
    first: (list, n) => (Array.isArray(list) ? list.slice(0, Number(n)) : []),
    beyond: (list, n) => (Array.isArray(list) ? Math.max(0, list.length - Number(n)) : 0),
    /** At most `n` characters, cut between words where possible. */
    short: (text, n) => truncate(String(text ?? ''), Number(n)),
    /** The first letter or digit, for a tile without a picture. */
    initial: (text) => /[\p{L}\p{N}]/u.exec(String(text))?.[0].toLocaleUpperCase(lang) ?? '·',
  } satisfies Record<string, Helper>;
}

/** The helpers that `{{name …}}` and `{{#name …}}` may call. */
export const HELPER_NAMES: readonly string[] = [...BUILT_IN, ...Object.keys(helpersFor('en'))];

/** Compiles a source whose partials and constants are filled in. Faults throw while rendering. */
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

function fieldOf(value: unknown, name: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isThere ? (value as Readonly<Record<string, unknown>>)[name] : null;
}

function fillForm(
  forms: Readonly<Partial<Record<string, string>>>,
  rules: Intl.PluralRules,
  count: number,
): string {
  return (forms[rules.select(count)] ?? forms['other'] ?? '').replaceAll('#', String(count));
}

function toPluralForms(forms: unknown): Readonly<Partial<Record<string, string>>> {
  return typeof forms === 'object' && forms !== null ? { ...forms } : {};
}

/** Whether Handlebars' own `if` counts the value as true. */
function isPresent(value: unknown): boolean {
  return !Handlebars.Utils.isEmpty(value);
}

function truncate(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 3).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,.;:-]+$/, '')}...`;
}
