/** Long enough for a search with filters. */
const LENGTH_MAX = 1_000;

/**
 * The path of this site that `written` names, or the fallback. Anything that a browser could read as
 * another host (`//host`, `/\host`, a scheme, control characters) is the fallback.
 */
export function toLocalPath(written: unknown, fallback: string): string {
  if (typeof written !== 'string' || written.length > LENGTH_MAX) return fallback;
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(written) ? written : fallback;
}
