/** Checks docs/problems.md against the code. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  PROBLEM_KINDS,
  PROBLEM_NAMES,
  PROBLEM_OF_CODE,
  problemOfStatus,
} from '../../api/problem-kinds.ts';
import { ERROR_CODES } from '../../domain/error.ts';

const page = readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8');

test('every kind of problem has its row, in the same words, and there are no other rows', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const known = PROBLEM_NAMES.map((name) => {
    const { status, title, when, remedy } = PROBLEM_KINDS[name];
    return `| \`${name}\` | ${status} | ${title} | ${when} | ${remedy} |`;
  });
  expect(rows).toEqual(known);
});

test('each status has one kind, and each kind is what an error or a status becomes', () => {
  const statuses = PROBLEM_NAMES.map((name) => PROBLEM_KINDS[name].status);
  expect(new Set(statuses).size).toBe(statuses.length);
  for (const name of PROBLEM_NAMES) expect(problemOfStatus(PROBLEM_KINDS[name].status)).toBe(name);
  expect(problemOfStatus(418)).toBe('internal');
  expect(Object.keys(PROBLEM_OF_CODE).toSorted()).toEqual([...ERROR_CODES].toSorted());
});

test('no kind needs escaping in an address', () => {
  for (const name of PROBLEM_NAMES) expect(encodeURIComponent(name)).toBe(name);
});
