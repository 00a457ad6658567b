/** What staff read about an expected event before it is due, and after. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

test.each(['escalation_opened', 'overdue_notice'] as const)(
  '%s says “due by” before the due time, and not that it is late',
  async (kind) => {
    const data = { ...CATALOG[kind].sample, isLate: false };
    const soon = { ...data, ...(kind === 'escalation_opened' ? { overdueBy: null } : {}) };
    const { subject, html, text } = await renderer.email(aMessage(kind, { data: soon }));
    expect(subject).toContain('is due by 2');
    for (const words of [wordsOf(html), text]) {
      expect(words).toContain('It is due by 2');
      expect(words).not.toMatch(/late|has not (come|happened)/);
    }
  },
);

test('staff read what to do if the new parcel goes by another order', async () => {
  const data = { ...CATALOG.escalation_opened.sample, asksIfReshipped: true };
  const { html, text } = await renderer.email(aMessage('escalation_opened', { data }));
  const usual = await renderer.email(aMessage('escalation_opened'));
  const hint = 'If you reship by another order, resolve this escalation as solved or no_action.';
  for (const words of [wordsOf(html), text]) expect(words).toContain(hint);
  for (const words of [wordsOf(usual.html), usual.text]) expect(words).not.toContain(hint);
});

test.each(['escalation_opened', 'overdue_notice'] as const)(
  '%s says that it is late from the due time on',
  async (kind) => {
    const { subject, html, text } = await renderer.email(aMessage(kind));
    expect(subject).toContain('late');
    for (const words of [wordsOf(html), text]) expect(words).not.toContain('due by');
  },
);
