/** Operators get an email about a fault of the installation: once, whatever restarts. */

import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createSmtp } from '../../channels/smtp.ts';
import { alertList } from '../../cli/alert.ts';
import type { Invocation } from '../../cli/command.ts';
import { noteStuck } from '../../commands/note-stuck.ts';
import { noteLostWorkflows } from '../../commands/rebuild-journeys.ts';
import { endOutage, noteRefusal } from '../../commands/send-notification.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { MessageKind } from '../../domain/message.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { type AlertLoopOptions, updateAlertsOnce } from '../../worker/alerts.ts';
import { anOrder, createApi } from '../api/client.ts';
import { resendFor } from '../channels/providers.ts';
import { createDatabase } from '../database.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());
await api.call('PUT', '/v1/orders/stuck', anOrder());

const resend = resendFor(sandbox);
const smtp = createSmtp({ url: sandbox.smtpUrl, timeoutMs: 20_000 });
const renderer = createRenderer();

/** Shares nothing with another one but the database. */
function aWorker(changes: Partial<AlertLoopOptions> = {}): AlertLoopOptions {
  return {
    sql,
    renderer,
    email: { provider: resend, second: smtp, from: 'orders@acme.example' },
    publicUrl: 'https://wismr.example',
    log: pino({ level: 'silent' }),
    to: ['ops@acme.example', 'night@acme.example'],
    ...changes,
  };
}

const twoRounds = () => Promise.all([updateAlertsOnce(aWorker()), updateAlertsOnce(aWorker())]);
const inbox = () =>
  sandbox.ledger.accepted().map((each) => [each.provider, 'subject' in each ? each.subject : '']);

beforeEach(async () => {
  sandbox.faults.clear();
  sandbox.ledger.clear();
  await sql`delete from alert_email`;
  await sql`delete from alert`;
  await sql`delete from notification`;
  await sql`delete from provider_outage`;
  await sql`delete from lost_workflow`;
  await sql`delete from stuck_journey`;
  await sql`update journey set delivered_seq = wake_seq`;
});

async function plan(kind: MessageKind, minutesAgo: number, more: object = {}): Promise<void> {
  const row = {
    id: randomUUID(),
    shopId: 'acme',
    key: `${kind}-${minutesAgo}`,
    journeyId: 'order/acme/stuck',
    kind,
    channel: 'email',
    decision: 'send',
    decidedAt: new Date(Date.now() - minutesAgo * 60_000),
    ...more,
  };
  await sql`insert into notification ${sql(row)}`;
}

async function isClearFor(minutes: number): Promise<void> {
  await sql`update alert set clear_since = now() - ${minutes} * interval '1 minute'`;
}

async function refuseAccount(): Promise<void> {
  for (const id of [1, 2]) {
    const refusal = { provider: 'resend', channel: 'email', code: 'invalid_api_key' } as const;
    await noteRefusal(sql, { ...refusal, id: `00000000-0000-4000-8000-00000000000${id}` }, 60_000);
  }
}

async function openKinds(): Promise<unknown> {
  const { alerts } = (await api.call('GET', '/readyz')).body;
  return (alerts as { kind: string; topic: string }[]).map(({ kind, topic }) => [kind, topic]);
}

test('a message that waits too long opens one alert with one email, and ends it', async () => {
  await plan('out_for_delivery', 14);
  await plan('order_confirmed', 59);
  await plan('escalation_opened', 29);
  await updateAlertsOnce(aWorker());
  expect(await openKinds()).toEqual([]);
  await plan('out_for_delivery', 16, { lastError: 'timeout' });
  await twoRounds();
  await twoRounds();
  expect(await openKinds()).toEqual([['message_stuck', 'urgent email']]);
  expect(inbox()).toEqual([['resend', 'Alert: Messages wait too long (urgent email)']]);
  expect(sandbox.ledger.accepted()[0]).toMatchObject({
    to: ['ops@acme.example', 'night@acme.example'],
    from: 'wismr <orders@acme.example>',
  });
  const metrics = await (await api.app.request('/metrics')).text();
  expect(metrics).toContain('wismr_alerts{kind="message_stuck"} 1');
  expect(metrics).toContain('wismr_alerts{kind="provider_outage"} 0');

  await sql`update notification set settled_at = now()`;
  await twoRounds();
  await isClearFor(9);
  await twoRounds();
  expect(await openKinds()).toEqual([['message_stuck', 'urgent email']]);
  await isClearFor(11);
  await twoRounds();
  await twoRounds();
  expect(await openKinds()).toEqual([]);
  expect(inbox()).toEqual([
    ['resend', 'Alert: Messages wait too long (urgent email)'],
    ['resend', 'Ended: Messages wait too long (urgent email)'],
  ]);
});

