/** Converts zod's issues into faults: RFC 6901 pointers with details. */

import type { z } from 'zod';
import type { Fault } from '../domain/error.ts';
import { didYouMean } from '../domain/nearest.ts';
import { wordsFor } from './fault-words.ts';
import { fieldsAt } from './schema-at.ts';

/** All faults of an input that does not fit its schema. The pointers start with `root`. */
export function faultsIn(
  { issues }: { readonly issues: readonly z.core.$ZodIssue[] },
  schema: z.core.$ZodType,
  root = '',
): readonly Fault[] {
  return issues.flatMap((issue) =>
    placesOf(issue, schema).map(({ path, detail }) => ({
      pointer: [root, ...path].map(escapePointer).join('/'),
      detail,
    })),
  );
}

/** Each unknown field is a fault of its own, with the known name that it may mean. */
function placesOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType) {
  const { path } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ path, detail: wordsFor(issue, schema) }];
  const known = issue.keys.length > HINTS_MAX ? [] : fieldsAt(schema, path);
  return issue.keys.map((key) => ({
    path: [...path, key],
    detail: `is not known${key.length > HINT_LENGTH_MAX ? '' : didYouMean(key, known)}`,
  }));
}

/** Comparing names takes time, and a caller chooses how many there are and how long. */
const HINTS_MAX = 20;
const HINT_LENGTH_MAX = 50;

function escapePointer(part: PropertyKey): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}
