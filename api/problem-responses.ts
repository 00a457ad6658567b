/** The problems that each route may answer with, for its description. */

import { PROBLEM_KINDS, type ProblemName } from './problem-kinds.ts';

/** Any route may be limited, meet a fault of wismr, or be called while the database is away. */
const ALWAYS = ['rate-limited', 'internal', 'unavailable'] as const;
/** Bytes of an address may be no UTF-8. */
const KEY = ['malformed', 'unauthorized', 'forbidden'] as const;
const BODY = ['too-large', 'unsupported-media-type', 'invalid'] as const;

type Always = (typeof ALWAYS)[number];
type Key = (typeof KEY)[number];
type Body = (typeof BODY)[number];
type StatusOf<Name extends ProblemName> = (typeof PROBLEM_KINDS)[Name]['status'];
type Responses<Name extends ProblemName> = Readonly<
  Record<StatusOf<Name>, { readonly $ref: `#/components/responses/${string}` }>
>;

/** Of a route that needs an API key and takes no body. */
export function problems<Name extends ProblemName = never>(
  ...more: readonly Name[]
): Responses<Name | Always | Key> {
  return referTo([...KEY, ...ALWAYS, ...more]);
}

/** Of a route that needs an API key and takes JSON. */
export function bodyProblems<Name extends ProblemName = never>(
  ...more: readonly Name[]
): Responses<Name | Always | Key | Body> {
  return referTo([...KEY, ...BODY, ...ALWAYS, ...more]);
}

/** Of a route that a carrier or a provider calls: it needs a signature and takes any body. */
export function webhookProblems<Name extends ProblemName = never>(
  ...more: readonly Name[]
): Responses<Name | Always | 'unauthorized' | 'too-large' | 'invalid'> {
  return referTo(['unauthorized', 'too-large', 'invalid', ...ALWAYS, ...more]);
}

function referTo<Name extends ProblemName>(names: readonly Name[]): Responses<Name> {
  const entries = names.map((name) => [
    PROBLEM_KINDS[name].status,
    { $ref: `#/components/responses/${componentName(name)}` },
  ]);
  return Object.fromEntries(entries);
}

/** `not-found` → `NotFound`. */
export function componentName(name: ProblemName): string {
  return name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