test('messages in quiet hours, and those of another alert, are not stuck', async () => {
  await plan('delayed', 600, { holdUntil: new Date(Date.now() + 3_600_000) });
  await plan('shipped', 600, { lastError: 'account_refuses: invalid_api_key' });
  await plan('delivered', 30, { channel: 'sms', lastError: 'channel_not_set_up' });
  await updateAlertsOnce(aWorker());
  expect(await openKinds()).toEqual([['channel_not_set_up', 'sms']]);
});

test('an outage of the first provider is reported by the second', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'wrong_key', times: 100 });
  await refuseAccount();
  await twoRounds();
  await twoRounds();
  expect(inbox()).toEqual([['smtp', 'Alert: A provider refuses the account (resend)']]);
  await endOutage(sql, 'resend');
  sandbox.faults.clear();
  await twoRounds();
  await isClearFor(11);
  await twoRounds();
  expect(inbox()).toEqual([
    ['smtp', 'Alert: A provider refuses the account (resend)'],
    ['resend', 'Ended: A provider refuses the account (resend)'],
  ]);
});

test('an outage of the only provider is reported when it takes emails again', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'wrong_key', times: 100 });
  const alone = aWorker({ email: { provider: resend, from: 'orders@acme.example' } });
  await refuseAccount();
  await updateAlertsOnce(alone);
  await updateAlertsOnce(alone);
  expect(inbox()).toEqual([]);
  expect(await sql`select failed_with from alert_email`).toHaveLength(1);
  sandbox.faults.clear();
  await sql`update alert_email set next_attempt_at = now()`;
  await updateAlertsOnce(alone);
  expect(inbox()).toEqual([['resend', 'Alert: A provider refuses the account (resend)']]);
});

test('an alert that ends before its email left sends only the one about the end', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'wrong_key', times: 100 });
  const alone = aWorker({ email: { provider: resend, from: 'orders@acme.example' } });
  await refuseAccount();
  await updateAlertsOnce(alone);
  await endOutage(sql, 'resend');
  sandbox.faults.clear();
  await isClearFor(11);
  await updateAlertsOnce(alone);
  await sql`update alert_email set next_attempt_at = now()`;
  await updateAlertsOnce(alone);
  expect(inbox()).toEqual([['resend', 'Ended: A provider refuses the account (resend)']]);
});

test('an email whose answer is lost is repeated at Resend by its key, and never by SMTP', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'reset_after' });
  await plan('out_for_delivery', 16);
  await updateAlertsOnce(aWorker());
  await sql`update alert_email set next_attempt_at = now()`;
  await updateAlertsOnce(aWorker());
  expect(inbox()).toEqual([['resend', 'Alert: Messages wait too long (urgent email)']]);
  expect(await sql`select outcome from alert_email`).toEqual([{ outcome: 'accepted' }]);
});

test('an email that Resend may have goes to no other provider, even if Resend refuses it later', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'reset_after' });
  await plan('out_for_delivery', 16);
  await updateAlertsOnce(aWorker());
  sandbox.faults.inject({ provider: 'resend', kind: 'wrong_key', times: 1 });
  await sql`update alert_email set next_attempt_at = now()`;
  await updateAlertsOnce(aWorker());
  // Another list of addresses: Resend refuses the key with it.
  await sql`update alert_email set next_attempt_at = now()`;
  await updateAlertsOnce(aWorker({ to: ['new@acme.example'] }));
  expect(inbox()).toEqual([['resend', 'Alert: Messages wait too long (urgent email)']]);
  expect(await sql`select outcome from alert_email`).toEqual([{ outcome: 'unknown' }]);
});

