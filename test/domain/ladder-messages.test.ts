/** The messages that ladders send to the customer, and the messages that follow them. */

import { expect, test } from 'vitest';
import { aContact, at, edd, placed, policy, scanned, shipped, timerFired } from './builders.ts';
import { linesOf, notSent, play, runOrder, sent } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
const moving = [...order, scanned('in_transit', at('12:00'))];
/** The `movement` expectation since the last scan above: due on Friday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';

test('a customer who got a message about a delay gets one when the parcel moves again', () => {
  const run = runOrder(
    day('12-02', '09:00'),
    ...moving,
    scanned('in_transit', day('12-02', '09:00')),
  );
  expect(linesOf(run, 'send').slice(-2)).toEqual([
    '12-01 12:00 send delayed by email (s1)',
    '12-02 09:00 send moving_again by email (s1)',
  ]);
});

test('a parcel delivered after a stall sends “delivered”, not “moving again”', () => {
  const run = runOrder(day('12-02'), ...moving, scanned('delivered', day('12-02')));
  expect(linesOf(run, 'send').at(-1)).toBe('12-02 12:00 send delivered by email (s1)');
  expect(linesOf(run, 'withdraw')).toEqual([`12-02 12:00 withdraw the escalation of ${STALL}`]);
});

test('two stalls raise two alarms, each with its own messages', () => {
  const again = scanned('in_transit', day('12-02', '09:00'));
  const run = runOrder(day('12-10'), ...moving, again, scanned('in_transit', day('12-10')));
  const kinds = linesOf(run, 'send').filter((line) => /delayed|moving_again/.test(line));
  expect(kinds).toEqual([
    '12-01 12:00 send delayed by email (s1)',
    '12-02 09:00 send moving_again by email (s1)',
    '12-09 09:00 send delayed by email (s1)',
    '12-10 12:00 send moving_again by email (s1)',
  ]);
});

test('a held message about a delay is dropped when the parcel moves before it is due', () => {
  const bySms = policy(at('08:00'), {
    channels: { delayed: ['sms'], moving_again: ['sms'] },
    quietHours: { sms: { from: '11:00', until: '18:00' } },
  });
  const given = [bySms, placed(), ...moving.slice(2), scanned('in_transit', day('12-01', '15:00'))];
  const run = runOrder(day('12-01', '20:00'), ...given);
  const bySmsOnly = linesOf(run, 'send', 'hold', 'drop').filter((line) => line.includes('by sms'));
  expect(bySmsOnly).toEqual([
    '12-01 12:00 hold delayed by sms (s1) until 2026-12-01T17:00:00Z: quiet hours',
    '12-01 15:00 drop delayed by sms (s1): superseded',
  ]);
});

test('a missed day sends one message, even if several ladders report it', () => {
  const given = [...moving, edd('2026-11-26', at('13:00'))];
  const delayed = linesOf(runOrder(day('12-08'), ...given), 'send').filter((line) =>
    line.includes('delayed'),
  );
  expect(delayed).toEqual(['11-27 08:00 send delayed by email (s1)']);
});

test('a new day after a missed one sends “delayed”, not “moving again”', () => {
  const given = [...moving, edd('2026-11-24', at('13:00')), edd('2026-11-27', day('11-25'))];
  const run = runOrder(day('11-25'), ...given);
  expect(linesOf(run, 'send').slice(-2)).toEqual([
    '11-25 08:00 send delayed by email (s1)',
    '11-25 12:00 send delayed by email (s1)',
  ]);
});

test('several late steps of one ladder send one message to the customer', () => {
  const waiting = [...order, scanned('available_for_pickup', at())];
  const step = play(...waiting, timerFired(day('12-01')));
  expect(sent(step).filter((each) => each === 'pickup_reminder by email')).toHaveLength(1);
  expect(notSent(step)).toContain('pickup_reminder by email: superseded');
});
