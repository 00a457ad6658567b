/** How long secrets must be. Random characters: nobody can try out 16 of them. */

/** Of a secret that the request itself contains, where logs and proxies see it. */
export const TOKEN_CHARACTERS_MIN = 32;
/** Of a secret that only signs. */
export const KEY_CHARACTERS_MIN = 16;

/** How many visible characters there are. Blanks, and what takes no room, do not make a secret longer. */
export function countVisible(secret: string): number {
  return [...secret.replaceAll(UNSEEN, '')].length;
}

const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
