/**
 * The name in a greeting. Names come from checkout forms: whoever types an advertisement for a name, and
 * somebody else's address, makes a shop send it. So a greeting repeats nothing but a name.
 */

import { cleanLine } from '../domain/clean-text.ts';
import { hasLink, plainText, SPELLED_OUT } from './links-in-text.ts';

const CHARACTERS_MAX = 60;
/** `Maria da Conceição dos Santos Silva e Souza` has eight. */
const WORDS_MAX = 8;
/** `Your refund of 250 is ready` is none. */
const WORDS_WITH_DIGITS_MAX = 3;
/** A year or a house number may be; a phone number may not. */
const DIGITS_MAX = 4;

/** Null where the name is none, or looks like a link, a phone number or a sentence: greet without it. */
export function greetingName(written: string | null): string | null {
  const given = cleanLine(written ?? '');
  const name = hasLink(given) ? given.replaceAll(TITLE, '$1. ') : given;
  if (name === '' || name.length > CHARACTERS_MAX) return null;
  const plain = plainDots(name);
  const digits = plain.match(/\p{Nd}/gu)?.length ?? 0;
  const isName =
    digits <= DIGITS_MAX &&
    plain.split(' ').length <= (digits > 0 ? WORDS_WITH_DIGITS_MAX : WORDS_MAX) &&
    /\p{L}/u.test(plain) &&
    !NEVER_IN_NAMES.test(plain) &&
    !SLASH.test(plain) &&
    !MIXED.test(plain) &&
    !SPACED_OUT.test(plain) &&
    !SPELLED_OUT.test(plain) &&
    !hasLink(plain);
  return isName ? name : null;
}

/** `Dr.No` is a title and a name, and to a mail program a domain of Norway: `Dr. No` is the name alone. */
const TITLE =
  /(?<![\p{L}\p{N}.@/-])(dr|prof|mr|mrs|ms|mx|st|ste|jr|sr|rev|hon|ing|dipl|mag|fr|hr|sra?|srta|mme|mlle|lt|sgt|capt|col)\.(?=\p{L}[\p{L}'’-]*(?:$|[\s,]))/giu;

/** Addresses, advertisements and code have these; names in no language have. */
const NEVER_IN_NAMES = /[@#$€£¥₹₽%^*+=<>{}[\]|\\~_!?¡¿]|:\/\/|\/\/|www\.|\p{L}{3,}:/iu;

/** `bit ly/prize`. Names in Malaysia and Singapore have `a/l`, `a/p`, `s/o` and `d/o`; addresses have `c/o`. */
const SLASH = /(?<!(?:^| )[acds])\/|\/(?![lop](?: |$))/iu;

/** Letters that look like those of another script beside them: the `с` of Moscow in `evil.com`. */
const MIXED =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u;

/** `evil . com`. */
const SPACED_OUT =
  /[\p{L}\p{N}](?: ?\. | \.)(?:com|net|org|info|biz|xyz|top|shop|online|site|click|link|ru|cn|io)\b/iu;

/** With one kind of dot and of letters, also for `evil[.]com`, `evil(dot)com` and `ｅｖｉｌ。com`. */
function plainDots(name: string): string {
  return plainText(name).replaceAll(/\s*[[({<]\s*(?:\.|dot|punkt|point|punto)\s*[\])}>]\s*/gi, '.');
}