test('a worker that dies while SMTP has the email repeats nothing', async () => {
  await plan('out_for_delivery', 16);
  const byBoth = aWorker();
  const bySmtp = aWorker({ email: { provider: smtp, from: 'orders@acme.example' } });
  await updateAlertsOnce(bySmtp);
  // As if it had died before it saved the outcome.
  await sql`update alert_email set outcome = null, settled_at = null, next_attempt_at = now()`;
  await updateAlertsOnce(bySmtp);
  await updateAlertsOnce(byBoth);
  expect(inbox()).toHaveLength(1);
  expect(await sql`select outcome from alert_email`).toEqual([{ outcome: 'unknown' }]);
});

const JOURNEY = 'order/acme/stuck' as JourneyId;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Faults of Temporal: how each shows in the database, and its email. */
const OF_TEMPORAL: readonly (readonly [string, (minutes: number) => Promise<unknown>, string])[] = [
  [
    'relay_backlog',
    (minutes) => sql`
      update journey set delivered_seq = 0, undelivered_since = ${minutesAgo(minutes)}`,
    'Alert: Events do not reach Temporal',
  ],
  [
    'workflow_tasks_failing',
    (minutes) => noteStuck(sql, { journeyId: JOURNEY, since: minutesAgo(minutes), error: 'a bug' }),
    'Alert: Workflow tasks fail',
  ],
];

test.each(OF_TEMPORAL)(
  '%s opens after five minutes, with an email',
  async (kind, cause, subject) => {
    await cause(4);
    await twoRounds();
    expect(await openKinds()).toEqual([]);
    await cause(6);
    await twoRounds();
    expect(await openKinds()).toEqual([[kind, null]]);
    expect(inbox()).toEqual([['resend', subject]]);
  },
);

test('a journey that had no workflow opens an alert for an hour, with an email', async () => {
  await noteLostWorkflows(sql, [JOURNEY]);
  await sql`update lost_workflow set found_at = now() - interval '61 minutes'`;
  await twoRounds();
  expect(await openKinds()).toEqual([]);
  await noteLostWorkflows(sql, [JOURNEY]);
  await twoRounds();
  expect(await openKinds()).toEqual([['journeys_without_workflow', null]]);
  expect(inbox()).toEqual([['resend', 'Alert: Journeys had no workflow']]);
});

test('a reminder follows each day', async () => {
  await plan('out_for_delivery', 16);
  await twoRounds();
  await sql`update alert_email set created_at = now() - interval '25 hours'`;
  await twoRounds();
  await twoRounds();
  expect(inbox()).toEqual([
    ['resend', 'Alert: Messages wait too long (urgent email)'],
    ['resend', 'Still open: Messages wait too long (urgent email)'],
  ]);
});

test('without an address, /readyz and the command line show the alert, and nobody gets it', async () => {
  await plan('out_for_delivery', 16, { lastError: 'timeout' });
  await updateAlertsOnce(aWorker({ to: [] }));
  expect(await openKinds()).toEqual([['message_stuck', 'urgent email']]);
  expect(await sql`select 1 from alert_email`).toEqual([]);
  const lines: string[] = [];
  const call = { database: async () => sql, print: (line: string) => lines.push(line) };
  const run = (options: Invocation['options']) =>
    alertList.run({ ...call, args: [], options } as unknown as Invocation);
  await run({});
  expect(lines[1]).toMatch(/^message_stuck +urgent email +20\S+Z +- +- +1 +timeout$/);
  lines.length = 0;
  await run({ json: true });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject([
    { kind: 'message_stuck', topic: 'urgent email', count: 1, notifiedAt: null },
  ]);
});
