/** What a new password must be: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver. */

import { createHash } from 'node:crypto';
import { PASSWORD_LENGTH } from './auth-options.ts';
import common from './common-passwords.json' with { type: 'json' };

const COMMON = new Set(common.hashes.split(' '));
const HASH_BYTES = 6;
/** `aaaaaaaaaaaa` and `123412341234` have fewer. */
const DISTINCT_MIN = 5;
/** A part of an address or a name that is shorter may be in a password by chance. */
const OWN_WORD_MIN = 4;

/** What attackers know of the person. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
}

/** Why a new password is refused, in a sentence for the person; null: it is fine. */
export function passwordFault(password: string, owner: PasswordOwner): string | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) {
    return `Use at least ${PASSWORD_LENGTH.min} characters. A few words are easy to remember.`;
  }
  if (length > PASSWORD_LENGTH.max) return `Use at most ${PASSWORD_LENGTH.max} characters.`;
  const folded = password.toLowerCase();
  const isGuessed =
    COMMON.has(hashOf(folded)) || new Set(folded).size < DISTINCT_MIN || isOwnWord(folded, owner);
  return isGuessed ? 'This password is easy to guess. Choose another one.' : null;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, HASH_BYTES).toString('base64url');
}

/** Whether hardly anything is left without the words that belong to the person or to wismr. */
function isOwnWord(folded: string, { email, name }: PasswordOwner): boolean {
  const words = [email, ...email.split(/[@.+_-]/), name, ...name.split(/\s+/), 'wismr', 'password']
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= OWN_WORD_MIN);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), folded);
  return new Set(rest.replaceAll(/[^\p{L}]/gu, '')).size < 3 && rest !== folded;
}
