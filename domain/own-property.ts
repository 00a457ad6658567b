/** Reads a record by a name that people chose. Ignores inherited properties like `constructor`. */
export function ownProperty<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
