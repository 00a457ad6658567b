/** What the customer of a late order reads: the days, the right to cancel, and what silence means. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

/** The words of both parts, in one line each. */
async function wordsWith(more: object): Promise<readonly string[]> {
  const data = { ...CATALOG.ship_delay_notice.sample, ...more };
  const { html, text } = await renderer.email(aMessage('ship_delay_notice', { data }));
  return [wordsOf(html), text].map((words) => words.replaceAll(/\s+/g, ' '));
}

const FEB_5 = 'Friday 5 February';
const cases: readonly [what: string, data: object, says: readonly string[], not: RegExp][] = [
  [
    'a short delay',
    { newDay: FEB_5, silence: 'consents' },
    [
      'We now expect to ship it by Friday 5 February.',
      'If you do not answer, we take it that you agree to wait until Friday 5 February.',
    ],
    /cancelled automatically/,
  ],
  [
    'a long delay',
    { newDay: FEB_5, silence: 'cancels' },
    ['please agree by Thursday 21 January', 'it is cancelled automatically'],
    /we take it|at any time/,
  ],
  [
    'a delay of unknown length',
    { newDay: null, silence: 'cancels' },
    ['we cannot say yet when it will ship', 'you can still cancel at any time until it ships'],
    /we take it|February/,
  ],
  [
    'a renewed notice',
    { newDay: FEB_5, silence: 'cancels', isRenewed: true },
    ['We wrote that we would ship your order by Tuesday 22 December.'],
    /planned to/,
  ],
];

test.each(cases)('%s', async (_, data, says, not) => {
  for (const words of await wordsWith(data)) {
    for (const part of says) expect(words).toContain(part);
    expect(words).toContain('you get a full and prompt refund');
    expect(words).not.toMatch(not);
  }
});

test('staff are asked whether an order ships in time', async () => {
  const sample = CATALOG.overdue_notice.sample;
  const data = { ...sample, isLate: false, asksIfShips: true };
  const { html, text } = await renderer.email(aMessage('overdue_notice', { data }));
  for (const words of [wordsOf(html), text]) {
    expect(words).toContain('Please report whether it ships in time');
  }
});
