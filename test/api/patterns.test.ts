/** A pattern of the OpenAPI document lets through exactly what the API takes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { customerReference, reference, trackingNumberSchema } from '../../api/shared-schema.ts';
import {
  CUSTOMER_PATTERN,
  DAY_PATTERN,
  IDENTIFIER_PATTERN,
  INSTANT_PATTERN,
  REFERENCE_PATTERN,
  TEXT_PATTERN,
  TRACKING_NUMBER_PATTERN,
} from '../../commands/text-patterns.ts';
import { identifier, lines, text } from '../../commands/text-schema.ts';
import { day, instant } from '../../commands/time-schema.ts';
import { hasHidden } from '../../domain/clean-text.ts';

const RUNS = Number(process.env['WISMR_RUNS'] ?? 2_000);

/** Characters that some rule is about, and any other. */
const character = fc.oneof(
  fc.constantFrom(
    ...' \t\n\v\f\r\0/.-:@aZ0\x1c\x1f\x7f\x85\xa0\u1680\u2003\u2028\u202f\u205f\u3000\ufeff\u200b',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter(isDecided),
);
/** Above U+FFFF, the patterns let through what the API may refuse, such as tags. */
function isDecided(character: string): boolean {
  return character.length === 1 || !hasHidden(character);
}

const written = fc.oneof(
  fc.array(character, { minLength: 1, maxLength: 12 }).map((all) => all.join('')),
  fc.constantFrom('email:a', 'phone:1', 'a b', 'TN 12.34', ' 1Z99 ', '....', 'e\u0301'),
);

const CASES: readonly [string, z.ZodType, string][] = [
  ['an id', reference, REFERENCE_PATTERN],
  ['an id of a customer', customerReference, CUSTOMER_PATTERN],
  ['a SKU', identifier(300), IDENTIFIER_PATTERN],
  ['a text', text(300), TEXT_PATTERN],
  ['a text of several lines', lines(300), TEXT_PATTERN],
  ['a tracking number', trackingNumberSchema, TRACKING_NUMBER_PATTERN],
];

test.each(CASES)('the pattern of %s takes what its schema takes', (_, schema, pattern) => {
  const expressions = [new RegExp(pattern), new RegExp(pattern, 'u')];
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(written, (value) => {
      const isTaken = schema.safeParse(value).success;
      seen[isTaken ? 'taken' : 'refused'] += 1;
      expect(expressions.map((each) => each.test(value))).toEqual([isTaken, isTaken]);
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(0);
});

const DAY = 86_400_000;
/** Around both ends of the plausible times, with offsets that move a time across them. */
const edgeTime = fc
  .tuple(
    fc.constantFrom(Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1), Date.UTC(2026, 10, 24)),
    fc.integer({ min: -2 * DAY, max: 2 * DAY }),
    fc.constantFrom('Z', '+00:00', '-00:00', '+14:00', '-12:00', '+00:01', '-00:01', '+23:59'),
  )
  .map(([end, ms, offset]) => new Date(end + ms).toISOString().replace('Z', offset));

test('the patterns of times and days let nothing through that the API refuses', () => {
  const seen = { fit: 0, other: 0 };
  fc.assert(
    fc.property(edgeTime, (time) => {
      for (const [value, schema, pattern] of [
        [time, instant, INSTANT_PATTERN],
        [time.slice(0, 10), day, DAY_PATTERN],
      ] as const) {
        const fits = new RegExp(pattern).test(value);
        seen[fits ? 'fit' : 'other'] += 1;
        if (fits) expect([value, schema.safeParse(value).success]).toEqual([value, true]);
      }
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(seen.fit, seen.other)).toBeGreaterThan(0);
});

test('a pattern of times leaves out no more than a day at each end', () => {
  for (const time of ['2000-01-02T00:00:00+14:00', '2099-12-30T23:59:59-12:00']) {
    expect([time, new RegExp(INSTANT_PATTERN).test(time)]).toEqual([time, true]);
  }
});
