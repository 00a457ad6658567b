/** A checker that cannot fail is worthless: each fault, fabricated, must be found. */

import { describe, expect, test } from 'vitest';
import type { CustomerAnswers, MessageAnswer } from './api-answers.ts';
import { checkAnswers, isUnknownSms } from './check-answers.ts';
import { aCase, aStory, DELIVERED, GOOD, reported } from './fabricated.ts';
import type { Fact } from './facts.ts';
import { orderStatus, returnStatus } from './final-status.ts';

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
    checkAnswers({ ...aCase(), answers, restore: null }).map(({ detail }) => detail);

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

  test.each(['refused', 'stale', 'suppressed', 'no_address', 'erased', 'cancelled'])(
    'finds an email that the customer has, and the ledger calls %s',
    (state) => {
      const messages = GOOD.map(([kind]) => message(kind, kind === 'shipped' ? { state } : {}));
      expect(faults(answersWith({ messages }))).toContain(
        `the customer has shipped by email 1 times, and it is ${state}`,
      );
    },
  );

  test('finds an email that is refused, as no address is bad', () => {
    const more = message('delayed', { state: 'refused', lastError: 'validation_error' });
    const messages = [...GOOD.map(([kind]) => message(kind)), more];
    expect(faults(answersWith({ messages }))).toEqual([
      'email delayed is refused: validation_error',
    ]);
  });

  test('an email may be unknown that the customer has, if the database was restored', () => {
    const messages = GOOD.map(([kind]) =>
      message(kind, kind === 'delivered' ? { state: 'unknown' } : {}),
    );
    const answers = answersWith({ messages });
    const restore = { copiedAt: Date.now(), restoredAt: Date.now() };
    const after = checkAnswers({ ...aCase(), answers, restore });
    expect(after.map(({ detail }) => detail)).toEqual([]);
  });

  test('finds an email of unknown outcome, unless something has overtaken it', () => {
    const unknown = (kind: string) =>
      answersWith({
        messages: GOOD.map(([each]) => message(each, each === kind ? { state: 'unknown' } : {})),
      });
    expect(faults(unknown('delivered'))).toEqual(['email delivered is unknown']);
    expect(faults(unknown('out_for_delivery'))).toEqual([]);
    const toStaff = (state: string) =>
      answersWith({
        messages: [
          ...GOOD.map(([each]) => message(each)),
          message('escalation_opened', { state: 'unknown' }),
        ],
        escalations: [{ state }],
      });
    expect(faults(toStaff('open'))).toEqual(['email escalation_opened is unknown']);
    expect(faults(toStaff('withdrawn'))).toEqual([]);
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

  test('an SMS is unknown that was overtaken after an attempt, and not one that was never tried', () => {
    const overtaken = { channel: 'sms', state: 'superseded' };
    expect(isUnknownSms(message('out_for_delivery', overtaken))).toBe(true);
    expect(isUnknownSms(message('out_for_delivery', { ...overtaken, attempts: 0 }))).toBe(false);
    expect(isUnknownSms(message('out_for_delivery', { state: 'unknown' }))).toBe(false);
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
