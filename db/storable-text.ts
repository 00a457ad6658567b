/** Postgres stores no NUL and no half of a surrogate pair. */
export function toStorableText(text: unknown): string {
  return String(text).replaceAll('\0', '').toWellFormed();
}
