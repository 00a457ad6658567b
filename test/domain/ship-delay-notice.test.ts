/** The notice of a late shipment: when it leaves, when it does not, and what else is sent. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { deemedCancelledAt, shipStanding } from '../../domain/order/ship-dates.ts';
import { aContact, at, type Moment, ordered, policy } from './builders.ts';
import {
  ABOUT,
  cancels,
  consents,
  day,
  inTime,
  linesAbout,
  order,
  revised,
  word,
} from './late-order.ts';
import { linesOf, play, runOrder } from './play.ts';

test('where the time is under three days, the customer is asked just before it ends', () => {
  const short = order({ shipBy: day('11-26', '08:00') });
  expect(linesAbout(day('12-20'), ...short)).toEqual([
    '11-26 07:45 send ship_delay_notice by email',
    '11-26 08:00 escalate -/ships_by_law/1 to the manager, high',
  ]);
});

test('a notice that the night would make too late goes out at night', () => {
  const short = order({ shipBy: day('11-25', '23:00') });
  expect(linesAbout(day('11-26'), ...short)).toContain(
    '11-25 22:45 send ship_delay_notice by email',
  );
});

test('without an email address there is no notice: the order counts as cancelled at its time', () => {
  const silent = order({ contact: aContact({ email: false }) });
  const run = runOrder(day('12-31'), ...silent, revised(word, '2027-01-10'));
  expect(linesOf(run, 'drop').filter((line) => ABOUT.test(line))).toEqual([
    '12-22 10:00 drop ship_delay_notice by email: no address',
    '12-23 08:00 drop ship_delay_notice by email: superseded',
  ]);
  expect(deemedCancelledAt(run.state)).toBe(day('12-24', '08:00'));
});

test('no opt-out stops the notice', () => {
  const consent = { email: false, sms: false };
  const silent = order({ contact: aContact({ consent }) });
  expect(linesAbout(day('12-23'), ...silent, revised(word, null))).toContain(
    '12-22 10:00 send ship_delay_notice by email',
  );
});

test('a refused notice does not move the time', () => {
  const { state, messages } = play(...order(), revised(word, '2027-01-10'));
  const [notice] = messages.filter(({ kind }) => kind === 'ship_delay_notice');
  expect(shipStanding(state)).toMatchObject({ number: 0, deadline: day('12-24', '08:00') });
  const key = notice?.key ?? '';
  const settled = (outcome: 'accepted' | 'refused'): Moment => [
    word,
    { kind: 'notification_settled', key, outcome, code: null },
  ];
  const after = (outcome: 'accepted' | 'refused') =>
    shipStanding(play(...order(), revised(word, '2027-01-10'), settled(outcome)).state);
  expect(after('refused')).toMatchObject({ number: 0, deadline: day('12-24', '08:00') });
  expect(after('accepted')).toMatchObject({ number: 1, promises: 2 });
});

test('a customer who was asked gets no second message that the order has not shipped', () => {
  const late = [...order({ shipBy: day('12-10', '12:00') }), revised(day('12-08'), '2027-01-05')];
  const kinds = linesOf(runOrder(day('12-31'), ...late), 'send').join('\n');
  expect(kinds).toContain('ship_delay_notice');
  expect(kinds).not.toContain('not_shipped_yet');
});

test('orders to other countries have no such rule', () => {
  const toGermany = [policy(at('08:00')), ordered({ country: 'DE' })];
  const { state } = runOrder(day('12-31'), ...toGermany, revised(word, null));
  expect(shipStanding(state)).toBe(null);
});

test('staff are not asked again about an order of which they have said that it ships', () => {
  const emails = (...said: readonly Moment[]) =>
    linesOf(runOrder(day('12-23'), ...order(), ...said), 'send', 'drop').filter(
      (line) => line.startsWith('12-22 08:00') && line.includes('overdue_notice'),
    );
  expect(emails()).toEqual(['12-22 08:00 send overdue_notice by email']);
  expect(emails(inTime(day('12-21')))).toEqual([
    '12-22 08:00 drop overdue_notice by email: superseded',
  ]);
});

test('operators see what was said about a late order', () => {
  const late = [...order(), revised(word, null), consents(day('12-23')), cancels(day('12-24'))];
  const { details } = orderMachine.view(runOrder(day('12-24'), ...late).state);
  expect(details).toContain(
    'delay to an unknown day, notice sent 2026-12-22T09:00Z, customer consented 2026-12-23T11:00Z',
  );
  expect(details).toContain('the customer asked to cancel, 2026-12-24T11:00Z');
});
