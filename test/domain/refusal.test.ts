/** A customer refuses messages in their own words: a person looks at it. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { aContact, at, type Moment, placed, policy, shipped } from './builders.ts';
import { play } from './play.ts';

const start = [policy(at('07:59')), placed(at('08:00'))];
const refused: Moment = [at('09:00'), { kind: 'messages_refused', channel: 'sms' }];
const timer = (time: number): Moment => [time, { kind: 'timer_fired', until: time }];
const opened = [...start, refused, timer(at('09:00'))];
const ID = '-/refusal_reviewed/2026-11-24T08:00:00Z';

const escalationsOf = ({ effects }: ReturnType<typeof play>) =>
  effects.flatMap((effect) => {
    if (effect.do === 'escalate') {
      const { kind, expectationId, severity, to } = effect.opening;
      return [`escalate ${kind} ${expectationId} ${to} ${severity}`];
    }
    return effect.do === 'withdraw' ? [`withdraw ${effect.expectationId}`] : [];
  });

const kindsOf = ({ state }: ReturnType<typeof play>) =>
  orderMachine.view(state).expectations.map(({ kind }) => kind);

test('customer service gets an escalation at once', () => {
  expect(orderMachine.wakeAt(play(...start, refused).state)).toBe(at('09:00'));
  expect(escalationsOf(play(...opened))).toEqual([
    `escalate refusal_reviewed ${ID} customer_service medium`,
  ]);
});

test('a message that reaches the customer by another channel does not end it', () => {
  const body = { key: 'x', outcome: 'accepted', code: null } as const;
  const told: Moment = [at('09:30'), { kind: 'notification_settled', ...body }];
  const step = play(...opened, told, shipped(at('10:00')), timer(at('12:00')));
  expect(escalationsOf(step)).toHaveLength(1);
  expect(kindsOf(step)).toContain('refusal_reviewed');
});

test('a person who resolves it ends it, and so does a change of the contact', () => {
  const change = { change: 'resolved', resolution: 'solved', until: null } as const;
  const body = { kind: 'escalation_changed', expectationId: ID, ...change } as const;
  const resolved = play(...opened, [at('10:00'), body], timer(at('12:00')));
  expect(escalationsOf(resolved)).toHaveLength(1);
  expect(kindsOf(resolved)).not.toContain('refusal_reviewed');
  const changed: Moment = [at('10:00'), { kind: 'contact_changed', contact: aContact() }];
  expect(escalationsOf(play(...opened, changed))[1]).toBe(`withdraw ${ID}`);
});

test('a second refusal, after the customer wanted messages again, is another escalation', () => {
  const again: Moment = [at('15:00'), { kind: 'messages_refused', channel: 'sms' }];
  const lines = escalationsOf(play(...opened, again, timer(at('15:00'))));
  expect(lines.slice(1)).toEqual([
    `withdraw ${ID}`,
    'escalate refusal_reviewed -/refusal_reviewed/2026-11-24T14:00:00Z customer_service medium',
  ]);
});

test('nobody has to look at the refusal of a customer who was erased', () => {
  const erased: Moment = [
    at('08:30'),
    { kind: 'contact_changed', contact: aContact({ erased: true }) },
  ];
  expect(escalationsOf(play(...start, erased, refused, timer(at('09:00'))))).toEqual([]);
});
