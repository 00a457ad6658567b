import { formatDateTime } from '../../domain/format.ts';

const ENGLISH_UTC = { locale: 'en', timeZone: 'UTC' } as const;

/** A time in UTC, for people and for programs. */
export function Time({ at }: { readonly at: Date }) {
  return <time datetime={at.toISOString()}>{formatDateTime(at.getTime(), ENGLISH_UTC)} UTC</time>;
}
