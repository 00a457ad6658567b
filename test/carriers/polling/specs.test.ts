import { expect, test } from 'vitest';
import { findCarrier } from '../../../carriers/directory.ts';
import { findAdapter } from '../../../carriers/index.ts';
import { listPolledAdapters } from '../../../carriers/polling/index.ts';
import type { TrackingNumber } from '../../../domain/ids.ts';

const NUMBERS = ['1Z 999/AA1', 'B'] as unknown as readonly TrackingNumber[];

test.each(listPolledAdapters().map(({ id, poll }) => [id, poll] as const))(
  '%s has a complete request',
  (_, spec) => {
    const names = [...spec.credentials.required, ...spec.credentials.optional];
    const credentials = Object.fromEntries(names.map((name) => [name, `the-${name}`]));
    const carriers = ['ups', 'ups'];
    const request = spec.request(NUMBERS, { credentials, carriers, token: 'the-token' });
    const text = JSON.stringify(request) + JSON.stringify(spec.token?.(credentials) ?? '');
    const decoded = text.replace(/Basic ([\w+/=]+)/g, (_all, basic: string) =>
      Buffer.from(basic, 'base64').toString(),
    );
    for (const name of spec.credentials.required) expect(decoded).toContain(`the-${name}`);
    if (spec.token) expect(request.headers['authorization']).toBe('Bearer the-token');
    expect(request.path).toMatch(/^\/[\x21-\x7e]+$/);
    expect(request.path).not.toContain('1Z 999/');
    if (spec.limits.batch > 1) expect(text).toMatch(/"B"|,B|\\"B\\"/);
    expect(new URL(`${spec.baseUrl ?? 'https://here.example'}${request.path}`).protocol).toBe(
      'https:',
    );
  },
);

test.each(listPolledAdapters().map(({ id, poll }) => [id, poll] as const))(
  '%s has an adapter, and carriers of the directory',
  (name, spec) => {
    expect(findAdapter(name)?.delivery).toContain('poll');
    for (const carrier of spec.carriers) expect(findCarrier(carrier).id).toBe(carrier);
    expect(spec.source).not.toBe('');
  },
);

test('no carrier is polled by two APIs', () => {
  const all = listPolledAdapters().flatMap(({ poll }) => poll.carriers);
  expect(all).toHaveLength(new Set(all).size);
});
