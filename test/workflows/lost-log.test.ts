import { expect, test } from 'vitest';
import type { NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage, SentMessage } from '../../domain/journey/message-plan.ts';
import type { LogEvent } from '../../domain/journeys.ts';
import { LostLog } from '../../workflows/lost-log.ts';

const planned: PlannedMessage = {
  key: 'order/acme/1/TN1/delivered/1/sms' as NotificationKey,
  milestoneId: 'TN1/delivered/1',
  kind: 'delivered',
  channel: 'sms',
  shipmentIds: ['TN1'],
  occurredAt: 1,
  staleAt: 9,
  notBefore: 2,
  covers: ['TN1/out_for_delivery/1'],
};
const { milestoneId, kind, channel, covers } = planned;
const sent = (outcome: SentMessage['outcome']): SentMessage => {
  return { milestoneId, kind, channel, ...(covers ? { covers } : {}), at: 2, outcome };
};
const settled = (outcome: SentMessage['outcome'], key: string = planned.key): LogEvent => {
  const event = { kind: 'notification_settled', key, outcome, code: null, seq: 7, at: 3 };
  return { ...event, hash: 'b', prev: 'a' } as LogEvent;
};

/** What is written into the ledger. */
async function savedBy(log: LostLog, hasJourney = true): Promise<readonly SentMessage[]> {
  let saved: readonly SentMessage[] = [];
  await log.save('order/acme/1', async ({ sent: messages }) => {
    saved = messages;
    return hasJourney;
  });
  return saved;
}

test('an outcome whose event is dropped before it is folded is kept', async () => {
  const log = new LostLog();
  const answer = [settled('accepted', 'another'), settled('accepted')];
  expect(log.read(planned, answer)).toBe(answer);
  log.keepAnswers();
  expect(await savedBy(log)).toEqual([sent('accepted')]);
  expect(await savedBy(log)).toEqual([]);
});

test('once its event is folded, the state has it', async () => {
  const log = new LostLog();
  log.read(planned, [settled('accepted')]);
  log.forgetAnswers();
  log.keepAnswers();
  expect(await savedBy(log)).toEqual([]);
});

test('an outcome that no provider decided is not kept for another log', async () => {
  const log = new LostLog();
  log.read(planned, [settled('cancelled')]);
  log.keepAnswers();
  log.keep([sent('superseded'), sent('unknown')], true);
  expect(await savedBy(log)).toEqual([sent('unknown')]);
});

test('it is written again until the database has the journey, also in the next run', async () => {
  const log = new LostLog();
  expect(log.read(planned, { lost: { sent: sent('accepted') } })).toBe('diverged');
  expect(await savedBy(log, false)).toEqual([sent('accepted')]);
  expect(await savedBy(new LostLog({ ...log.carry() }))).toEqual([sent('accepted')]);
});

test('the next send of a message gets its attempt, and no other one', () => {
  const log = new LostLog();
  const noted = { provider: 'twilio', attempts: 1, at: 5 };
  expect(log.read(planned, { lost: { noted } })).toBe('diverged');
  expect([log.notedOf(planned.key), log.notedOf('another')]).toEqual([{ noted }, {}]);
  log.read(planned, [settled('accepted')]);
  expect(log.notedOf(planned.key)).toEqual({});
});
