/** What the customer no longer wants, and the shop ships all the same. */

import { expect, test } from 'vitest';
import { HOUR } from '../../../domain/time.ts';
import { at, type Moment, ordered, policy, shipped, timerFired, withdrawn } from '../builders.ts';
import { cancels, consents, day, order, revised, word } from '../late-order.ts';
import { play } from '../play.ts';

const notice = [...order(), revised(word, null)];
/** The notice has left: only then can the customer answer. */
const left = play(...notice).messages.map(
  ({ key }): Moment => [
    word,
    { kind: 'notification_settled', key, outcome: 'accepted', code: null },
  ],
);
const late = [...notice, ...left];
const asked = cancels(day('12-23'));

/** What the message about the parcel says, once it has left. */
function shippedFacts(...moments: readonly Moment[]) {
  const morning = timerFired((moments.at(-1)?.[0] ?? 0) + 12 * HOUR);
  const { messages } = play(...moments, morning);
  return messages.flatMap(({ kind, facts }) => (kind === 'shipped' ? [facts] : []));
}

test('asked to cancel, then shipped: the message says what the customer can do', () => {
  expect(shippedFacts(...late, asked, shipped(day('12-23', '15:00')))).toEqual([
    { unwanted: 'cancel_requested' },
  ]);
});

test('asked to cancel, then agreed to wait: nothing to refuse', () => {
  const waits = consents(day('12-23', '13:00'));
  expect(shippedFacts(...late, asked, waits, shipped(day('12-23', '15:00')))).toEqual([undefined]);
});

test('asked to cancel in the night, before the message leaves: it says so in the morning', () => {
  const label = shipped(day('12-22', '22:00'));
  const night = cancels(day('12-22', '23:00'));
  expect(shippedFacts(...late, label, night)).toEqual([{ unwanted: 'cancel_requested' }]);
});

const start = [policy(at('08:00')), ordered({ pieces: 2 })];

test('withdrawn before it shipped: the same', () => {
  const after = [withdrawn(day('11-25')), shipped(day('11-26'), 's1', 2)];
  expect(shippedFacts(...start, ...after)).toEqual([{ unwanted: 'withdrawn' }]);
});

test('the rest is withdrawn after a part was shipped: the part is wanted', () => {
  const part = shipped(day('11-25', '22:00'), 's1', 1);
  const rest = withdrawn(day('11-25', '23:00'));
  expect(shippedFacts(...start, part, rest)).toEqual([undefined]);
});
