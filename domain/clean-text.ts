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
 * a mark of direction, a joiner, an empty pattern of Braille. In an id, it makes two ids that look alike.
 */
export function hasHidden(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

/**
 * Without what nobody can see, but for what a letter or a picture needs. `\u202e` would show `gpj.exe` as
 * `exe.jpg`, and `\u034f` makes two words of one without a trace.
 */
export function withoutHidden(written: string): string {
  return (
    written
      .normalize('NFC')
      .replaceAll(HIDDEN, (_, needed: string | undefined) => needed ?? '')
      .replaceAll('\u2800', ' ')
      // What stood between a letter and its accent kept them apart.
      .normalize('NFC')
  );
}

/** Scripts in which a joiner changes what a word looks like, or which word it is: RFC 5892, appendix A. */
const JOINING =
  `Arab Syrc Mand Nkoo Mong Adlm Rohg Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr
  Mymr Tibt Bali Java`
    .split(/\s+/)
    .map((script) => `\\p{Script_Extensions=${script}}`)
    .join('');

const NEEDED = [
  // A joiner after a letter or a mark: of Persian, of Hindi.
  `(?<=(?=[\\p{L}\\p{M}])(?!\\p{Default_Ignorable_Code_Point})[${JOINING}])[\\u200c\\u200d]`,
  // A family, a profession: pictures that are joined.
  '(?<=\\p{Extended_Pictographic}\\ufe0f?|\\p{Emoji_Modifier})\\u200d(?=\\p{Extended_Pictographic})',
  // A picture in colours or without; a key of a telephone.
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]|(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  // Tags spell the flags of England, Scotland and Wales.
  '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{2,6}\\u{e007f}',
  // The form of a Chinese character in a Japanese name, and of a Mongolian letter.
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '(?<=(?=\\p{L})\\p{Script=Mongolian})[\\u180b-\\u180f]',
].join('|');

const HIDDEN = new RegExp(`(${NEEDED})|[\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]`, 'gu');
