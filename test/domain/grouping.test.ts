/** Orders in several parcels: one message when several reach a milestone together. */

import { expect, test } from 'vitest';
import {
  aContact,
  at,
  type Moment,
  ordered,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { linesOf, runOrder } from './play.ts';

const contact = aContact({ phone: false });
const emailOnly = policy(at('08:00'), {
  channels: { out_for_delivery: ['email'], delivered: ['email'], all_delivered: ['email'] },
});
const order = [emailOnly, placed(at('08:00'), contact)];
const two = [...order, shipped(at('09:00'), 's1'), shipped(at('09:00'), 's2')];
const second = { shipmentId: 's2' };
const messages = (run: ReturnType<typeof runOrder>, kind: string) =>
  linesOf(run, 'send').filter((line) => line.includes(` ${kind} `));

test('two parcels delivered within the window send one “all delivered”', () => {
  const run = runOrder(
    at('14:00'),
    ...two,
    scanned('delivered', at('12:00')),
    scanned('delivered', at('12:01'), second),
  );
  expect(messages(run, 'delivered')).toEqual([]);
  expect(messages(run, 'all_delivered')).toEqual([
    '11-24 12:01 send all_delivered by email (s1, s2)',
  ]);
});

test('“all delivered” is sent only when all are', () => {
  const one = [...two, scanned('delivered', at('12:00'))];
  expect(messages(runOrder(at('18:00'), ...one), 'all_delivered')).toEqual([]);
  expect(messages(runOrder(at('18:00'), ...one), 'delivered')).toEqual([
    '11-24 12:02 send delivered by email (s1)',
  ]);
  const both = runOrder(at('18:00'), ...one, scanned('delivered', at('16:00'), second));
  expect(messages(both, 'all_delivered')).toHaveLength(1);
});

test('“all delivered” waits for pieces that no parcel has yet', () => {
  const three: readonly Moment[] = [
    emailOnly,
    ordered({ contact, pieces: 3 }),
    shipped(at('09:00'), 's1', 1),
    shipped(at('09:00'), 's2', 1),
    scanned('delivered', at('12:00')),
    scanned('delivered', at('12:01'), second),
  ];
  expect(messages(runOrder(at('18:00'), ...three), 'all_delivered')).toEqual([]);
  const last = [
    shipped(at('18:00'), 's3', 1),
    scanned('delivered', at('19:00'), { shipmentId: 's3' }),
  ];
  expect(messages(runOrder(at('20:00'), ...three, ...last), 'all_delivered')).toEqual([
    '11-24 19:00 send all_delivered by email (s1, s2, s3)',
  ]);
});

test('an order with a parcel that goes back is not “all delivered”', () => {
  const run = runOrder(
    at('18:00'),
    ...two,
    scanned('delivered', at('12:00')),
    scanned('return_to_sender', at('13:00'), second),
  );
  expect(messages(run, 'all_delivered')).toEqual([]);
});

test('an order in one parcel sends “delivered” at once', () => {
  const run = runOrder(at('14:00'), ...order, shipped(), scanned('delivered', at('12:00')));
  expect(messages(run, 'delivered')).toEqual(['11-24 12:00 send delivered by email (s1)']);
  expect(messages(run, 'all_delivered')).toEqual([]);
});

test('three parcels out within two minutes send one message', () => {
  const three = [...two, shipped(at('09:00'), 's3')];
  const run = runOrder(
    at('14:00'),
    ...three,
    scanned('out_for_delivery', at('11:00')),
    scanned('out_for_delivery', at('11:01'), second),
    scanned('out_for_delivery', at('11:01'), { shipmentId: 's3' }),
  );
  expect(messages(run, 'out_for_delivery')).toEqual([
    '11-24 11:01 send out_for_delivery by email (s1, s2, s3)',
  ]);
});

test('a parcel after the window sends its own message', () => {
  const run = runOrder(
    at('14:00'),
    ...two,
    shipped(at('09:00'), 's3'),
    scanned('out_for_delivery', at('11:00')),
    scanned('out_for_delivery', at('11:03'), second),
  );
  expect(messages(run, 'out_for_delivery')).toHaveLength(2);
});

const sms = [placed(at('08:00')), shipped(at('09:00'), 's1'), shipped(at('09:00'), 's2')];
const dawn = (time: string) => at(time, '2026-11-25');

test('messages held until the morning are sent as one, without parcels that have moved on', () => {
  const both = [
    ...sms,
    shipped(at('09:00'), 's3'),
    scanned('out_for_delivery', dawn('06:00')),
    scanned('out_for_delivery', dawn('06:01'), second),
  ];
  const bySms = (run: ReturnType<typeof runOrder>) =>
    linesOf(run, 'send').filter((line) => line.includes('out_for_delivery by sms'));
  expect(bySms(runOrder(dawn('10:00'), ...both))).toEqual([
    '11-25 09:00 send out_for_delivery by sms (s1, s2)',
  ]);
  const overtaken = [...both, scanned('delivered', dawn('08:30'))];
  expect(bySms(runOrder(dawn('10:00'), ...overtaken))).toEqual([
    '11-25 09:00 send out_for_delivery by sms (s2)',
  ]);
});

test('without a window each parcel sends its message at once', () => {
  const own = policy(at('08:00'), { together: '0s', channels: { delivered: ['email'] } });
  const run = runOrder(at('14:00'), own, ...two.slice(1), scanned('delivered', at('12:00')));
  expect(messages(run, 'delivered')).toEqual(['11-24 12:00 send delivered by email (s1)']);
});
