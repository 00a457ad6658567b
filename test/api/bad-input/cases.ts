/** One bad request: what is wrong, the body, where the answer points, and words of its explanation. */
export type Case = readonly [what: string, body: unknown, pointer: string, words: string];

/** Characters that nobody can see. Written as escapes, so that readers of the tests do. */
export const UNSEEN = {
  nul: '\u0000',
  zeroWidthSpace: '\u200b',
  joiner: '\u200d',
  override: '\u202e',
  isolate: '\u2066',
  mark: '\u200e',
  halfOfPair: '\ud83d',
} as const;

export const RANGE = 'must be between 2000-01-01 and 2100-01-01';
export const TIME = 'must be a time such as';
export const DAY = 'must be a day such as';
export const NOT_SEEN = 'must not contain characters that nobody can see';

/** A time that is wrong, wherever it stands, and the words about it. */
export const WRONG_TIMES: readonly (readonly [unknown, string])[] = [
  ['1999-12-31T23:59:59Z', RANGE],
  ['2100-01-01T00:00:01Z', RANGE],
  ['2026-11-24T08:00:00', TIME],
  [1_795_000_000_000, 'must be a text'],
];

/** The same wrong times for one field. `bodyWith` puts a time into a body that is otherwise right. */
export function wrongTimes(pointer: string, bodyWith: (time: unknown) => object): readonly Case[] {
  return WRONG_TIMES.map(([time, words]) => [
    `${pointer} ${JSON.stringify(time)}`,
    bodyWith(time),
    pointer,
    words,
  ]);
}
