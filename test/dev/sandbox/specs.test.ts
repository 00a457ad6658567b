import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sendEmailSchema } from '../../../dev/sandbox/resend-schema.ts';
import { type Sandbox, startSandbox } from '../../../dev/sandbox/sandbox.ts';
import { sendSmsSchema } from '../../../dev/sandbox/twilio-schema.ts';
import { resendFor, twilioFor } from '../../channels/providers.ts';
import { anEmail, anSms } from './messages.ts';
import { startReceiver } from './receiver.ts';

const specs = new URL('../../../../shared/specs/', import.meta.url);
const absent = !existsSync(specs);
const where = absent ? 'skipped: no descriptions in ../shared/specs' : 'official descriptions';

/** Compiles schemas of an OpenAPI description, by their place in it. */
function description(file: string, { coerceTypes = false } = {}) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, coerceTypes });
  const document = parse(readFileSync(new URL(file, specs), 'utf8'));
  ajv.addSchema(document, file);
  const at = (...path: string[]) =>
    path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  return {
    errorsOf(value: unknown, ...path: string[]) {
      const validate = ajv.compile({ $ref: `${file}#/${encodeURI(at(...path))}` });
      validate(structuredClone(value));
      return validate.errors ?? [];
    },
    fieldsOf: (...path: string[]): readonly string[] =>
      Object.keys(path.reduce((node, part) => node[part], document).properties),
  };
}

let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({ receiptDelayMs: 1, resendWebhookUrl: receiver.url });
});
afterEach(async () => {
  await sandbox.stop();
  await receiver.stop();
});

/** The request that a channel sends. */
const onTheWire = async (send: (to: Sandbox) => Promise<unknown>) => {
  await send({ ...sandbox, url: receiver.url });
  return receiver.received[0]?.body ?? '';
};

describe.skipIf(absent)(`Resend’s ${where}`, () => {
  const resend = absent ? null : description('resend.yaml');
  const REQUEST = ['components', 'schemas', 'SendEmailRequest'];
  const errorsOf = (value: unknown, ...path: string[]) => resend?.errorsOf(value, ...path);

  test('has every field that the sandbox accepts', () => {
    expect(resend?.fieldsOf(...REQUEST)).toEqual(
      expect.arrayContaining(Object.keys(sendEmailSchema.shape)),
    );
  });

  test('allows what we send', async () => {
    const body = JSON.parse(await onTheWire((to) => resendFor(to).send(anEmail())));
    expect(errorsOf(body, ...REQUEST)).toEqual([]);
    expect(sendEmailSchema.safeParse(body).success).toBe(true);
  });

  const email = { from: 'a@b.eu', to: 'c@d.eu', subject: 's', text: 't' };
  test.each([
    [email],
    [{ ...email, to: ['c@d.eu', 'e@f.eu'], cc: 'g@h.eu', reply_to: ['i@j.eu'] }],
    [{ ...email, html: '<p>', headers: { 'X-A': 'b' }, tags: [{ name: 'a', value: 'b' }] }],
  ])('allows what the sandbox accepts: %j', (body) => {
    expect(sendEmailSchema.safeParse(body).success).toBe(true);
    expect(errorsOf(body, ...REQUEST)).toEqual([]);
  });

  test.each([
    [{ ...email, from: undefined }],
    [{ ...email, to: undefined }],
    [{ ...email, subject: undefined }],
    [{ ...email, to: [] }],
    [{ ...email, to: Array(51).fill('c@d.eu') }],
    [{ ...email, to: { email: 'c@d.eu' } }],
    [{ ...email, html: { a: 1 } }],
    [{ ...email, headers: 'X-A: b' }],
    [{ ...email, tags: [{ name: 'a', value: {} }] }],
  ])('forbids what the sandbox refuses: %j', (body) => {
    const sent: unknown = JSON.parse(JSON.stringify(body));
    expect(errorsOf(sent, ...REQUEST)).not.toEqual([]);
    expect(sendEmailSchema.safeParse(sent).success).toBe(false);
  });

  test('allows the sandbox’s answers', async () => {
    await resendFor(sandbox).send(anEmail());
    const { id } = sandbox.ledger.accepted()[0] ?? {};
    const headers = { authorization: `Bearer ${sandbox.credentials.resendApiKey}` };
    const answer = await (await fetch(`${sandbox.url}/emails/${id}`, { headers })).json();
    expect(errorsOf(answer, 'components', 'schemas', 'Email')).toEqual([]);
  });

  test.each([
    ['ann@post.eu', ['EmailSentEvent', 'EmailDeliveredEvent']],
    ['bounced@resend.dev', ['EmailSentEvent', 'EmailBouncedEvent']],
    ['complained@resend.dev', ['EmailSentEvent', 'EmailDeliveredEvent', 'EmailComplainedEvent']],
    ['suppressed@resend.dev', ['EmailSentEvent', 'EmailSuppressedEvent']],
  ])('allows the events of an email to %s', async (to, schemas) => {
    await resendFor(sandbox).send(anEmail({ to }));
    await sandbox.settled();
    const events = receiver.received.map(({ body }) => JSON.parse(body));
    const errors = schemas.map((name, index) =>
      errorsOf(events[index], 'components', 'schemas', name),
    );
    expect(errors).toEqual(schemas.map(() => []));
  });
});

