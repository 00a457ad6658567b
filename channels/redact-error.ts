/**
 * Makes an error message safe to log and keep: one line of at most 200 characters, without email
 * addresses and phone numbers.
 *
 * Errors enter workflow histories and log files, which must not contain personal data, and
 * providers often repeat the recipient in them. Sids and error codes stay readable.
 */
export function redactError(message: string): string {
  const safe = message
    .replace(ADDRESS, '[address]')
    .replace(NUMBER, '[number]')
    .replace(WHITESPACE, ' ')
    .trim();
  return safe.length <= LENGTH_MAX ? safe : `${safe.slice(0, LENGTH_MAX - 1)}…`;
}

const LENGTH_MAX = 200;

// A quoted local part may contain blanks. `@` and `+` may be percent-encoded.
const ADDRESS = /(?:"[^"]{1,64}"|[^\s<>"'`,;:()[\]{}=&]+)(?:@|%40)[^\s<>"'`,;:()[\]{}=&]+/gi;

// Seven digits or more, with or without a plus, grouped or partly masked. After a letter it is a
// sid (`SM4f1…`), not a phone number.
const NUMBER = /(?<![\da-z])(?:\+|%2B)?\(?\d(?:[\s().-]{0,2}[\dx*]){6,}/gi;

/** Whitespace and control characters. */
const WHITESPACE = /[\s\p{Cc}]+/gu;
