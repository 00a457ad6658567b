/** Cleans the texts that shops send: composed as Unicode's form C, and without what nobody can see. */

/** A text in one line: a name, a title, a label. */
export function cleanLine(written: string): string {
  return withoutHidden(written)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** A text of several lines: a reason, a note. Keeps line breaks and tabs, and at most one empty line. */
export function cleanLines(written: string): string {
  return withoutHidden(written)
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/(?![\n\t])[\p{Cc}]+/gu, ' ')
    .replaceAll(/[^\S\n]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * Whether a text has a character that nobody can see: a control character, half of a surrogate pair,
 * a mark of direction, a joiner. In an id, it makes two ids that look alike.
 */
export function hasHidden(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

function withoutHidden(written: string): string {
  return written
    .normalize('NFC')
    .replaceAll(HIDDEN, '')
    .replaceAll(TAGS, (found, flag: string | undefined) => (flag === undefined ? '' : found))
    .replaceAll(LONE_JOINER, '');
}

/**
 * Soft hyphens, zero-width spaces, byte order marks, and what changes the direction or the order of
 * other characters: `\u202e` shows `gpj.exe` as `exe.jpg`.
 */
const HIDDEN =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Tags spell text that nobody sees, but for the flags of England, Scotland and Wales. */
const TAGS =
  /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;

/** Persian, Hindi and emoji need joiners, each after the letter, mark or picture that it joins. */
const LONE_JOINER = /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]/gu;