describe.skipIf(absent)(`Twilio’s ${where}`, () => {
  // All fields of a form are text: convert them to the types of the description.
  const twilio = absent ? null : description('twilio-messages.yaml', { coerceTypes: true });
  const MESSAGES = ['paths', '/2010-04-01/Accounts/{AccountSid}/Messages.json'];
  const FORM = ['content', 'application/x-www-form-urlencoded', 'schema'];
  const REQUEST = [...MESSAGES, 'post', 'requestBody', ...FORM];
  const MESSAGE = ['components', 'schemas', 'api.v2010.account.message'];
  const LIST = [...MESSAGES, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
  const errorsOf = (value: unknown, ...path: string[]) => twilio?.errorsOf(value, ...path);

  test('has every field that the sandbox accepts', () => {
    expect(twilio?.fieldsOf(...REQUEST)).toEqual(
      expect.arrayContaining(Object.keys(sendSmsSchema.shape)),
    );
  });

  test('allows what we send', async () => {
    const body = await onTheWire((to) => twilioFor(to).send(anSms({ validitySeconds: 600 })));
    const form = Object.fromEntries(new URLSearchParams(body));
    expect(Object.keys(form).sort()).toEqual([
      'Body',
      'From',
      'StatusCallback',
      'To',
      'ValidityPeriod',
    ]);
    expect(errorsOf(form, ...REQUEST)).toEqual([]);
    expect(sendSmsSchema.safeParse(form).success).toBe(true);
  });

  test.each([
    [{ From: '+15005550006', Body: 'a' }],
    [{ To: '+15005550010', MessagingServiceSid: 'MG0', Body: 'a' }],
    [{ To: '+15005550010', MessagingServiceSid: `XX${'0'.repeat(32)}`, Body: 'a' }],
    [{ To: '+15005550010', From: '+15005550006', Body: 'a', ValidityPeriod: 'long' }],
  ])('forbids what the sandbox refuses: %j', (form) => {
    expect(errorsOf(form, ...REQUEST)).not.toEqual([]);
    expect(sendSmsSchema.safeParse(form).success).toBe(false);
  });

  test('allows the sandbox’s answers', async () => {
    await twilioFor(sandbox).send(anSms());
    const { twilioAccountSid: account, twilioAuthToken: token } = sandbox.credentials;
    const headers = { authorization: `Basic ${btoa(`${account}:${token}`)}` };
    const path = `${sandbox.url}/2010-04-01/Accounts/${account}/Messages.json`;
    const list = (await (await fetch(path, { headers })).json()) as { messages: object[] };
    expect(list.messages).toHaveLength(1);
    expect(errorsOf(list, ...LIST)).toEqual([]);
    expect(errorsOf(list.messages[0], ...MESSAGE)).toEqual([]);
    expect(Object.keys(list.messages[0] ?? {}).sort()).toEqual(
      [...(twilio?.fieldsOf(...MESSAGE) ?? [])].sort(),
    );
  });
});
