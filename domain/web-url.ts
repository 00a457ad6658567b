/**
 * An http(s) address as a link in a message takes it: ASCII without blanks, quotes and brackets.
 * An address that has these is percent-encoded; any other stays as written. Null if it is no http(s)
 * address.
 */
export function encodeWebUrl(written: string): string | null {
  const trimmed = written.trim();
  if (!URL.canParse(trimmed) || !/^https?:\/\/[^/\\]/i.test(trimmed)) return null;
  if (SAFE.test(trimmed)) return trimmed;
  return new URL(trimmed).href.replaceAll(/[^\x21-\x7e]|["'<>\\`]/g, encodeCharacter);
}

const SAFE = /^(?:(?!["'<>\\`])[\x21-\x7e])+$/;

/** `encodeURIComponent` leaves the apostrophe as it is. */
function encodeCharacter(character: string): string {
  return character === "'" ? '%27' : encodeURIComponent(character);
}
