/** The shop corrects the tracking number of a return: what the customer read is taken back. */

import { expect, test } from 'vitest';
import { at, back, type Moment, policy, scanned, timerFired } from '../builders.ts';
import { playReturn, runReturn } from '../play.ts';
import { day, toCustomer } from './known-orders.ts';

const labelled = [policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))];
const moving = back.scanned('in_transit', at('12:00'));
const arrived = back.scanned('delivered', at('14:00'));
const corrected = (time: number): Moment => [
  time,
  {
    kind: 'shipment_corrected',
    shipmentId: 'p1',
    carrier: 'dhl',
    trackingNumber: 'RN-right',
    service: null,
  } as Moment[1],
];
const AT_FOUR = corrected(at('16:00'));
/** After the request and the approval. */
const sent = (until: number, ...moments: readonly Moment[]) =>
  toCustomer(runReturn(until, ...labelled, ...moments)).slice(2);

test('“arrived” was about a wrong number: the customer learns so, and then of the arrival', () => {
  const own = [back.scanned('in_transit', day('11-25')), back.scanned('delivered', day('11-26'))];
  expect(sent(day('11-27'), moving, arrived, AT_FOUR, ...own)).toEqual([
    '11-24 12:00 return_in_transit',
    '11-24 14:00 return_received',
    '11-24 16:00 return_corrected',
    '11-25 12:00 return_in_transit',
    '11-26 12:00 return_received',
  ]);
});

test('“on its way” was about a wrong number, and nobody has posted it: the reminder follows', () => {
  expect(sent(day('12-02'), moving, AT_FOUR)).toEqual([
    '11-24 12:00 return_in_transit',
    '11-24 16:00 return_corrected',
    '12-02 08:00 return_post_reminder',
  ]);
});

test.each([
  ['received', [moving, arrived]],
  ['in_transit', [moving]],
  ['trouble', [moving, scanned('exception', at('14:00'), { reason: 'loss', shipmentId: 'p1' })]],
] as const)('the message names what is taken back: %s', (claim, wrong) => {
  expect(playReturn(...labelled, ...wrong, AT_FOUR).messages.at(-1)).toMatchObject({
    kind: 'return_corrected',
    facts: { claim },
  });
});

test('a wrong number about which the customer has read nothing: silence', () => {
  expect(sent(at('18:00'), AT_FOUR)).toEqual([]);
});

test('the warehouse has it: the number does not matter, and nothing is sent twice', () => {
  const received = back.received(at('15:00'));
  expect(sent(day('11-26'), moving, received, AT_FOUR)).toEqual([
    '11-24 12:00 return_in_transit',
    '11-24 15:00 return_received',
  ]);
});

test('the warehouse confirms it after the correction: the arrival is news again', () => {
  expect(sent(day('11-26'), moving, arrived, AT_FOUR, back.received(day('11-25')))).toEqual([
    '11-24 12:00 return_in_transit',
    '11-24 14:00 return_received',
    '11-24 16:00 return_corrected',
    '11-25 12:00 return_received',
  ]);
});

test('the right parcel moves already: “on its way” is true, and needs no correction', () => {
  const mark = { batched: true };
  const batched: Moment = [AT_FOUR[0], { ...AT_FOUR[1], ...mark }];
  const own = scanned('in_transit', at('15:00'), { observedAt: at('16:00'), shipmentId: 'p1' });
  const { messages } = playReturn(...labelled, moving, batched, own, timerFired(day('11-25')));
  expect(messages.map(({ kind }) => kind)).not.toContain('return_corrected');
});
