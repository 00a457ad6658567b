/** Converts zod's issues into faults: RFC 6901 pointers with details. */

import type { z } from 'zod';
import type { Fault } from '../domain/error.ts';
import { wordsFor } from './fault-words.ts';

/** All faults of an input. */
export function faultsIn({ issues }: z.ZodError): readonly Fault[] {
  return issues.flatMap((issue) => faultsOf(issue));
}

/**
 * The faults of one issue. The pointers start with `root`. An unknown field gets its own pointer.
 */
export function faultsOf(issue: z.core.$ZodIssue, root = ''): readonly Fault[] {
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'is not known' }))
      : [{ path: issue.path, detail: wordsFor(issue) }];
  return paths.map(({ path, detail }) => ({
    pointer: [root, ...path].map(escapePointer).join('/'),
    detail,
  }));
}

function escapePointer(part: PropertyKey): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}
