/** Says in plain words why a value does not fit its schema. */

import type { z } from 'zod';
import { schemasAt } from './schema-at.ts';

/** How zod's own messages begin. A schema's own message stays as it is. */
const DEFAULT_MESSAGE = /^(Invalid|Too (small|big)|Unrecognized)\b/;

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'must be a date such as 2026-11-27',
  datetime: 'must be a time such as 2026-11-27T09:00:00Z',
  email: 'must be an email address',
  time: 'must be a time of day such as 17:00',
  url: 'must be a URL such as https://acme.example/boots',
  uuid: 'must be a UUID such as 01920c5e-7d3a-7c3e-9f1b-2a4b6c8d0e1f',
};

/**
 * The words for one issue of an input with this schema: `must be at least 1`. They follow the name or
 * the pointer of the field.
 */
export function wordsFor(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string {
  return DEFAULT_MESSAGE.test(issue.message) ? plainWords(issue, schema) : issue.message;
}

function plainWords(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is missing';
      return `must be ${typeWords(issue, schema)}`;
    case 'too_small':
      return limit({ bound: 'at least', size: Number(issue.minimum), ...boundsOf(issue) });
    case 'too_big':
      return limit({ bound: 'at most', size: Number(issue.maximum), ...boundsOf(issue) });
    case 'invalid_format':
      return FORMATS[issue.format] ?? formatWords(issue);
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

/** zod expects any number first, and then a whole one. */
function typeWords({ expected, path }: z.core.$ZodIssueInvalidType, schema: z.core.$ZodType) {
  const isWhole = schemasAt(schema, path).some((each) => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    return def.type === 'number' && 'format' in def && def.format === 'safeint';
  });
  return TYPES[expected === 'number' && isWhole ? 'int' : expected] ?? expected;
}

function formatWords({ pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  return pattern === undefined ? 'does not have the right form' : `must match ${pattern}`;
}

interface Limit {
  readonly bound: 'at least' | 'at most';
  readonly origin: string;
  readonly size: number;
  readonly strict: boolean;
}

function boundsOf({
  origin,
  inclusive,
}: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Pick<Limit, 'origin' | 'strict'> {
  return { origin, strict: inclusive === false };
}

function limit({ bound, origin, size, strict }: Limit): string {
  if (origin === 'string') {
    if (bound === 'at least' && size === 1) return 'must not be empty';
    return `must have ${bound} ${size} ${size === 1 ? 'character' : 'characters'}`;
  }
  if (origin === 'array' || origin === 'set') {
    return `must have ${bound} ${size} ${size === 1 ? 'item' : 'items'}`;
  }
  if (strict) return `must be ${bound === 'at least' ? 'more' : 'less'} than ${size}`;
  return `must be ${bound} ${size}`;
}
