/**
 * Makes a provider's or a network's words fit to be logged and kept: at most 200 characters, one
 * line, and no email address or phone number in it.
 *
 * Details enter workflow histories and log files, where no personal data may be, and providers like
 * to repeat the recipient in their errors. Sids and error codes are left readable.
 */
export function shortenError(words: string): string {
  const safe = words
    .replace(ADDRESS, '[address]')
    .replace(NUMBER, '[number]')
    .replace(BLANKS, ' ')
    .trim();
  return safe.length <= LENGTH_MAX ? safe : `${safe.slice(0, LENGTH_MAX - 1)}…`;
}

const LENGTH_MAX = 200;

// A quoted local part may hold blanks; so may the percent-encoded form of either sign.
const ADDRESS = /(?:"[^"]{1,64}"|[^\s<>"'`,;:()[\]{}=&]+)(?:@|%40)[^\s<>"'`,;:()[\]{}=&]+/gi;

// Seven digits or more, however grouped, with or without a plus, partly starred out or not. A
// letter before it makes it a sid (`SM4f1…`) and not a number.
const NUMBER = /(?<![\da-z])(?:\+|%2B)?\(?\d(?:[\s().-]{0,2}[\dx*]){6,}/gi;

/** Blanks and control characters of every kind. */
const BLANKS = /[\s\p{Cc}]+/gu;
