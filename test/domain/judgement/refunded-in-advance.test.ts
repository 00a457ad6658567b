/** A return that the shop refunds before the goods arrive: they are still expected. */

import { expect, test } from 'vitest';
import { returnMachine } from '../../../domain/return/index.ts';
import {
  at,
  back,
  escalationChanged,
  type Moment,
  policy,
  scanned,
  timerFired,
} from '../builders.ts';
import { linesOf, playReturn, runReturn } from '../play.ts';
import { day, toCustomer } from './known-orders.ts';

const labelled = [policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))];
/** On Tuesday, 24 November; the 28 days end on 22 December. */
const refunded = [...labelled, back.refunded(at('12:00'))];
const UNTIL = at('12:00', '2027-01-31');
const escalations = (...moments: readonly Moment[]) =>
  linesOf(runReturn(UNTIL, ...moments), 'escalate', 'withdraw');
/** After the request, the approval and the refund. */
const sent = (...moments: readonly Moment[]) => toCustomer(runReturn(UNTIL, ...moments)).slice(3);

test('the goods never come: one reminder to the customer, and staff after 28 days', () => {
  expect(sent(...refunded)).toEqual(['12-09 08:00 return_post_reminder']);
  expect(escalations(...refunded)).toEqual([
    '12-22 12:00 escalate -/goods_back/2026-11-24T11:00:00Z to customer service, low',
    '01-05 12:00 escalate -/goods_back/2026-11-24T11:00:00Z to customer service, medium',
  ]);
});

test('staff read how much was paid', () => {
  const part = back.refunded(at('11:00'), { reference: 'r0', final: false });
  const due = timerFired(day('12-22'));
  const { messages } = playReturn(
    ...labelled,
    part,
    ...refunded.slice(3),
    due,
    timerFired(day('12-23')),
  );
  const email = messages.find(({ kind }) => kind === 'escalation_opened');
  expect(email?.facts).toMatchObject({ amount: '99.80', currency: 'EUR' });
});

test('the goods arrive: nothing is late, and the journey closes', () => {
  const way = [back.scanned('in_transit', day('11-28')), back.scanned('delivered', day('11-30'))];
  expect(sent(...refunded, ...way)).toEqual([]);
  expect(escalations(...refunded, ...way)).toEqual([]);
  expect(returnMachine.isDone(runReturn(UNTIL, ...refunded, ...way).state)).toBe(true);
});

test('refunded at the first scan, and the parcel stops: 28 days after its last scan', () => {
  const moving = back.scanned('in_transit', at('11:00'));
  const run = [
    ...labelled,
    moving,
    back.refunded(at('12:00')),
    back.scanned('in_transit', day('11-27')),
  ];
  // It is on its way: no reminder to post it.
  expect(toCustomer(runReturn(UNTIL, ...run)).filter((line) => line.endsWith('reminder'))).toEqual(
    [],
  );
  expect(escalations(...run)[0]).toMatch(/^12-25 12:00 escalate -.goods_back/);
});

test('posted after the escalation: it ends', () => {
  const posted = back.scanned('in_transit', day('12-28'));
  expect(escalations(...refunded, posted, back.scanned('delivered', day('12-30')))).toEqual([
    '12-22 12:00 escalate -/goods_back/2026-11-24T11:00:00Z to customer service, low',
    '12-28 12:00 withdraw the escalation of -/goods_back/2026-11-24T11:00:00Z',
  ]);
});

test('a person decides that the goods need not come: that is all, and the journey closes', () => {
  const resolved = escalationChanged(day('12-23'), {
    expectationId: '-/goods_back/2026-11-24T11:00:00Z',
    resolution: 'no_action',
  });
  const run = runReturn(at('12:00', '2026-12-31'), ...refunded, resolved);
  expect(linesOf(run, 'escalate')).toHaveLength(1);
  expect(returnMachine.isDone(run.state)).toBe(true);
});

test.each([
  ['without a label, the shop may not want them', refunded.filter((_, index) => index !== 2)],
  ['they have arrived', [...labelled, back.received(at('11:00')), ...refunded.slice(3)]],
  [
    'the carrier lost them',
    [...refunded, scanned('exception', day('11-26'), { reason: 'loss', shipmentId: 'p1' })],
  ],
  [
    'a part is refunded, and the return goes on',
    [
      ...labelled,
      back.refunded(at('12:00'), { final: false }),
      back.scanned('in_transit', day('11-26')),
    ],
  ],
  ['the refund was imported', [...labelled, back.refunded(day('11-20'))]],
])('not expected: %s', (_, moments) => {
  expect(escalations(...moments).filter((line) => line.includes('goods_back'))).toEqual([]);
});
