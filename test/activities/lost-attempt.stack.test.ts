/** Attempts to send that the ledger has lost, because its database was restored from a copy. */

import pino from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type ChannelSender, type SendDeps, sendOnce } from '../../activities/send.ts';
import { readEventsAfter } from '../../db/journey-events.ts';
import { findNotification } from '../../db/notifications.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START, type LogPosition } from '../../domain/journeys.ts';
import type { EmailPayload, Payload, SmsPayload } from '../../domain/payload.ts';
import type { NotedAttempt } from '../../workflows/messages.ts';
import { anOrder, createApi } from '../api/client.ts';
import { resendFor, twilioFor } from '../channels/providers.ts';
import { createDatabase } from '../database.ts';
import { copyDatabase } from '../database-copy.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms, aSender } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.ledger.clear();
  sandbox.faults.clear();
});

const consent = { email: true, sms: true };
const contact = {
  email: 'delivered+o@resend.dev',
  phone: '+491701234567',
  consent,
  timeZone: zoneWhereItIs(12),
};
const place = (orderId: string) => api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));

const sms: SmsPayload = {
  channel: 'sms',
  to: contact.phone,
  body: 'Your parcel has arrived.',
  validitySeconds: null,
};
const bySms: ChannelSender<SmsPayload> = {
  provider: twilioFor(sandbox),
  render: async () => ({ payload: sms, version: '1', provider: 'twilio' }),
};

const anEmail = (text: string): EmailPayload => ({
  channel: 'email',
  from: 'Shop <shop@acme.dev>',
  to: 'delivered+o@resend.dev',
  replyTo: null,
  subject: 'It is here',
  html: `<p>${text}</p>`,
  text,
  headers: {},
  tags: {},
});
const byEmail = (text: string): ChannelSender<EmailPayload> => ({
  provider: resendFor(sandbox),
  render: async () => ({ payload: anEmail(text), version: '1', provider: 'resend' }),
});

/** What Temporal keeps between the runs of an activity. */
function anActivity() {
  let noted: NotedAttempt | null = null;
  const run = <P extends Payload>(
    sender: ChannelSender<P>,
    planned: PlannedMessage,
    more: { readonly after?: LogPosition; readonly noted?: NotedAttempt } = {},
  ) => {
    const deps: SendDeps = {
      sql,
      keys: KEYS,
      log: pino({ level: 'silent' }),
      now: Date.now(),
      noted,
      note: (attempt) => {
        noted = attempt;
      },
    };
    const journeyId = planned.key.split('/').slice(0, 3).join('/') as JourneyId;
    return sendOnce(deps, sender, { journeyId, after: LOG_START, planned, ...more });
  };
  return { run, noted: () => noted };
}

const minutesPass = (minutes: number) => sql`
  update notification set first_attempt_at = first_attempt_at - ${minutes} * interval '1 minute',
    last_attempt_at = last_attempt_at - ${minutes} * interval '1 minute'`;
const stateOf = async ({ key }: PlannedMessage) => (await findNotification(sql, key))?.state;
const takenBy = (provider: string) =>
  sandbox.ledger.accepted().filter((each) => each.provider === provider);

async function anOrderWithSms(orderId: string): Promise<PlannedMessage> {
  await place(orderId);
  return aPlannedSms(`order/acme/${orderId}` as JourneyId);
}

test('an SMS that Twilio took after the copy is found, and not sent again', async () => {
  const planned = await anOrderWithSms('taken');
  const { run } = anActivity();
  const copy = await copyDatabase(sql);
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_after' });
  await expect(run(bySms, planned)).rejects.toMatchObject({ nextRetryDelay: 60_000 });
  await copy.restore();
  await expect(run(bySms, planned)).rejects.toThrow('another attempt is under way');
  await minutesPass(2);
  await run(bySms, planned);
  expect(await stateOf(planned)).toBe('accepted');
  expect(takenBy('twilio')).toHaveLength(1);
});

test('an SMS that Twilio has not taken is sent after ten minutes of proof', async () => {
  const planned = await anOrderWithSms('refused');
  const { run } = anActivity();
  const copy = await copyDatabase(sql);
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_before' });
  await expect(run(bySms, planned)).rejects.toThrow();
  await copy.restore();
  await expect(run(bySms, planned)).rejects.toThrow('another attempt is under way');
  await minutesPass(5);
  await expect(run(bySms, planned)).rejects.toThrow('the provider is asked again');
  expect(takenBy('twilio')).toHaveLength(0);
  await minutesPass(6);
  await run(bySms, planned);
  expect(await stateOf(planned)).toBe('accepted');
  expect(takenBy('twilio')).toHaveLength(1);
});

test('an attempt that the ledger has is not looked for a second time', async () => {
  const planned = await anOrderWithSms('throttled');
  const { run, noted } = anActivity();
  sandbox.faults.inject({ provider: 'twilio', kind: 'throttle' });
  await expect(run(bySms, planned)).rejects.toThrow();
  expect(noted()).toMatchObject({ provider: 'twilio', attempts: 1 });
  await run(bySms, planned);
  expect(await stateOf(planned)).toBe('accepted');
});

