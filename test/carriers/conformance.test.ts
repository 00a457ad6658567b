/** What every adapter does. */

import { describe, expect, test } from 'vitest';
import { listAdapters } from '../../carriers/index.ts';
import { parseAuto, parseBody } from '../../carriers/parse.ts';
import { readDocument } from '../../carriers/reading/document.ts';
import { generateWebhookSecret, secretProblem } from '../../carriers/webhook-secret.ts';
import { REFUSALS } from '../../domain/tracking.ts';

const NO_BODIES = [
  '',
  '   ',
  '\uFEFF',
  'null',
  '[]',
  '{}',
  '0',
  '"text"',
  '[[]]',
  '<',
  '<a/>',
  '{"a":',
];

describe.each(listAdapters())('$id', (adapter) => {
  test('has its delivery, formats and webhook authentication', () => {
    expect(adapter.delivery.length).toBeGreaterThan(0);
    expect(adapter.formats).not.toBe('');
    expect(adapter.webhookAuth).not.toBe('');
  });

  test('says what its webhooks are verified with, if it sends any', async () => {
    const request = { headers: {}, body: new Uint8Array(), query: {}, receivedAt: Date.now() };
    const verdict = await adapter.verify(request, []);
    const sendsNone = !verdict.ok && verdict.reason === 'not_pushed';
    expect(adapter.webhookSecret === undefined).toBe(sendsNone);
    expect(secretProblem(adapter, ' ')).toMatch(/empty|sends no webhooks/);
    expect(secretProblem(adapter, 'x'.repeat(15))).not.toBeNull();
    expect(secretProblem(adapter, generateWebhookSecret()) === null).toBe(!sendsNone);
  });

  test.each(NO_BODIES)('refuses %j and says what is wrong', (body) => {
    const result = parseBody(adapter, body);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(REFUSALS).toContain(result.refusal);
    expect(result.detail).not.toBe('');
    expect(result.detail).not.toContain('could not be read:');
  });

  test.each([
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    '[{"__proto__":{"polluted":1}}]',
    '<a><__proto__><polluted>1</polluted></__proto__></a>',
    '<a __proto__="1"><constructor><prototype><polluted>1</polluted></prototype></constructor></a>',
  ])('reads %s and leaves all other objects as they are', (body) => {
    parseBody(adapter, body);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each([
    ['{"error":"invalid_client","error_description":"The client is unknown here."}', 'client'],
    ['{"message":"Too many requests"}', 'Too many'],
    ['{"fault":{"faultstring":"Quota is used up"}}', 'Quota'],
  ])('recognises %s as an error, although it is in none of its formats', (body, words) => {
    const result = parseBody(adapter, body);
    expect(result).toMatchObject({ ok: false, refusal: 'error' });
    expect(JSON.stringify(result)).toContain(words);
  });

  test('recognises no unknown body', () => {
    for (const body of ['{"hello":"world"}', '[1,2,3]', '<note><to>you</to></note>', '{}', '[]']) {
      const document = readDocument(body);
      if ('root' in document) expect(adapter.recognises(document), body).toBe(false);
    }
  });

  test('refuses a webhook without the right secret, or if the shop has none', async () => {
    const request = {
      headers: {},
      body: new TextEncoder().encode('{}'),
      query: {},
      receivedAt: Date.now(),
    };
    const strange = {
      ...request,
      headers: { authorization: 'Bearer guess' },
      query: { token: 'x' },
    };
    for (const each of [request, strange]) {
      expect((await adapter.verify(each, ['right'])).ok).toBe(false);
      expect((await adapter.verify(each, [])).ok).toBe(false);
    }
  });
});

test('the refusal of an unrecognised body names its fields', () => {
  const { adapter, result } = parseAuto(listAdapters(), '{"hello":"world","n":1}');
  expect(adapter).toBeNull();
  expect(result).toMatchObject({ ok: false, refusal: 'malformed' });
  expect(JSON.stringify(result)).toContain('hello, n');
});
