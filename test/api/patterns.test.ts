/** A pattern of the OpenAPI document lets through exactly what the API takes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { customerReference, reference, trackingNumberSchema } from '../../api/shared-schema.ts';
import {
  CUSTOMER_PATTERN,
  IDENTIFIER_PATTERN,
  REFERENCE_PATTERN,
  TEXT_PATTERN,
  TRACKING_NUMBER_PATTERN,
} from '../../commands/text-patterns.ts';
import { identifier, lines, text } from '../../commands/text-schema.ts';
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
