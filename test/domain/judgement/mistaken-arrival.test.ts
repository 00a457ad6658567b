/** The customer read that the return has arrived, and the carrier delivered it by mistake. */

import { expect, test } from 'vitest';
import { at, back, type Moment, policy, scanned } from '../builders.ts';
import { playReturn, runReturn } from '../play.ts';
import { day, ofKinds } from './known-orders.ts';

const labelled = [policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))];
const posted = [...labelled, back.scanned('in_transit', at('12:00'))];
const mistaken = [...posted, back.scanned('delivered', day('11-25', '10:00'))];
const withdrawn = (time: number, shipmentId = 'p1'): Moment =>
  scanned('in_transit', time, { reason: 'delivery_withdrawn', shipmentId });
const taken = withdrawn(day('11-25', '11:00'));
const arrivals = (until: number, ...moments: readonly Moment[]) =>
  ofKinds(runReturn(until, ...moments), 'return_received', 'return_corrected');

test('the carrier calls the delivery a mistake: the customer learns so, and of the arrival', () => {
  const own = back.scanned('delivered', day('11-26'));
  expect(arrivals(day('11-27'), ...mistaken, taken, own)).toEqual([
    '11-25 10:00 return_received',
    '11-25 11:00 return_corrected',
    '11-26 12:00 return_received',
  ]);
  expect(playReturn(...mistaken, taken).messages.at(-1)?.facts).toEqual({
    claim: 'received',
    isMistakenScan: true,
  });
});

test('a mistake twice: the customer learns of each', () => {
  const again = [back.scanned('delivered', day('11-26')), withdrawn(day('11-26', '13:00'))];
  expect(arrivals(day('11-27'), ...mistaken, taken, ...again).slice(2)).toEqual([
    '11-26 12:00 return_received',
    '11-26 13:00 return_corrected',
  ]);
});

test.each(['attempted', 'available_for_pickup'] as const)(
  'three hours later, the carrier still has it (%s): the same',
  (status) => {
    const still = back.scanned(status, day('11-25', '14:00'));
    expect(arrivals(day('11-26'), ...mistaken, still).slice(1)).toEqual([
      '11-25 14:00 return_corrected',
    ]);
  },
);

test('an attempt within three hours proves nothing', () => {
  const close = back.scanned('attempted', day('11-25', '12:00'));
  expect(arrivals(day('11-26'), ...mistaken, close)).toEqual(['11-25 10:00 return_received']);
});

test('taken back at night, before the customer reads of it: only the real arrival is sent', () => {
  const late = [
    back.scanned('delivered', day('11-25', '22:00')),
    withdrawn(day('11-25', '23:00')),
    back.scanned('delivered', day('11-26')),
  ];
  expect(arrivals(day('11-27'), ...posted, ...late)).toEqual(['11-26 12:00 return_received']);
});

test('the report of the mistake comes after that of the real arrival: silence', () => {
  const reason = 'delivery_withdrawn';
  const observedAt = day('11-25', '16:00');
  const late = [
    back.scanned('delivered', day('11-25', '15:00')),
    scanned('in_transit', day('11-25', '11:00'), { reason, observedAt, shipmentId: 'p1' }),
  ];
  expect(arrivals(day('11-27'), ...mistaken, ...late)).toEqual(['11-25 10:00 return_received']);
});

test('the warehouse has it: its word counts, and nothing is taken back', () => {
  const confirmed = back.received(day('11-25', '10:30'));
  expect(arrivals(day('11-27'), ...mistaken, confirmed, taken)).toEqual([
    '11-25 10:00 return_received',
  ]);
});

test('refunded already: the mistake is the shop’s concern', () => {
  const refund = back.refunded(day('11-25', '10:30'));
  expect(arrivals(day('11-27'), ...mistaken, refund, taken)).toEqual([
    '11-25 10:00 return_received',
  ]);
});

test('the carrier takes it back to the customer instead: that message is enough', () => {
  const turned = scanned('return_to_sender', day('11-25', '15:00'), {
    reason: 'refused',
    shipmentId: 'p1',
  });
  const run = runReturn(day('11-27'), ...mistaken, turned);
  expect(ofKinds(run, 'return_corrected', 'return_coming_back')).toEqual([
    '11-25 15:00 return_coming_back',
  ]);
});

test('one of two parcels did not arrive after all: the whole is news once it does', () => {
  const both = [
    ...[...labelled, back.labelled(at('10:31'), 'p2'), back.scanned('in_transit', at('12:00'))],
    ...[back.scanned('in_transit', at('12:00'), 'p2'), back.scanned('delivered', day('11-25'))],
    back.scanned('delivered', day('11-25', '13:00'), 'p2'),
  ];
  const mistake = withdrawn(day('11-25', '14:00'), 'p2');
  const own = back.scanned('delivered', day('11-27'), 'p2');
  expect(arrivals(day('11-28'), ...both, mistake, own)).toEqual([
    '11-25 13:00 return_received',
    '11-25 14:00 return_corrected',
    '11-27 12:00 return_received',
  ]);
});
