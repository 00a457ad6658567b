/** Returns the known name that a mistyped one most likely means, or null. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const wanted = keyOf(typed);
  if (wanted === '') return null;
  const [best] = known
    .map((name) => ({ name, distance: distanceBetween(wanted, keyOf(name)) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : null;
}

/** Returns `; did you mean "shop list"?`, or an empty string. */
export function didYouMean(typed: string, known: readonly string[]): string {
  const name = nearest(typed, known);
  return name === null ? '' : `; did you mean "${name}"?`;
}

/** Ignores differences of case, spaces, dashes and underscores. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** Counts the start of a name as one typing error. */
function distanceBetween(typed: string, name: string): number {
  const distance = editDistance(typed, name);
  return typed.length >= 3 && name.startsWith(typed) ? Math.min(distance, 1) : distance;
}

/** Levenshtein distance: how many letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replace = (above[column] ?? 0) + (letter === other ? 0 : 1);
      const insert = (current[column] ?? 0) + 1;
      current.push(Math.min(replace, insert, (above[column + 1] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
