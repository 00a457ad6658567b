/** Turns a phrase, an ICU message, into the source of a Handlebars template. */

import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { PhraseError } from './template-error.ts';

/** What a variable of a phrase is in a template: `{newEdd}` is `newEdd.text`. */
export interface Variable {
  readonly value: string;
  /** An expression for a condition, which may be asked where the value is missing. */
  readonly test: string;
  /** What may be null on the way to the value: `about.parcel`. Empty: the value is always there. */
  readonly nullable: readonly string[];
  /** A text that is known before there is a message. */
  readonly text?: string;
}

export interface PhraseContext {
  /** Throws `PhraseError` if there is no such variable. */
  readonly variable: (name: string) => Variable;
  /** Applied to the texts between the variables, e.g. `escapeHtml`. */
  readonly escape: (text: string) => string;
}

/**
 * `{name, select, none {Hello,} other {Hi {name},}}` becomes `{{#if contact.name}}Hi
 * {{contact.name}},{{else}}Hello,{{/if}}`. In a `select`, `none` is for a variable without a value.
 * Throws `PhraseError` if the phrase is no ICU message or uses what templates cannot do.
 */
export function toHandlebars(phrase: string, context: PhraseContext): string {
  return elementsToHandlebars(parsePhrase(phrase), { ...context, given: new Set(), number: null });
}

function parsePhrase(phrase: string): readonly MessageFormatElement[] {
  try {
    return parse(phrase, { ignoreTag: true, requiresOtherClause: true });
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.toLowerCase().replaceAll('_', ' ') : error;
    throw new PhraseError(`is not an ICU message: ${reason}${placeOf(error)}`);
  }
}

function placeOf(error: unknown): string {
  const { location } = error as { location?: { start: { offset: number } } };
  return location ? ` at character ${location.start.offset + 1}` : '';
}

interface WalkContext extends PhraseContext {
  /** What is not null here. */
  readonly given: ReadonlySet<string>;
  /** What `#` stands for. */
  readonly number: string | null;
}

function elementsToHandlebars(
  elements: readonly MessageFormatElement[],
  context: WalkContext,
): string {
  return elements.map((element) => elementToHandlebars(element, context)).join('');
}

function elementToHandlebars(element: MessageFormatElement, context: WalkContext): string {
  switch (element.type) {
    case TYPE.literal:
      if (element.value.includes('{{')) throw new PhraseError('must not contain “{{”');
      return context.escape(element.value);
    case TYPE.argument:
      return valueTag(element.value, context);
    case TYPE.pound:
      return `{{${context.number}}}`;
    case TYPE.select:
      return selectToHandlebars(element, context);
    case TYPE.plural:
      return pluralToHandlebars(element, context);
    default:
      throw new PhraseError(
        'may use {name}, plural, selectordinal and select only: numbers, money and dates are texts',
      );
  }
}

function valueTag(name: string, context: WalkContext): string {
  const { value, nullable, text } = context.variable(name);
  if (text !== undefined) return context.escape(text);
  if (nullable.some((path) => !context.given.has(path))) {
    throw new PhraseError(
      `{${name}} can be missing: write {${name}, select, none {…} other {… {${name}} …}}`,
    );
  }
  return `{{${value}}}`;
}

type Element<Type extends TYPE> = Extract<MessageFormatElement, { type: Type }>;

function selectToHandlebars(element: Element<TYPE.select>, context: WalkContext): string {
  const { test, nullable } = context.variable(element.value);
  const { none, other, ...rest } = bodiesOf(element);
  if (other === undefined) throw new PhraseError(`{${element.value}, select} has no “other”`);
  const given = new Set([...context.given, ...nullable]);
  const inner = none === undefined ? context : { ...context, given };
  const cases = Object.entries(rest).map(([key, body]) => ({
    condition: `(is ${test} "${key}")`,
    body: elementsToHandlebars(body, { ...context, given }),
  }));
  const last = elementsToHandlebars(other, inner);
  if (none === undefined) return conditions(cases, last);
  return `{{#if (is ${test} "none")}}${elementsToHandlebars(none, context)}{{else}}${conditions(cases, last)}{{/if}}`;
}

function pluralToHandlebars(element: Element<TYPE.plural>, context: WalkContext): string {
  const { value: number } = context.variable(element.value);
  if (element.offset) throw new PhraseError('must not use offset');
  const inner = { ...context, number };
  const { other, ...rest } = bodiesOf(element);
  const helper = element.pluralType === 'ordinal' ? 'ordinal_category' : 'category';
  // Exact numbers come before the categories of the language, wherever they stand.
  const keys = Object.keys(rest).sort((a, b) => Number(isExact(b)) - Number(isExact(a)));
  const cases = keys.map((key) => ({
    condition: isExact(key)
      ? `(is ${number} "${key.slice(1)}")`
      : `(is (${helper} ${number}) "${key}")`,
    body: elementsToHandlebars(rest[key] ?? [], inner),
  }));
  return conditions(cases, elementsToHandlebars(other ?? [], inner));
}

/** `=0` in a plural. */
function isExact(key: string): boolean {
  return key.startsWith('=');
}

function bodiesOf(
  element: Element<TYPE.select> | Element<TYPE.plural>,
): Readonly<Record<string, readonly MessageFormatElement[]>> {
  const entries = Object.entries(element.options);
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}

interface Case {
  readonly condition: string;
  readonly body: string;
}

function conditions(cases: readonly Case[], last: string): string {
  const [first, ...rest] = cases;
  if (!first) return last;
  const others = rest.map(({ condition, body }) => `{{else if ${condition}}}${body}`).join('');
  const end = last === '' ? '' : `{{else}}${last}`;
  return `{{#if ${first.condition}}}${first.body}${others}${end}{{/if}}`;
}
