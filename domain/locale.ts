/** RFC 5646, 4.4.1: no tag in use is longer. */
const LENGTH_MAX = 35;

/**
 * Reads a language tag as people and programs write it: `de_DE`, `de_DE.UTF-8`, `DE-at`. Returns it
 * as BCP 47 has it, also for an unknown language; null if it is not well-formed. Leaves out
 * extensions: `-u-ca-buddhist` would write dates in another calendar.
 */
export function readLocale(written: string): string | null {
  const tag = written.replace(/[.@].*$/, '').replaceAll('_', '-');
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) return null;
  try {
    const { baseName } = new Intl.Locale(tag);
    return baseName.length > LENGTH_MAX ? null : baseName;
  } catch {
    return null;
  }
}
