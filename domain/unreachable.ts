/** Marks a branch that the types say cannot happen, so that adding a case becomes a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
