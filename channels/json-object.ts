/** Reads JSON of a provider, whose shape nobody guarantees. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Null for text that is no JSON, or no object. */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    return asJsonObject(JSON.parse(text));
  } catch {
    return null;
  }
}

export function asJsonObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}
