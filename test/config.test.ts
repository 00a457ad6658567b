/** The settings: what a program refuses at its start, and in which words. */

import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { notifiesOperators, rateLimitSettings, readConfig } from '../config.ts';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const example = parseEnv(read('.env.example'));

/** Settings that only the Compose file reads. */
const ofCompose = Object.keys(
  parse(read('docker-compose.yml'), { merge: true }).services.api.environment,
).filter((name) => name.endsWith('POSTGRES_PASSWORD'));

test('.env.example names every setting, and is valid as it is', () => {
  expect(() => readConfig(example)).not.toThrow();
  const known = [...read('config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(Object.keys(example).sort()).toEqual([...known, ...ofCompose].sort());
});

test('a wrong configuration is one error that names every problem', () => {
  const wrong = { DATABASE_URL: 'mysql://x', PORT: '99999', TWILIO_AUTH_TOKEN: 'x' };
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL[\s\S]*PORT/);
});

test.each([
  [{ SINCH_API_TOKEN: 'x'.repeat(16) }, 'SINCH_FROM: give all or none'],
  [
    { SINCH_SERVICE_PLAN_ID: 'x', SINCH_API_TOKEN: 'x'.repeat(16), SINCH_FROM: 'Acme' },
    'give all or none',
  ],
  [{ SINCH_REGION: 'mars' }, 'SINCH_REGION'],
])('%j is no account at Sinch', (sinch, problem) => {
  expect(() => readConfig({ DATABASE_URL: 'postgres://x', ...sinch })).toThrow(problem);
});

/** Every setting that is a secret, by its name: a new one is tested, too. */
const SECRETS = Object.keys(example).filter((name) => /_(KEY|SECRET|TOKEN)$/.test(name));
/** The settings and minimum lengths of the table in docs/security.md. */
const documented = new Map(
  [...read('docs/security.md').matchAll(/^\| `([A-Z_]+)` \| (\d+) (characters|bytes) \|/gm)].map(
    ([, name = '', least, unit = '']) => [name, { least: Number(least), unit }] as const,
  ),
);

test('docs/security.md has the minimum length of every secret, and nothing else', () => {
  expect([...documented.keys()].sort()).toEqual([...SECRETS].sort());
});

/** A secret of so many characters or bytes, as the setting writes it. */
function secretOf(name: string, length: number): string {
  if (documented.get(name)?.unit !== 'bytes') return 'k3'.repeat(length).slice(0, length);
  return `${/SECRET$/.test(name) ? 'whsec_' : ''}${Buffer.alloc(length, 7).toString('base64')}`;
}

test.each(SECRETS)('%s has a minimum length, and the error does not repeat it', (name) => {
  const { least = 0, unit } = documented.get(name) ?? {};
  expect(least).toBeGreaterThanOrEqual(16);
  const given = { DATABASE_URL: 'postgres://x', [name]: secretOf(name, least) };
  // Others may be missing beside it, but it is long enough itself.
  expect(messageOf(given)).not.toContain(unit ?? '');
  const short = secretOf(name, least - 1);
  expect(messageOf({ ...given, [name]: short })).toMatch(
    new RegExp(`^${name} must (be|have) .*\\b${least} (visible )?${unit}`),
  );
  expect(messageOf({ ...given, [name]: short })).not.toContain(short);
  for (const unseen of [' ', '\0', '\u200b', '\u3164']) {
    expect(messageOf({ ...given, [name]: unseen.repeat(64) })).toContain(`${name} must `);
  }
});

function messageOf(given: Readonly<Record<string, string>>): string {
  try {
    readConfig(given);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  're_123',
  'whsec_A',
  'whsec_AA==',
  `whsec_${'A'.repeat(25)}`,
  `whsec_${'A'.repeat(23)}==`,
])('the signing secret %s is not written as Resend shows it', (RESEND_WEBHOOK_SECRET) => {
  expect(messageOf({ DATABASE_URL: 'postgres://x', RESEND_WEBHOOK_SECRET })).toBe(
    'RESEND_WEBHOOK_SECRET must be whsec_ and at least 16 bytes in Base64, as Resend shows it',
  );
});

test('OPERATIONS_EMAIL takes several addresses, and names the one that is wrong', () => {
  const given = {
    DATABASE_URL: 'postgres://x',
    EMAIL_FROM: 'wismr@acme.example',
    SMTP_URL: 'smtp://x',
  };
  const OPERATIONS_EMAIL = 'ops@acme.example, night@acme.example';
  const config = readConfig({ ...given, OPERATIONS_EMAIL });
  expect(config.OPERATIONS_EMAIL).toEqual(['ops@acme.example', 'night@acme.example']);
  expect([notifiesOperators(config), notifiesOperators(readConfig(given))]).toEqual([true, false]);
  expect(() => readConfig({ ...given, OPERATIONS_EMAIL: 'ops@acme.example, night' })).toThrow(
    'OPERATIONS_EMAIL has "night", which is no email address',
  );
});

test('TRUST_PROXY is a number of proxies, or their addresses', () => {
  const proxies = (TRUST_PROXY: string) =>
    readConfig({ DATABASE_URL: 'postgres://x', TRUST_PROXY }).TRUST_PROXY;
  expect(proxies('')).toBe(0);
  expect(proxies('2')).toBe(2);
  expect(proxies('10.0.0.0/8, 2001:db8::1, loopback')).toEqual([
    '10.0.0.0/8',
    '2001:db8::1',
    'loopback',
  ]);
  expect(() => proxies('10.0.0.0/8, somewhere')).toThrow(/TRUST_PROXY must be a number.*somewhere/);
});

test('a limit that is not set has its default, and zero is none', () => {
  const given = { DATABASE_URL: 'postgres://x' };
  expect(rateLimitSettings(readConfig(given))).toEqual({});
  const LIMITS = { LIMIT_KEY_PER_MINUTE: '10', LIMIT_WEBHOOKS_PER_SECOND: '5' };
  expect(rateLimitSettings(readConfig({ ...given, ...LIMITS }))).toEqual({ key: 10, webhooks: 50 });
  expect(() => readConfig({ ...given, LIMIT_SHOP_PER_MINUTE: '0' })).toThrow(
    'LIMIT_SHOP_PER_MINUTE',
  );
});
