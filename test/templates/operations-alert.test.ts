/** The email to operators, for every alert and occasion. */

import { expect, test } from 'vitest';
import { ALERT_KINDS, ALERT_OCCASIONS } from '../../domain/alert.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { wordsOf } from './message.ts';

const renderer = createRenderer();
const LEFT_OVER = /\{\{|\}\}|undefined|\[object|\bnull\b|NaN/;

const cases = ALERT_KINDS.flatMap((kind) =>
  ALERT_OCCASIONS.map((occasion) => ({ kind, occasion })),
);

test.each(cases)('$occasion: $kind', async ({ kind, occasion }) => {
  const endedAt = occasion === 'ended' ? '24 Nov, 18:00' : null;
  const data = { ...CATALOG.operations_alert.sample, kind, occasion, endedAt };
  const request = { brand: 'default', shopName: 'wismr', locale: 'en', data } as const;
  const { subject, html, text } = await renderer.email({ kind: 'operations_alert', ...request });
  expect(subject).toMatch(/^(Alert|Still open|Ended): [A-Z].{8,66}$/);
  expect(subject).toContain('(urgent email)');
  const words = wordsOf(html);
  expect([subject, words, text].join('\n')).not.toMatch(LEFT_OVER);
  for (const fact of ['24 Nov, 16:05 UTC', '24 Nov, 16:20 UTC', 'rate_limit_exceeded', '/readyz']) {
    expect([words.includes(fact), text.includes(fact)]).toEqual([true, true]);
  }
  const counts = kind !== 'provider_outage';
  expect([words.includes(' 12 '), text.includes(': 12\n')]).toEqual([counts, counts]);
  expect([words.includes('18:00 UTC'), text.includes('18:00 UTC')]).toEqual([
    occasion === 'ended',
    occasion === 'ended',
  ]);
});
