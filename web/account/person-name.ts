import { cleanLine } from '../../domain/clean-text.ts';

const LENGTH_MAX = 100;

/** The name of a person in one line. */
export function cleanName(written: string): string {
  return cleanLine(written);
}

/** Why a name is refused; null: it is fine. */
export function nameFault(name: string): string | null {
  const isFine = name !== '' && [...name].length <= LENGTH_MAX;
  return isFine ? null : `Give a name of at most ${LENGTH_MAX} characters.`;
}
