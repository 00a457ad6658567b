/** Finds in a text what a mail program or a phone makes a link of. */

import { LinkifyIt } from 'linkify-it';
import tlds from 'tlds' with { type: 'json' };
import { withoutHidden } from '../domain/clean-text.ts';

/** RFC 2606 and RFC 7686: no domain can be bought there, and programs make links of them all the same. */
const SPECIAL = ['example', 'test', 'invalid', 'localhost', 'onion'];

const linkify = new LinkifyIt({
  fuzzyLink: true,
  fuzzyEmail: true,
  fuzzyIP: true,
  urlAuth: true,
}).tlds([...tlds, ...SPECIAL]);

/** `evil dot com`, with any top-level domain. */
export const SPELLED_OUT = new RegExp(
  `[\\p{L}\\p{N}] (?:dot|punkt|point|punto) (?:${tlds.join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);

const WWW = /(?<=\bwww)\./i;

/** The colon of a scheme, also of one that linkify-it does not know: `whatsapp://send`, `hxxps://evil`. */
const SCHEME =
  /(?<=\b[a-z][a-z\d+.-]{0,30}):(?=\/\/)|(?<=\b(?:mailto|tel|sms|callto|javascript)):(?=\S)/i;

export function hasLink(text: string): boolean {
  const plain = plainText(text);
  return linkify.test(separated(plain)) || WWW.test(plain) || SCHEME.test(plain);
}

/**
 * As a hasty reader reads it: with one kind of letters and of dots, and without accents on Latin letters.
 * For a look only: people write their names otherwise.
 */
export function plainText(text: string): string {
  const bare = withoutHidden(text).normalize('NFKD');
  return folded(bare.replaceAll(/(?<=[!-~])\p{M}+/gu, '').normalize('NFC'));
}

/** The same, of the same length. */
function folded(text: string): string {
  return text
    .replaceAll(/[^ -~]/gu, (character) => {
      const plain = character.normalize('NFKD').replaceAll(/\p{M}/gu, '');
      return plain.length === character.length && /^[!-~]+$/.test(plain) ? plain : character;
    })
    .replaceAll(DOTS, '.');
}

/** Dots of other scripts. Between two L, the one in the middle belongs to Catalan: `Gal·la`. */
const DOTS = /[\u3002\uff61\u06d4\u0589\u2027\ua4f8]|(?<!l)\u00b7|\u00b7(?!l)/giu;

/** Of the same length. Without a scheme, linkify-it sees no domain beside an underscore or a port. */
function separated(text: string): string {
  return text.replaceAll(/_|:(?=\d)/g, ' ');
}

const IN_LINKS = /[.@]|:(?=\/\/)|^\/\/|(?<=^[a-z]+):/gi;
const OUTSIDE_LINKS = new RegExp(`${WWW.source}|${SCHEME.source}`, 'gi');

/**
 * The text with its links written so that nothing makes a link of them, and people can still read them:
 * `https[:]//evil[.]example`, `ada[@]shop[.]example`.
 */
export function disarmLinks(written: string): string {
  const text = withoutHidden(written);
  const plain = folded(text);
  const links = linkify.match(separated(plain)) ?? [];
  const marks = [
    ...links.flatMap(({ index, lastIndex }) => {
      const found = [...plain.slice(index, lastIndex).matchAll(IN_LINKS)];
      return found.map((mark) => [index + mark.index, mark[0].length] as const);
    }),
    ...[...plain.matchAll(OUTSIDE_LINKS)].map((mark) => [mark.index, mark[0].length] as const),
  ];
  const lengths = new Map(marks);
  let disarmed = '';
  for (let at = 0; at < text.length; at += lengths.get(at) ?? 1) {
    const part = text.slice(at, at + (lengths.get(at) ?? 1));
    disarmed += lengths.has(at) ? `[${part}]` : part;
  }
  return disarmed;
}