test('where the provider cannot be asked, the outcome of a lost attempt is unknown', async () => {
  const planned = await anOrderWithSms('mute');
  const { run } = anActivity();
  const { sender, attempts } = aSender({ kind: 'retry', afterMs: null, code: 'x', detail: 'x' });
  const copy = await copyDatabase(sql);
  await expect(run(sender, planned)).rejects.toThrow();
  await copy.restore();
  await expect(run(sender, planned)).rejects.toThrow('another attempt is under way');
  await minutesPass(2);
  await run(sender, planned);
  expect(await stateOf(planned)).toBe('unknown');
  expect(attempts).toHaveLength(1);
});

test('a log that has diverged gets the attempt back with the next send of the message', async () => {
  const planned = await anOrderWithSms('diverged');
  const journeyId = 'order/acme/diverged' as JourneyId;
  const copy = await copyDatabase(sql);
  await api.call('POST', '/v1/orders/diverged/shipments', {
    carrier: 'usps',
    trackingNumber: '9400111899223197428490',
  });
  const after = (await readEventsAfter(sql, journeyId, 0)).at(-1) ?? LOG_START;
  const lost = anActivity();
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_after' });
  await expect(lost.run(bySms, planned, { after })).rejects.toThrow();
  await copy.restore();
  const noted = { provider: 'twilio', attempts: 1, at: expect.any(Number) };
  expect(await lost.run(bySms, planned, { after })).toEqual({ lost: { noted } });
  const { run, noted: ofLost } = { ...anActivity(), noted: lost.noted() };
  if (!ofLost) throw new Error('nothing was noted');
  await expect(run(bySms, planned, { noted: ofLost })).rejects.toThrow('under way');
  await minutesPass(2);
  await run(bySms, planned, { noted: ofLost });
  expect(await stateOf(planned)).toBe('accepted');
  expect(takenBy('twilio')).toHaveLength(1);
});

test('the outcome of a message whose order is lost comes back with the answer', async () => {
  const copy = await copyDatabase(sql);
  const covers = ['TN1/delivered/1'];
  const planned = { ...(await anOrderWithSms('gone')), covers };
  const after = (await readEventsAfter(sql, 'order/acme/gone' as JourneyId, 0)).at(-1) ?? LOG_START;
  const restoring: ChannelSender<SmsPayload> = {
    ...bySms,
    provider: {
      ...bySms.provider,
      send: async (request) => {
        const outcome = await bySms.provider.send(request);
        await copy.restore();
        return outcome;
      },
    },
  };
  const { milestoneId, kind, channel, notBefore: at } = planned;
  expect(await anActivity().run(restoring, planned, { after })).toEqual({
    lost: { sent: { milestoneId, kind, channel, covers, at, outcome: 'accepted' } },
  });
});

test('what only the lost log led to is not kept: the restored log decides again', async () => {
  const planned = await anOrderWithSms('nobody');
  const journeyId = 'order/acme/nobody' as JourneyId;
  const copy = await copyDatabase(sql);
  await api.call('POST', '/v1/orders/nobody/cancel', {});
  const after = (await readEventsAfter(sql, journeyId, 0)).at(-1) ?? LOG_START;
  const restoring: ChannelSender<SmsPayload> = {
    ...bySms,
    render: async () => {
      await copy.restore();
      return null;
    },
  };
  const { run } = anActivity();
  await expect(run(restoring, planned, { after })).rejects.toThrow('went back in time');
  expect(await run(bySms, planned, { after })).toBe('diverged');
  expect(await findNotification(sql, planned.key)).toBeNull();
});

const emailOf = (orderId: string) =>
  aPlannedSms(`order/acme/${orderId}` as JourneyId, {
    key: `order/acme/${orderId}/-/delivered/1/email` as NotificationKey,
    channel: 'email',
  });

test('an email that Resend took after the copy is the same one afterwards', async () => {
  await place('E1');
  const planned = emailOf('E1');
  const copy = await copyDatabase(sql);
  sandbox.faults.inject({ provider: 'resend', kind: 'reset_after' });
  await expect(anActivity().run(byEmail('a'), planned)).rejects.toThrow();
  await copy.restore();
  await anActivity().run(byEmail('a'), planned);
  expect(await stateOf(planned)).toBe('accepted');
  expect(takenBy('resend')).toHaveLength(1);
});

test('where its words would differ now, its outcome is unknown: it is not refused', async () => {
  await place('E2');
  const planned = emailOf('E2');
  const copy = await copyDatabase(sql);
  sandbox.faults.inject({ provider: 'resend', kind: 'reset_after' });
  await expect(anActivity().run(byEmail('a'), planned)).rejects.toThrow();
  await copy.restore();
  await anActivity().run(byEmail('b'), planned);
  expect(await findNotification(sql, planned.key)).toMatchObject({
    state: 'unknown',
    lastError: 'invalid_idempotent_request',
  });
  expect(takenBy('resend')).toHaveLength(1);
});
