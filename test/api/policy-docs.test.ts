/** Checks docs/policy.md against the code. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePolicy, policySchema } from '../../commands/policy-schema.ts';
import { EXPECTED_FROM } from '../../domain/journey/expectation.ts';
import { DEFAULT_RULES } from '../../domain/policy/default-policy.ts';
import {
  EXPECTATION_KINDS,
  type ExpectationKind,
  type LadderStep,
} from '../../domain/policy/rule.ts';

const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');

test('every example is a valid policy', () => {
  const examples = [...page.matchAll(/```json\n([^`]+)```/g)].map(([, json = '']) => json);
  expect(examples.length).toBeGreaterThan(3);
  for (const example of examples) expect(() => parsePolicy(JSON.parse(example))).not.toThrow();
});

test('every field has a row', () => {
  const missing = Object.keys(policySchema.shape).filter(
    (field) => !new RegExp(`^\\| \`${field}[.\`]`, 'm').test(page),
  );
  expect(missing).toEqual([]);
});

test('the defaults are the defaults of the code', () => {
  const missing = EXPECTATION_KINDS.map(rowOf).filter((row) => !page.includes(row));
  expect(missing).toEqual([]);
});

function rowOf(kind: ExpectationKind): string {
  const { within, abroad, estimate, ladder } = DEFAULT_RULES[kind];
  const all = [within, abroad && `abroad ${abroad}`, estimate && `estimate ${estimate}`];
  const spans = all.filter((each) => each !== undefined).join(', ');
  return `| \`${kind}\` | ${EXPECTED_FROM[kind]} | ${spans} | ${ladder.map(stepWords).join('; ')} |`;
}

function stepWords(step: LadderStep): string {
  const start = `${step.after} ${step.do}`;
  if (step.do === 'notify_customer') return `${start} ${step.message}`;
  if (step.do === 'notify_shop') return `${start} to ${step.to}`;
  if (step.do === 'expire') return start;
  const proposal = step.propose ? `, propose ${step.propose}` : '';
  return `${start} to ${step.to}, ${step.severity}${proposal}`;
}
