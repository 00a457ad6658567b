/** What the shop takes back: a wrong tracking number, and a cancellation. */

import { expect, test } from 'vitest';
import { at, cancelled, type Moment, placed, policy, scanned } from '../builders.ts';
import { play, runOrder } from '../play.ts';
import { day, moving, ofKinds, reader, toCustomer } from './known-orders.ts';

/** The next event belongs to the same batch. */
function inBatch([time, body]: Moment): Moment {
  const mark = { batched: true };
  return [time, { ...body, ...mark }];
}

const corrected = (time: number): Moment => [
  time,
  {
    kind: 'shipment_corrected',
    shipmentId: 's1',
    carrier: 'usps',
    trackingNumber: 'TN-right',
    service: null,
  } as Moment[1],
];
const ofAnother = scanned('delivered', at('14:00'));

test('“delivered” was about a wrong number: the customer learns so, and then of the delivery', () => {
  const run = runOrder(
    day('11-26'),
    ...[...moving, ofAnother, corrected(at('16:00')), scanned('in_transit', at('19:00'))],
    scanned('delivered', day('11-26')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-24 14:00 delivered',
    '11-24 16:00 not_delivered_after_all',
    '11-26 12:00 delivered',
  ]);
});

test('the right number had arrived already when the shop corrected it: one message is enough', () => {
  const own = scanned('delivered', at('15:00'), { observedAt: at('16:00') });
  const run = runOrder(day('11-26'), ...moving, ofAnother, inBatch(corrected(at('16:00'))), own);
  expect(toCustomer(run).slice(2)).toEqual(['11-24 14:00 delivered', '11-24 16:00 delivered']);
});

test('a wrong number of which the customer has not read: silence', () => {
  const run = runOrder(day('11-25'), ...moving, corrected(at('16:00')));
  expect(toCustomer(run).slice(2)).toEqual([]);
});

const TAKEN_BACK = '11-24 16:00 not_delivered_after_all';

test.each([
  ['available_for_pickup', 'ready'],
  ['out_for_delivery', 'today'],
  ['attempted', 'trouble'],
  ['return_to_sender', 'returning'],
] as const)(
  'a wrong number was %s: the customer learns that it was another parcel',
  (status, claim) => {
    const wrong = scanned(status, at('14:00'));
    const run = runOrder(day('11-25'), ...moving, wrong, corrected(at('16:00')));
    expect(toCustomer(run).slice(3)).toEqual([TAKEN_BACK]);
    const last = play(...moving, wrong, corrected(at('16:00'))).messages.at(-1);
    expect(last?.facts).toEqual({ isOtherParcel: true, claim });
  },
);

test('the wrong number was out for delivery yesterday: nobody waits for it any more', () => {
  const wrong = scanned('out_for_delivery', at('14:00'));
  const run = runOrder(day('11-25', '06:00'), ...moving, wrong, corrected(day('11-25', '02:00')));
  expect(ofKinds(run, 'not_delivered_after_all')).toEqual([]);
});

test('the wrong number missed its tour: the message that it is late was about another parcel', () => {
  const wrong = scanned('out_for_delivery', at('14:00'));
  const run = runOrder(day('11-25', '18:00'), ...moving, wrong, corrected(day('11-25', '16:00')));
  expect(toCustomer(run).slice(3)).toEqual([
    '11-25 08:00 delayed',
    '11-25 16:00 not_delivered_after_all',
  ]);
});

test('a trouble of the wrong number that was over: nothing to take back', () => {
  const stop = scanned('exception', at('13:00'), { reason: 'customs' });
  const over = scanned('in_transit', at('14:00'));
  const run = runOrder(day('11-25', '18:00'), ...moving, stop, over, corrected(at('16:00')));
  expect(ofKinds(run, 'not_delivered_after_all')).toEqual([]);
});

test('the right parcel is ready to collect, too: its own message is enough', () => {
  const wrong = scanned('available_for_pickup', at('14:00'));
  const own = scanned('available_for_pickup', at('15:00'), { observedAt: at('16:00') });
  const run = runOrder(day('11-25'), ...moving, wrong, inBatch(corrected(at('16:00'))), own);
  expect(toCustomer(run).slice(3)).toEqual(['11-24 16:00 available_for_pickup']);
});

test('the right parcel goes on after the correction: it is taken back once', () => {
  const wrong = scanned('available_for_pickup', at('14:00'));
  const own = [
    scanned('out_for_delivery', day('11-25', '08:00')),
    scanned('delivered', day('11-25')),
  ];
  const run = runOrder(day('11-26'), ...moving, wrong, corrected(at('16:00')), ...own);
  expect(toCustomer(run).slice(3)).toEqual([
    TAKEN_BACK,
    '11-25 08:00 out_for_delivery',
    '11-25 12:00 delivered',
  ]);
});

const reinstated = (time: number): Moment => [
  time,
  { kind: 'order_reinstated', reinstatedAt: time },
];
const start = [policy(at('08:00')), placed(at('08:00'), reader), cancelled(at('10:00'))];

test('cancelled and reinstated: the customer learns of both, each time', () => {
  const again = [cancelled(at('15:00')), reinstated(at('16:00'))];
  const run = runOrder(day('11-25', '17:00'), ...start, reinstated(at('14:00')), ...again);
  expect(toCustomer(run)).toEqual([
    '11-24 08:00 order_confirmed',
    '11-24 10:00 order_cancelled',
    '11-24 14:00 order_confirmed',
    '11-24 15:00 order_cancelled',
    '11-24 16:00 order_confirmed',
  ]);
});

test('reinstated before the customer could read of the cancellation: silence', () => {
  const off = policy(at('08:00'), { channels: { order_cancelled: [] } });
  const run = runOrder(day('11-25', '17:00'), off, ...start.slice(1), reinstated(at('14:00')));
  expect(toCustomer(run)).toEqual(['11-24 08:00 order_confirmed']);
});

test('cancelled again before the message goes: only the cancellation', () => {
  const both = [inBatch(reinstated(at('14:00'))), cancelled(at('14:00'))];
  const run = runOrder(day('11-25', '17:00'), ...start, ...both);
  expect(toCustomer(run).slice(2)).toEqual(['11-24 14:00 order_cancelled']);
});
