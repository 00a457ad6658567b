/** A checker that cannot fail is worthless: each fault, fabricated, must be found. */

import { describe, expect, test } from 'vitest';
import { type CustomerCase, checkInbox } from './check-inbox.ts';
import {
  ARRIVED,
  aCase,
  aStory,
  CONFIRMED,
  DELIVERED,
  GOOD,
  inboxOf,
  OUT,
  reported,
  SHIPPED,
  scan,
  T,
} from './fabricated.ts';

const faultsIn = (customer: CustomerCase) =>
  checkInbox(customer).map(({ fault, detail }) => `${fault}: ${detail}`);

describe('the inbox', () => {
  test('a complete inbox has no fault', () => {
    expect(faultsIn(aCase())).toEqual([]);
  });

  test.each([
    [CONFIRMED, 'lost: order_confirmed by email'],
    [SHIPPED, 'lost: shipped by email about TN0001P1'],
    [OUT, 'lost: out_for_delivery by email about TN0001P1'],
    [ARRIVED, 'lost: delivered by email about TN0001P1'],
  ])('finds that a message is missing: %s', (missing, fault) => {
    const inbox = inboxOf(GOOD.filter((each) => each !== missing));
    expect(faultsIn(aCase({ inbox }))).toEqual([fault]);
  });

  test('finds that an SMS is missing, unless its outcome is unknown', () => {
    const story = aStory({
      customer: { name: 'Ada', email: 'a@resend.dev', phone: '+12065550001' },
    });
    const inbox = [...inboxOf(GOOD), ...inboxOf([['out_for_delivery']], 'sms')];
    const lost = 'lost: delivered by sms about TN0001P1';
    expect(faultsIn(aCase({ story, inbox }))).toEqual([lost]);
    expect(faultsIn(aCase({ story, inbox, unknownSms: ['delivered'] }))).toEqual([]);
    expect(faultsIn(aCase({ story, inbox, unknownSms: ['attempted'] }))).toEqual([lost]);
  });

  test('finds an SMS about what happened after the customer had replied STOP', () => {
    const story = aStory({
      customer: { name: 'Ada', email: 'a@resend.dev', phone: '+12065550001' },
    });
    const [out, delivered] = [DELIVERED.slice(0, 3), DELIVERED.slice(3)];
    const reports = reported([...out, { what: 'replied_stop' }, ...delivered]);
    const early = inboxOf([...GOOD], 'email');
    const sms = (kind: 'out_for_delivery' | 'delivered') => [...early, ...inboxOf([[kind]], 'sms')];
    expect(faultsIn(aCase({ story, reports, inbox: early }))).toEqual([]);
    expect(faultsIn(aCase({ story, reports, inbox: sms('out_for_delivery') }))).toEqual([]);
    expect(faultsIn(aCase({ story, reports, inbox: sms('delivered') }))).toEqual([
      'invented: an SMS after STOP: delivered: order C0001',
    ]);
  });

  test('an overtaken message may be missing in a burst, and the last one never', () => {
    const story = aStory({ pace: 'burst' });
    const inbox = inboxOf([CONFIRMED, ARRIVED]);
    expect(faultsIn(aCase({ story, inbox }))).toEqual([]);
    expect(faultsIn(aCase({ story, inbox: inboxOf([CONFIRMED, SHIPPED, OUT]) }))).toEqual([
      'lost: delivered by email about TN0001P1',
    ]);
  });

  test('a fact that wismr has not acknowledged demands nothing', () => {
    const reports = reported(DELIVERED).map((report) =>
      report.fact === DELIVERED[3] ? { ...report, ackedAt: null } : report,
    );
    expect(faultsIn(aCase({ reports, inbox: inboxOf([CONFIRMED, SHIPPED, OUT]) }))).toEqual([]);
  });

  test.each([
    [CONFIRMED, 'doubled: 2 times order_confirmed by email'],
    [ARRIVED, 'doubled: 2 times delivered by email about TN0001P1'],
  ])('finds that a message came twice: %s', (twice, fault) => {
    const inbox = inboxOf([
      ...GOOD.slice(0, GOOD.indexOf(twice)),
      twice,
      ...GOOD.slice(GOOD.indexOf(twice)),
    ]);
    expect(faultsIn(aCase({ inbox }))).toEqual([fault]);
  });

  test('finds a message for which nothing has happened', () => {
    const reports = reported(DELIVERED.slice(0, 3));
    expect(faultsIn(aCase({ reports }))).toEqual([
      'invented: nothing happened for email: delivered: order C0001',
    ]);
  });

  test('finds a message that came before anybody had tried to report its fact', () => {
    const inbox = inboxOf(GOOD).map((message) =>
      message.kind === 'order_confirmed' ? { ...message, acceptedAt: T - 1 } : message,
    );
    expect(faultsIn(aCase({ inbox }))).toEqual([
      'invented: nothing happened for email: order_confirmed: order C0001',
    ]);
  });

  test('finds words that it does not know, and the order of another customer', () => {
    const [first, ...others] = inboxOf(GOOD);
    if (!first) throw new Error('the inbox is empty');
    const strange = { ...first, kind: null, quote: 'Hello' };
    expect(faultsIn(aCase({ inbox: [first, ...others, strange] }))).toEqual([
      'invented: unexpected email: Hello',
    ]);
    const foreign = { ...first, names: ['C0002'] };
    expect(faultsIn(aCase({ inbox: [foreign, ...others] }))).toEqual([
      'invented: names C0002: order_confirmed: order C0001',
    ]);
  });

  test('finds messages in an order that is untrue', () => {
    expect(faultsIn(aCase({ inbox: inboxOf([CONFIRMED, SHIPPED, ARRIVED, OUT]) }))).toEqual([
      'contradictory: out_for_delivery after delivered by email',
    ]);
    const story = aStory({ carrier: 'fedex' });
    const facts = [...DELIVERED.slice(0, 2), scan('in_transit', T), ...DELIVERED.slice(2)];
    const late = inboxOf([...GOOD, ['delayed', 'TN0001P1']]);
    expect(faultsIn(aCase({ story, reports: reported(facts), inbox: late }))).toEqual([
      'contradictory: delayed after delivered by email',
    ]);
  });
});
