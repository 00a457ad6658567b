/**
 * Cleans a carrier's sentence: without markup for display, and without accents and case to compare.
 */

import { decodeHTML } from 'entities';

const TAGS = /<\/?[a-z!][^<>]*>/gi;

/** The text of a sentence without tags and entities: `<a href="…">Filiale</a>` gives `Filiale`. */
export function stripMarkup(written: string): string {
  if (!/[<&]/.test(written)) return written;
  // Some senders escape twice, so markup may be hidden under the first layer.
  const decoded = decodeHTML(decodeHTML(written.replace(TAGS, ' ')));
  return decoded.replace(TAGS, ' ').replace(/\s+/g, ' ').trim();
}

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  đ: 'd',
  ı: 'i',
};

/**
 * A sentence prepared for comparison with phrases: without markup, accents, case and signs such as
 * `®`, and with single spaces. `Zurückgesandt&nbsp;<b>!</b>` gives `zuruckgesandt !`. Japanese loses
 * its voicing marks: `ご不在` gives `こ不在`.
 */
export function foldSentence(written: string): string {
  return (
    stripMarkup(written)
      .toLowerCase()
      .replace(/[ßłøæđı]/g, (letter) => LETTERS[letter] ?? letter)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      // Puts Korean syllables together again.
      .normalize('NFC')
      .replace(/[’‘`´]/g, "'")
      .replace(/[®™©]/g, '')
      .replace(/[_\s]+/g, ' ')
      .trim()
  );
}
