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

/**
 * The distance of Damerau and Levenshtein (optimal string alignment): how many letters to insert,
 * delete, replace or swap with their neighbour.
 */
function editDistance(from: string, to: string): number {
  let twoAbove: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const steps = [
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        (current[column - 1] ?? 0) + 1,
        (above[column] ?? 0) + 1,
        isSwapped ? (twoAbove[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      ];
      current.push(Math.min(...steps));
    }
    twoAbove = above;
    above = current;
  }
  return above.at(-1) ?? 0;
}
