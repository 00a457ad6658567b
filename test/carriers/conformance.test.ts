/** What holds for every adapter, whatever it reads. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findCarrier } from '../../carriers/directory.ts';
import { CARRIERS, findAdapter, listAdapters } from '../../carriers/index.ts';
import { parseAuto, parseBody } from '../../carriers/parse.ts';
import { readDocument } from '../../carriers/reading/document.ts';
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
  test('is in the registry by its own name, and in the directory', () => {
    expect(findAdapter(adapter.id)).toBe(adapter);
    expect(adapter.id).toMatch(/^[a-z0-9_]+$/);
    if (adapter.kind === 'carrier') expect(findCarrier(adapter.id).id).toBe(adapter.id);
  });

  test('says how it is delivered, what it reads and how it is verified', () => {
    expect(adapter.delivery.length).toBeGreaterThan(0);
    expect(adapter.formats).not.toBe('');
    expect(adapter.webhookAuth).not.toBe('');
  });

  test.each(NO_BODIES)('refuses %j, and says what is wrong', (body) => {
    const result = parseBody(adapter, body);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(REFUSALS).toContain(result.refusal);
    expect(result.detail).not.toBe('');
    expect(result.detail).not.toContain('could not be read:');
  });

  test.each([
    ['{"error":"invalid_client","error_description":"The client is unknown here."}', 'client'],
    ['{"message":"Too many requests"}', 'Too many'],
    ['{"fault":{"faultstring":"Quota is used up"}}', 'Quota'],
  ])('knows %s for an error, though it is none of its own formats', (body, said) => {
    const result = parseBody(adapter, body);
    expect(result).toMatchObject({ ok: false, refusal: 'error' });
    expect(JSON.stringify(result)).toContain(said);
  });

  test('recognises nothing in a body that is nobody’s', () => {
    for (const body of ['{"hello":"world"}', '[1,2,3]', '<note><to>you</to></note>', '{}', '[]']) {
      const document = readDocument(body);
      if ('root' in document) expect(adapter.recognises(document), body).toBe(false);
    }
  });

  test('refuses a webhook of nobody, and one where the shop has no secret', async () => {
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

test('a name that is no carrier finds nothing', () => {
  expect(findAdapter('constructor')).toBeNull();
  expect(findAdapter('')).toBeNull();
});

test('every name is listed once', () => {
  expect(new Set(CARRIERS).size).toBe(CARRIERS.length);
});

test('a body that nobody recognises is refused with what it has', () => {
  const { adapter, result } = parseAuto(listAdapters(), '{"hello":"world","n":1}');
  expect(adapter).toBeNull();
  expect(result).toMatchObject({ ok: false, refusal: 'malformed' });
  expect(JSON.stringify(result)).toContain('hello, n');
});

test('each adapter has its row in docs/carriers.md', () => {
  const page = readFileSync(new URL('../../docs/carriers.md', import.meta.url), 'utf8');
  for (const { id } of listAdapters()) expect(page).toContain(`| \`${id}\` |`);
});
