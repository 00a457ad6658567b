/** Finds in a text what a mail program or a phone makes a link of. */

import { LinkifyIt } from 'linkify-it';
import tlds from 'tlds' with { type: 'json' };

/** RFC 2606 and RFC 7686: no domain can be bought there, and programs make links of them all the same. */
const SPECIAL = ['example', 'test', 'invalid', 'localhost', 'onion'];

const linkify = new LinkifyIt({
  fuzzyLink: true,
  fuzzyEmail: true,
  fuzzyIP: true,
  urlAuth: true,
}).tlds([...tlds, ...SPECIAL]);

export function hasLink(text: string): boolean {
  return linkify.test(separated(text)) || /\bwww\./i.test(text);
}

/** Of the same length. Without a scheme, linkify-it sees no domain beside an underscore or a port. */
function separated(text: string): string {
  return text.replaceAll(/_|:(?=\d)/g, ' ');
}

/**
 * The text with its links written so that nothing makes a link of them, and people can still read them:
 * `https[:]//evil[.]example`, `ada[@]shop[.]example`.
 */
export function disarmLinks(text: string): string {
  const found = linkify.match(separated(text)) ?? [];
  const parts = found.map(({ index, lastIndex }, position) => {
    const before = text.slice(found[position - 1]?.lastIndex ?? 0, index);
    return before + disarm(text.slice(index, lastIndex));
  });
  const rest = text.slice(found.at(-1)?.lastIndex ?? 0);
  return [...parts, rest].join('').replaceAll(/\bwww\./gi, (start) => disarm(start));
}

function disarm(link: string): string {
  return link.replaceAll(/[.@]|:(?=\/\/)|^\/\/|(?<=^[a-z]+):/gi, (mark) => `[${mark}]`);
}
