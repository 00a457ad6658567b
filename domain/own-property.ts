/** What a record holds under a name that people chose: `constructor` is a name like any other. */
export function ownProperty<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
