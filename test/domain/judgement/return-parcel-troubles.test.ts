/** What the customer reads when a parcel of a return stops, is lost, or comes back. */

import { expect, test } from 'vitest';
import {
  at,
  back,
  escalationChanged,
  type Moment,
  policy,
  scanned,
  timerFired,
} from '../builders.ts';
import { playReturn, runReturn } from '../play.ts';
import { day, ofKinds } from './known-orders.ts';

const shop = policy(at('08:00'));
const labelled = [shop, back.requested(at('09:00')), back.labelled(at('10:30'))];
/** Posted on Tuesday, 24 November. */
const posted = [...labelled, back.scanned('in_transit', at('12:00'))];
/** The shop promises the refund by Friday, 4 December. */
const promised = [shop, back.requested(at('09:00'), day('12-04')), ...posted.slice(2)] as const;

const reported = (
  status: 'exception' | 'return_to_sender',
  time: number,
  reason: 'loss' | 'destroyed' | 'refused' | 'returned',
): Moment => scanned(status, time, { reason, shipmentId: 'p1' });
const loss = reported('exception', day('11-26'), 'loss');
const OF_THE_WAY = [
  'return_in_transit',
  'return_delayed',
  'return_lost',
  'return_coming_back',
  'return_received',
] as const;
const onTheWay = (until: number, ...moments: readonly Moment[]) =>
  ofKinds(runReturn(until, ...moments), ...OF_THE_WAY).slice(1);
const lastFacts = (...moments: readonly Moment[]) => playReturn(...moments).messages.at(-1)?.facts;

test('no scan for five business days: the customer learns so, two days after staff', () => {
  expect(onTheWay(day('12-31'), ...posted)).toEqual(['12-01 12:00 return_delayed']);
});

test('it moves before the message goes: silence', () => {
  const moves = back.scanned('in_transit', day('11-30'));
  expect(onTheWay(day('12-03'), ...posted, moves)).toEqual([]);
});

test('it stops a second time: the customer knows that already', () => {
  const moves = back.scanned('in_transit', day('12-02'));
  expect(onTheWay(day('12-31'), ...posted, moves)).toEqual(['12-01 12:00 return_delayed']);
});

test('“a colleague is looking into it” only while an escalation is open', () => {
  const steps = [timerFired(day('11-27')), timerFired(day('12-01'))];
  expect(lastFacts(...promised, ...steps)).toMatchObject({
    isLookedInto: true,
    // The end of the promised day.
    refundDue: day('12-05', '00:00') - 1,
  });
  const quiet = policy(at('08:00'), {
    expectations: {
      return_movement: {
        ladder: [{ after: '0h', do: 'notify_customer', message: 'return_delayed' }],
      },
    },
  });
  const alone = [quiet, ...posted.slice(1), timerFired(day('11-27'))];
  expect(lastFacts(...alone)).toMatchObject({ isLookedInto: false, refundDue: null });
});

test.each(['loss', 'destroyed'] as const)('the carrier reports a %s: at once', (reason) => {
  const report = reported('exception', day('11-26'), reason);
  expect(onTheWay(day('12-31'), ...posted, report)).toEqual(['11-26 12:00 return_lost']);
  expect(lastFacts(...posted, report)).toEqual({
    cause: reason,
    isLookedInto: true,
    refundDue: null,
  });
});

test('reported lost at night, found in the morning: silence', () => {
  const lost = reported('exception', day('11-26', '22:00'), 'loss');
  const found = back.scanned('in_transit', day('11-27', '07:00'));
  expect(onTheWay(day('11-30', '11:00'), ...posted, lost, found)).toEqual([]);
});

test('reported lost, then found: the customer learns of both, and of the arrival', () => {
  const found = [back.scanned('in_transit', day('11-27')), back.scanned('delivered', day('11-28'))];
  expect(onTheWay(day('11-30'), ...posted, loss, ...found)).toEqual([
    '11-26 12:00 return_lost',
    '11-27 12:00 return_in_transit',
    '11-28 12:00 return_received',
  ]);
});

test('a person decides that it is lost: the customer reads when the refund is due', () => {
  const decided = escalationChanged(day('11-30'), {
    expectationId: 'p1/return_movement/2026-11-24T11:00:00Z',
    resolution: 'lost',
  });
  const moments = [...posted, timerFired(day('11-27')), decided];
  // Five business days after Monday.
  const refundDue = day('12-08', '00:00') - 1;
  expect(lastFacts(...moments)).toMatchObject({ cause: 'decided', refundDue });
  const run = [...posted, decided];
  expect(onTheWay(day('12-04'), ...run)).toEqual(['11-30 12:00 return_lost']);
  // It turns up after all.
  const found = back.scanned('in_transit', day('12-02'));
  expect(onTheWay(day('12-03'), ...run, found)).toEqual([
    '11-30 12:00 return_lost',
    '12-02 12:00 return_in_transit',
  ]);
});

test('it comes back to the customer: no word about its silence from then on', () => {
  const turned = reported('return_to_sender', day('11-26'), 'refused');
  expect(onTheWay(day('12-31'), ...posted, turned)).toEqual(['11-26 12:00 return_coming_back']);
  expect(lastFacts(...posted, turned)).toMatchObject({ isBack: false });
});

test('heard only when the customer has it again: the message says so', () => {
  const turned = reported('return_to_sender', day('11-26', '22:00'), 'refused');
  const returned = reported('return_to_sender', day('11-27', '07:00'), 'returned');
  expect(onTheWay(day('11-30'), ...posted, turned, returned)).toEqual([
    '11-27 08:00 return_coming_back',
  ]);
  const morning = timerFired(day('11-27', '08:00'));
  expect(lastFacts(...posted, turned, returned, morning)).toMatchObject({ isBack: true });
});

test('two parcels posted together: one message', () => {
  const both = [
    ...labelled,
    back.labelled(at('10:31'), 'p2'),
    back.scanned('in_transit', at('12:00')),
    back.scanned('in_transit', at('12:01'), 'p2'),
  ];
  expect(ofKinds(runReturn(day('11-26'), ...both), 'return_in_transit')).toEqual([
    '11-24 12:02 return_in_transit',
  ]);
});

test('two parcels lost at the same time: one message', () => {
  const second = [
    back.labelled(at('10:31'), 'p2'),
    back.scanned('in_transit', at('12:01'), 'p2'),
    scanned('exception', day('11-26', '12:01'), { reason: 'loss', shipmentId: 'p2' }),
  ];
  const run = runReturn(
    day('11-26', '18:00'),
    ...posted,
    ...second.slice(0, 2),
    loss,
    ...second.slice(2),
  );
  expect(ofKinds(run, 'return_lost')).toEqual(['11-26 12:02 return_lost']);
});

test('refunded already: the loss is the shop’s concern, and the way back still the customer’s', () => {
  const refunded = [...posted, back.refunded(day('11-25'))];
  expect(onTheWay(day('11-30'), ...refunded, loss)).toEqual([]);
  const turned = reported('return_to_sender', day('11-26'), 'refused');
  expect(onTheWay(day('11-30'), ...refunded, turned)).toEqual(['11-26 12:00 return_coming_back']);
});
