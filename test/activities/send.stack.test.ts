/** Sending one message: consent and quiet hours at that time, concurrent attempts, and the log. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import { claimNotification } from '../../db/claim-notification.ts';
import { readLatestSeq } from '../../db/journey-events.ts';
import { findNotification } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { TemplateError } from '../../templates/engine/render.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms, aSender, latestOf } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const deps = () => ({ sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() });

async function anOrderOf(orderId: string, contact: object = {}): Promise<JourneyId> {
  await api.call('PUT', `/v1/orders/${orderId}`, withContact(contact));
  return `order/acme/${orderId}` as JourneyId;
}

function withContact(contact: object): object {
  const consent = { email: true, sms: true };
  // A zone where it is noon now, so that no quiet hours apply.
  const timeZone = zoneWhereItIs(12);
  return anOrder({ contact: { phone: '+491701234567', consent, timeZone, ...contact } });
}

async function stateOf({ key }: PlannedMessage): Promise<unknown> {
  return (await findNotification(sql, key))?.state;
}

test('a message is not sent when consent is withdrawn after the decision', async () => {
  const journeyId = await anOrderOf('withdrawn');
  const message = aPlannedSms(journeyId);
  await anOrderOf('withdrawn', { consent: { email: true, sms: false } });
  const { sender, attempts } = aSender();
  const events = await sendOnce(deps(), sender, { journeyId, after: LOG_START, planned: message });
  expect(latestOf(events)).toMatchObject({ kind: 'notification_settled', outcome: 'no_consent' });
  expect(await stateOf(message)).toBe('no_consent');
  expect(attempts).toEqual([]);
});

test('a retry is not sent when consent or the number is withdrawn before it', async () => {
  const changes = { twice: { consent: { email: true, sms: false } }, gone: { phone: null } };
  for (const [name, change] of Object.entries(changes)) {
    const journeyId = await anOrderOf(name);
    const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
    const { sender, attempts } = aSender({
      kind: 'retry',
      afterMs: 1,
      code: '20429',
      detail: 'later',
    });
    await expect(sendOnce(deps(), sender, request)).rejects.toThrow('later');
    await anOrderOf(name, change);
    await sendOnce(deps(), sender, request);
    expect(attempts).toHaveLength(1);
    expect(await stateOf(request.planned)).toMatch(/^no_/);
  }
});

test('only one of two concurrent attempts may send', async () => {
  const journeyId = await anOrderOf('twins');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const { sender } = aSender({ kind: 'retry', afterMs: 1, code: '20429', detail: 'later' });
  await expect(sendOnce(deps(), sender, request)).rejects.toThrow('later');
  const row = await findNotification(sql, request.planned.key);
  if (!row) throw new Error('the ledger has no row');
  const seen = await readLatestSeq(sql, journeyId);
  const about = { row, planned: request.planned, rendered: null, provider: 'fake', hashes: [] };
  const attempt = { ...about, seen, hasLaterLeft: false };
  const claims = [1, 2].map(() => claimNotification(sql, attempt));
  const both = (await Promise.all(claims)).map((id) => id !== null);
  expect(both.sort()).toEqual([false, true]);
});

test('a message that is sent while another attempt renders it is not sent again', async () => {
  const journeyId = await anOrderOf('slow');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const { sender, attempts } = aSender();
  const slow: ChannelSender<SmsPayload> = {
    ...sender,
    render: async (...asked) => {
      await sendOnce(deps(), sender, request);
      return sender.render(...asked);
    },
  };
  await expect(sendOnce(deps(), slow, request)).rejects.toThrow('under way');
  await sendOnce(deps(), slow, request);
  expect(attempts).toHaveLength(1);
  expect(await stateOf(request.planned)).toBe('accepted');
});

test('a send waits for an attempt under way, and does not repeat one that died', async () => {
  const journeyId = await anOrderOf('died');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const { sender, attempts } = aSender({
    kind: 'retry',
    afterMs: 1,
    code: '20429',
    detail: 'later',
  });
  await expect(sendOnce(deps(), sender, request)).rejects.toThrow('later');
  await sql`update notification set state = 'attempting' where key = ${request.planned.key}`;
  await expect(sendOnce(deps(), sender, request)).rejects.toThrow('under way');
  await sql`update notification set last_attempt_at = now() - interval '1 minute'
    where key = ${request.planned.key}`;
  await sendOnce(deps(), sender, request);
  expect(await stateOf(request.planned)).toBe('unknown');
  expect(attempts).toHaveLength(1);
});

test('a message by a channel that is not set up is retried until it is stale', async () => {
  const journeyId = await anOrderOf('nowhere');
  const waiting = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  await expect(sendOnce(deps(), null, waiting)).rejects.toThrow('sms is not set up');
  expect(await lastErrorOf(waiting.planned)).toBe('channel_not_set_up');
  const late = { ...waiting, planned: aPlannedSms(journeyId, { staleAt: Date.now() - 1 }) };
  await sendOnce(deps(), null, late);
  expect(await stateOf(late.planned)).toBe('stale');
});

test('an SMS that is due during quiet hours waits for the morning', async () => {
  const journeyId = await anOrderOf('night', { timeZone: zoneWhereItIs(23) });
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const { sender, attempts } = aSender();
  const untilMorning = aPlannedSms(journeyId, { staleAt: Date.now() + 24 * 3_600_000 });
  const waiting = sendOnce(deps(), sender, { ...request, planned: untilMorning });
  await expect(waiting).rejects.toThrow('quiet hours');
  // A message that is stale by the morning is dropped at once.
  const events = await sendOnce(deps(), sender, request);
  expect(latestOf(events)).toMatchObject({ kind: 'notification_settled', outcome: 'stale' });
  expect(attempts).toEqual([]);
});

test('a message of a journey that the database has lost says that the log has diverged', async () => {
  const journeyId = 'order/acme/lost' as JourneyId;
  const { sender, attempts } = aSender();
  const after = { seq: 1, hash: 'of the lost log' };
  const request = { journeyId, after, planned: aPlannedSms(journeyId) };
  expect(await sendOnce(deps(), sender, request)).toBe('diverged');
  expect(attempts).toEqual([]);
});

const NAME = { kind: 'delivered', channel: 'sms', brand: 'default', locale: 'en' } as const;

async function lastErrorOf({ key }: PlannedMessage): Promise<unknown> {
  return (await findNotification(sql, key))?.lastError;
}

async function readyzWarnings(): Promise<unknown> {
  return (await api.call('GET', '/readyz')).body['warnings'];
}

test('a message with wrong data is given up and says why, and the next one goes out', async () => {
  const journeyId = await anOrderOf('wrong-data');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const { sender } = aSender();
  const faults = [{ pointer: '/order/id', detail: 'must not be empty' }];
  const render = () => Promise.reject(new TemplateError(NAME, null, faults));
  const events = await sendOnce(deps(), { ...sender, render }, request);
  expect(latestOf(events)).toMatchObject({ kind: 'notification_settled', outcome: 'refused' });
  expect(await lastErrorOf(request.planned)).toBe('cannot_render: /order/id must not be empty');
  expect(await readyzWarnings()).toEqual([
    expect.stringMatching(/^1 sms message cannot be rendered \(cannot_render\), since 20/),
  ]);
  await sql`update notification set settled_at = now() - interval '25 hours'`;
  expect(await readyzWarnings()).toEqual([]);
});

test('a wrong template is retried and says where, until it is corrected', async () => {
  const journeyId = await anOrderOf('wrong-template');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const { sender, attempts } = aSender();
  const faults = [{ pointer: 'line 2', detail: 'an open tag' }];
  const render = () => Promise.reject(new TemplateError(NAME, 'sms/delivered.hbs', faults));
  await expect(sendOnce(deps(), { ...sender, render }, request)).rejects.toThrow('open tag');
  expect(await lastErrorOf(request.planned)).toBe(
    'cannot_render: sms/delivered.hbs line 2 an open tag',
  );
  expect(await readyzWarnings()).toHaveLength(1);
  await sendOnce(deps(), sender, request);
  expect(attempts).toHaveLength(1);
  expect(await lastErrorOf(request.planned)).toBeNull();
  expect(await readyzWarnings()).toEqual([]);
});

test('a provider that refuses the account for ten minutes shows on the readiness page', async () => {
  const journeyId = await anOrderOf('revoked');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const revoked = { kind: 'refused', scope: 'configuration', code: '20003', detail: 'no' } as const;
  const { sender } = aSender(revoked);
  await expect(sendOnce(deps(), sender, request)).rejects.toThrow('no');
  expect(await readyzWarnings()).toEqual([]);
  await sql`update notification set first_attempt_at = now() - interval '11 minutes'
    where key = ${request.planned.key}`;
  expect(await readyzWarnings()).toEqual([
    expect.stringMatching(/^1 sms message not sent: fake answers 20003, since 20/),
  ]);
  await sendOnce(deps(), sender, request);
  expect(await readyzWarnings()).toEqual([]);
});

test('the log has the result of each attempt, and no personal data', async () => {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(line) });
  const journeyId = await anOrderOf('logged');
  const request = { journeyId, after: LOG_START, planned: aPlannedSms(journeyId) };
  const throttled = { kind: 'retry', afterMs: 7_000, code: '20429', detail: 'later' } as const;
  const { sender } = aSender(throttled);
  await expect(sendOnce({ ...deps(), log }, sender, request)).rejects.toThrow('later');
  await sendOnce({ ...deps(), log }, sender, request);
  await sendOnce({ ...deps(), log }, sender, request);
  const about = { level: 30, journeyId, kind: 'delivered', channel: 'sms' };
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { ...about, code: '20429', delayMs: 7_000, msg: 'will retry' },
    { ...about, msg: 'sent' },
  ]);
});
