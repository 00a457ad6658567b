/** Finds what MJML and Handlebars pass over in silence. */

import Handlebars from 'handlebars';
import type { Fault } from '../../domain/error.ts';

/** Elements of HTML that are never closed. */
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
/** Elements of MJML that hold elements only: MJML drops words that stand in them. */
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

/** Faults of one MJML template or partial, by line. */
export function checkMarkup(source: string): readonly Fault[] {
  const clean = blankOut(blankOut(source, /<!--[\s\S]*?-->/g), /\{\{!(?:--[\s\S]*?--|[^}]*)\}\}/g);
  const faults: Fault[] = [...checkTags(source)];
  const open: { readonly name: string; readonly at: number }[] = [];
  // A tag may hold quotes and >, which would look like the end of an element.
  const elements = blankOut(clean, /\{\{[^{}]*\}\}\}?/g);
  let last = 0;
  for (const element of elements.matchAll(ELEMENT)) {
    const [whole, closing, name = '', , selfClosing] = element;
    const words = clean.slice(last, element.index);
    const first = last + words.length - words.trimStart().length;
    faults.push(...droppedText(open.at(-1)?.name, words).map(faultAt(source, first)));
    last = element.index + whole.length;
    const here = faultAt(source, element.index);
    if (name === 'mj-include') {
      faults.push(here('mj-include is ignored by MJML: use {{> partial}}'));
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
    const due = opened
      ? `</${opened.name}> is due (opened in ${lineOf(source, opened.at)})`
      : 'nothing is open';
    return [...faults, here(`</${name}> closes nothing: ${due}`)];
  }
  return [
    ...faults,
    ...open.map(({ name, at: index }) => faultAt(source, index)(`<${name}> is never closed`)),
  ];
}

/** Faults of the tags in double braces, by line. */
export function checkTags(source: string): readonly Fault[] {
  try {
    Handlebars.parse(source);
    return [];
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const where = /line (\d+)|- (\d+):\d+/.exec(words);
    const detail = words.replaceAll(/\s*\n\s*/g, ' ');
    return [{ pointer: `line ${where?.[1] ?? where?.[2] ?? '?'}`, detail }];
  }
}

function droppedText(within: string | undefined, words: string): readonly string[] {
  if (within === undefined || !CONTAINER_ELEMENTS.has(within)) return [];
  const lost = words.replaceAll(/\{\{>[^{}]*\}\}/g, '').trim();
  if (lost === '') return [];
  const shown = lost.length > 40 ? `${lost.slice(0, 40)}…` : lost;
  return [`"${shown}" stands in <${within}>, where MJML drops it: put it in mj-text or mj-raw`];
}

/** Replaces what matches by as many spaces, so that places stay what they are. */
function blankOut(source: string, pattern: RegExp): string {
  return source.replace(pattern, (match) => match.replaceAll(/[^\n]/g, ' '));
}

function faultAt(source: string, index: number): (detail: string) => Fault {
  return (detail) => ({ pointer: lineOf(source, index), detail });
}

function lineOf(source: string, index: number): string {
  return `line ${source.slice(0, index).split('\n').length}`;
}
