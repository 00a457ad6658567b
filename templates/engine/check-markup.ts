/** Finds faults in markup that MJML and Handlebars silently ignore. */

import Handlebars from 'handlebars';
import type { Fault } from '../../domain/error.ts';

/** HTML elements without a closing tag. */
const VOID_ELEMENTS = new Set([
  'br',
  'hr',
  'img',
  'meta',
  'link',
  'input',
  'col',
  'area',
  'wbr',
  'source',
]);
/** MJML elements that may contain only elements: MJML drops their text. */
const CONTAINER_ELEMENTS = new Set([
  'mjml',
  'mj-head',
  'mj-body',
  'mj-attributes',
  'mj-wrapper',
  'mj-section',
  'mj-group',
  'mj-column',
  'mj-hero',
  'mj-social',
  'mj-navbar',
]);

const ELEMENT = /<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*?)(\/?)>/gi;

/** The faults of one MJML template or partial, by line. */
export function checkMarkup(source: string): readonly Fault[] {
  const clean = blankOut(blankOut(source, /<!--[\s\S]*?-->/g), /\{\{!(?:--[\s\S]*?--|[^}]*)\}\}/g);
  const faults: Fault[] = [...checkTags(source)];
  const open: { readonly name: string; readonly at: number }[] = [];
  // A Handlebars tag may contain quotes and >, which look like the end of an element.
  const elements = blankOut(clean, /\{\{[^{}]*\}\}\}?/g);
  let last = 0;
  for (const element of elements.matchAll(ELEMENT)) {
    const [whole, closing, name = '', , selfClosing] = element;
    const text = clean.slice(last, element.index);
    const first = last + text.length - text.trimStart().length;
    faults.push(...droppedText(open.at(-1)?.name, text).map(faultAt(source, first)));
    last = element.index + whole.length;
    const here = faultAt(source, element.index);
    if (name === 'mj-include') {
      faults.push(here('MJML ignores mj-include here: use {{> partial}}'));
    }
    if (selfClosing || VOID_ELEMENTS.has(name)) continue;
    if (!closing) {
      open.push({ name, at: element.index });
      continue;
    }
    if (open.at(-1)?.name === name) {
      open.pop();
      continue;
    }
    const opened = open.at(-1);
    const expected = opened
      ? `expected </${opened.name}> (opened in ${lineOf(source, opened.at)})`
      : 'no element is open';
    return [...faults, here(`</${name}> closes nothing: ${expected}`)];
  }
  return [
    ...faults,
    ...open.map(({ name, at: index }) => faultAt(source, index)(`<${name}> is never closed`)),
  ];
}

/** The faults of the Handlebars tags, by line. */
export function checkTags(source: string): readonly Fault[] {
  try {
    Handlebars.parse(source);
    return [];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const where = /line (\d+)|- (\d+):\d+/.exec(text);
    const detail = text.replaceAll(/\s*\n\s*/g, ' ');
    return [{ pointer: `line ${where?.[1] ?? where?.[2] ?? '?'}`, detail }];
  }
}

function droppedText(within: string | undefined, text: string): readonly string[] {
  if (within === undefined || !CONTAINER_ELEMENTS.has(within)) return [];
  const lost = text.replaceAll(/\{\{>[^{}]*\}\}/g, '').trim();
  if (lost === '') return [];
  const shown = lost.length > 40 ? `${lost.slice(0, 40)}…` : lost;
  return [`MJML drops "${shown}" in <${within}>: put it in mj-text or mj-raw`];
}

/** Replaces each match by as many spaces, so that positions stay the same. */
function blankOut(source: string, pattern: RegExp): string {
  return source.replace(pattern, (match) => match.replaceAll(/[^\n]/g, ' '));
}

function faultAt(source: string, index: number): (detail: string) => Fault {
  return (detail) => ({ pointer: lineOf(source, index), detail });
}

function lineOf(source: string, index: number): string {
  return `line ${source.slice(0, index).split('\n').length}`;
}
