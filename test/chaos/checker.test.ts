/** A checker that cannot fail is worthless: each fault, fabricated, must be found. */

import { describe, expect, test } from 'vitest';
import type { CustomerAnswers, MessageAnswer } from './api-answers.ts';
import { checkAnswers } from './check-answers.ts';
import { type CustomerCase, checkInbox } from './check-inbox.ts';
import type { Fact, Report, Story } from './facts.ts';
import { orderStatus, returnStatus } from './final-status.ts';
import type { ReadMessage } from './read-message.ts';

const T = 1_000_000;

function aStory(overrides: Partial<Story> = {}): Story {
  return {
    ref: '0001',
    title: 'delivered',
    shop: 0,
    carrier: 'usps',
    customer: { name: 'Ada', email: 'ada@resend.dev', phone: null },
    parcels: ['TN0001P1'],
    facts: [],
    pace: 'step_by_step',
    placedAt: T,
    ...overrides,
  };
}

const scan = (status: 'in_transit' | 'out_for_delivery' | 'delivered', at: number): Fact => ({
  what: 'scanned',
  parcel: 'TN0001P1',
  status,
  at,
});
const DELIVERED: readonly Fact[] = [
  { what: 'order_placed' },
  { what: 'shipment_added', parcel: 'TN0001P1' },
  scan('out_for_delivery', T + 1),
  scan('delivered', T + 2),
];

function reported(facts: readonly Fact[]): readonly Report[] {
  return facts.map((fact, index) => ({
    fact,
    triedAt: T + index * 10,
    ackedAt: T + index * 10 + 1,
  }));
}

type Words = readonly [kind: NonNullable<ReadMessage['kind']>, parcel?: string];

const CONFIRMED: Words = ['order_confirmed'];
const SHIPPED: Words = ['shipped', 'TN0001P1'];
const OUT: Words = ['out_for_delivery', 'TN0001P1'];
const ARRIVED: Words = ['delivered', 'TN0001P1'];
const GOOD = [CONFIRMED, SHIPPED, OUT, ARRIVED];

/** The messages in the order in which they were accepted, all after the last fact. */
function inboxOf(all: readonly Words[], channel: ReadMessage['channel'] = 'email') {
  return all.map(
    ([kind, parcel], index): ReadMessage => ({
      id: `${kind}-${index}`,
      channel,
      to: 'ada@resend.dev',
      kind,
      parcels: parcel === undefined ? [] : [parcel],
      names: ['C0001'],
      acceptedAt: T + 1_000 + index,
      quote: `${kind}: order C0001`,
      text: '',
    }),
  );
}

function aCase(overrides: Partial<CustomerCase> = {}): CustomerCase {
  const reports = reported(DELIVERED);
  return { story: aStory(), reports, inbox: inboxOf(GOOD), unknownSms: [], ...overrides };
}

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

describe('the answers of the API', () => {
  const message = (kind: string, overrides: Partial<MessageAnswer> = {}): MessageAnswer => ({
    key: kind,
    kind,
    channel: 'email',
    decision: 'send',
    reason: null,
    state: 'accepted',
    providerId: null,
    receipt: 'delivered',
    lastError: null,
    attempts: 1,
    decidedAt: '2026-11-24T10:00:00Z',
    settledAt: null,
    ...overrides,
  });
  const answersWith = (overrides: Partial<CustomerAnswers['order'] & object> = {}) => ({
    order: {
      status: 'delivered',
      stuckEvent: null,
      messages: GOOD.map(([kind]) => message(kind)),
      escalations: [],
      shipments: [{ trackingNumber: 'TN0001P1', status: 'delivered' }],
      ...overrides,
    },
    return: null,
  });
  const faults = (answers: CustomerAnswers) =>
    checkAnswers({ ...aCase(), answers, restoredAt: null }).map(({ detail }) => detail);

  test('answers that fit have no fault', () => {
    expect(faults(answersWith())).toEqual([]);
  });

  test('finds a wrong status, and an order that is gone', () => {
    expect(faults(answersWith({ status: 'in_transit' }))).toEqual([
      'the order is in_transit, and not delivered',
    ]);
    expect(faults({ order: null, return: null })).toContain(
      'the order is unknown, and not delivered',
    );
  });

  test('finds a message without an outcome', () => {
    const messages = GOOD.map(([kind]) => message(kind)).with(
      3,
      message('delivered', { state: 'attempting' }),
    );
    expect(faults(answersWith({ messages }))).toEqual([
      'delivered by email is send attempting: null',
    ]);
  });

  test('finds an email of unknown outcome, unless something has overtaken it', () => {
    const unknown = (kind: string) =>
      answersWith({
        messages: GOOD.map(([each]) => message(each, each === kind ? { state: 'unknown' } : {})),
      });
    expect(faults(unknown('delivered'))).toEqual(['email delivered is unknown']);
    expect(faults(unknown('out_for_delivery'))).toEqual([]);
  });

  test('an SMS may wait for ten minutes after an attempt, an email may not', () => {
    const waiting = { channel: 'sms', state: 'attempting' };
    const sms = (decidedAt: string) =>
      answersWith({
        messages: [
          ...GOOD.map(([kind]) => message(kind)),
          message('delivered', { ...waiting, decidedAt }),
        ],
      });
    expect(faults(sms(new Date().toISOString()))).toEqual([]);
    expect(faults(sms('2026-01-01T00:00:00Z'))).toEqual([
      'delivered by sms is send attempting: null',
    ]);
  });

  test('finds a ledger that differs from the inbox', () => {
    const messages = GOOD.map(([kind]) => message(kind));
    expect(faults(answersWith({ messages: messages.slice(1) }))).toEqual([
      'the API does not show: order_confirmed: order C0001',
    ]);
    expect(faults(answersWith({ messages: [...messages, message('lost')] }))).toEqual([
      'lost by email is accepted, and nobody has it',
    ]);
  });

  test('finds an unprocessed event, and a receipt that did not arrive', () => {
    expect(faults(answersWith({ stuckEvent: { seq: 3, kind: 'scans' } }))).toEqual([
      'an event cannot be processed',
    ]);
    const messages = GOOD.map(([kind], index) =>
      message(kind, index === 3 ? { receipt: null, providerId: 'delivered-3' } : {}),
    );
    expect(faults(answersWith({ messages }))).toEqual([
      'delivered by email has the receipt null, not delivered',
    ]);
  });
});

describe('the final status', () => {
  test('an order has the status of its parcel that most needs attention', () => {
    const story = aStory({ parcels: ['TN0001P1', 'TN0001P2'] });
    const second: Fact = { what: 'shipment_added', parcel: 'TN0001P2' };
    expect(orderStatus(story, reported([]))).toBe('placed');
    expect(orderStatus(story, reported([...DELIVERED, second]))).toBe('unknown');
    expect(orderStatus(story, reported([...DELIVERED, { what: 'order_cancelled' }]))).toBe(
      'cancelled',
    );
  });

  test('a return has the status of its last step', () => {
    expect(returnStatus(reported(DELIVERED))).toBeNull();
    expect(returnStatus(reported([{ what: 'return_requested' }]))).toBe('requested');
    const refunded: Fact = { what: 'return_refunded', reference: 'F' };
    expect(returnStatus(reported([{ what: 'return_requested' }, refunded]))).toBe('refunded');
  });
});
