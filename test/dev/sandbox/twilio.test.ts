import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../dev/sandbox/sandbox.ts';
import { DAY } from '../../../domain/time.ts';

let sandbox: Sandbox;
let client: ReturnType<typeof twilio>;
let clock: number;

beforeEach(async () => {
  clock = Date.parse('2026-10-01T12:00:00Z');
  sandbox = await startSandbox({ receiptDelayMs: 1, now: () => clock });
  client = clientWith(sandbox.credentials.twilioAuthToken);
});
afterEach(() => sandbox.stop());

function clientWith(authToken: string, accountSid = sandbox.credentials.twilioAccountSid) {
  const made = twilio(accountSid, authToken);
  made.api.baseUrl = sandbox.url;
  return made;
}

const OURS = '+15005550006';
const ANN = '+4915112345678';
const sms = { to: ANN, from: OURS, body: 'Out for delivery.' };
const SERVICE = `MG${'0'.repeat(32)}`;

test('an SMS is queued, then delivered', async () => {
  const created = await client.messages.create(sms);
  expect(created).toMatchObject({
    ...sms,
    status: 'queued',
    direction: 'outbound-api',
    numSegments: '1',
    dateCreated: new Date(clock),
    errorCode: null,
  });
  await sandbox.settled();
  expect(await client.messages(created.sid).fetch()).toMatchObject({ status: 'delivered' });
});

test('a messaging service accepts first, then chooses a sender', async () => {
  const created = await client.messages.create({
    to: ANN,
    messagingServiceSid: SERVICE,
    body: 'a',
  });
  expect(created).toMatchObject({ status: 'accepted', from: null, numSegments: '0' });
  await sandbox.settled();
  const later = await client.messages(created.sid).fetch();
  expect(later).toMatchObject({ status: 'delivered', from: OURS, numSegments: '1' });
});

test.each([
  ['160 plain letters', 'a'.repeat(160), '1'],
  ['161', 'a'.repeat(161), '2'],
  ['306', 'a'.repeat(306), '2'],
  ['307', 'a'.repeat(307), '3'],
  ['81 euro signs, which count twice', '€'.repeat(81), '2'],
  ['71 letters with one curly apostrophe', `${'a'.repeat(70)}’`, '2'],
  ['35 emoji, which are two units each', '🎉'.repeat(35), '1'],
  ['36 emoji', '🎉'.repeat(36), '2'],
])('%s: the number of segments that an operator charges', async (_, body, segments) => {
  expect(await client.messages.create({ ...sms, body })).toMatchObject({ numSegments: segments });
});

describe('every mistake in a request has Twilio’s error code', () => {
  test.each([
    ['From is no number', { from: '+15005550001' }, 21212],
    ['From is not ours', { from: '+15005550007' }, 21606],
    ['From has a full queue', { from: '+15005550008' }, 21611],
    ['To is no number', { to: '+15005550001' }, 21211],
    ['To cannot be reached', { to: '+15005550002' }, 21612],
    ['To is abroad', { to: '+15005550003' }, 21408],
    ['To has opted out', { to: '+15005550004' }, 21610],
    ['To has no SMS', { to: '+15005550009' }, 21614],
    ['To is written as people write', { to: '0151 12345678' }, 21211],
    ['To is empty', { to: '' }, 21604],
    ['From is too long for a name', { from: 'Hearth and Loom' }, 21212],
    ['there is no From', { from: undefined }, 21603],
    ['there is no body', { body: undefined }, 21602],
    ['the body is empty', { body: '' }, 21602],
    ['the body is too long', { body: 'a'.repeat(1601) }, 21617],
    ['the callback is no URL', { statusCallback: 'hooks/twilio' }, 21609],
    ['the callback’s host has an underscore', { statusCallback: 'http://a_b/c' }, 21609],
    ['the validity is too long', { validityPeriod: 36_001 }, 21624],
    ['the validity is none', { validityPeriod: 0 }, 21624],
  ])('%s', async (_, changes, code) => {
    const request = { ...sms, ...changes } as typeof sms;
    await expect(client.messages.create(request)).rejects.toMatchObject({ status: 400, code });
    expect(sandbox.ledger.accepted()).toEqual([]);
  });

  test('a body can have 1,600 characters', async () => {
    const created = await client.messages.create({ ...sms, body: 'a'.repeat(1600) });
    expect(created.status).toBe('queued');
  });

  test('unknown credentials', async () => {
    const sent = clientWith('wrong').messages.create(sms);
    await expect(sent).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test('too many requests at once', async () => {
    sandbox.faults.inject({ provider: 'twilio', kind: 'throttle' });
    await expect(client.messages.create(sms)).rejects.toMatchObject({ status: 429, code: 20429 });
  });
});

describe('a person who replied STOP', () => {
  test.each([
    'STOP',
    'stop',
    ' Unsubscribe ',
    'END',
    'QUIT',
    'STOPALL',
    'REVOKE',
    'OPTOUT',
    'CANCEL',
  ])('with %j gets nothing more from this number until START', async (body) => {
    sandbox.reply({ from: ANN, to: OURS, body });
    await expect(client.messages.create(sms)).rejects.toMatchObject({ code: 21610 });
    sandbox.reply({ from: ANN, to: OURS, body: 'Start' });
    expect(await client.messages.create(sms)).toMatchObject({ status: 'queued' });
  });

  test('still gets messages from other senders', async () => {
    sandbox.reply({ from: ANN, to: OURS, body: 'STOP' });
    const created = await client.messages.create({ ...sms, from: '+15005550010' });
    expect(created.status).toBe('queued');
  });

  test('is opted out only if the reply has no other words', async () => {
    sandbox.reply({ from: ANN, to: OURS, body: 'please stop' });
    expect(await client.messages.create(sms)).toMatchObject({ status: 'queued' });
  });
});

describe('the list of messages', () => {
  beforeEach(async () => {
    for (const [to, body] of [
      [ANN, 'Monday'],
      ['+4915187654321', 'Tuesday'],
      [ANN, 'Wednesday'],
    ] as const) {
      await client.messages.create({ ...sms, to, body });
      await sandbox.settled();
      clock += DAY;
    }
  });
  const bodies = async (filter: Parameters<typeof client.messages.list>[0]) =>
    (await client.messages.list(filter)).map(({ body }) => body);

  test('has the newest first', async () => {
    expect(await bodies({})).toEqual(['Wednesday', 'Tuesday', 'Monday']);
  });

  test('filters by person, by sender, since a time and until a time', async () => {
    expect(await bodies({ to: ANN })).toEqual(['Wednesday', 'Monday']);
    expect(await bodies({ from: '+15005550010' })).toEqual([]);
    const tuesday = new Date('2026-10-02T12:00:00Z');
    expect(await bodies({ dateSentAfter: tuesday })).toEqual(['Wednesday', 'Tuesday']);
    expect(await bodies({ dateSentBefore: tuesday })).toEqual(['Tuesday', 'Monday']);
  });

  test('is paged', async () => {
    expect(await bodies({ pageSize: 2 })).toEqual(['Wednesday', 'Tuesday', 'Monday']);
    expect(await client.messages.page({ pageSize: 2 })).toMatchObject({
      instances: [{ body: 'Wednesday' }, { body: 'Tuesday' }],
    });
  });
});
