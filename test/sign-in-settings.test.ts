import { expect, test } from 'vitest';
import { oidcSettings, readConfig } from '../config.ts';

const DATABASE_URL = 'postgres://wismr:x@127.0.0.1:5432/wismr';
const SECRET = 'k3'.repeat(16);

test('sign-in needs a long secret, or none to be off', () => {
  expect(readConfig({ DATABASE_URL }).AUTH_SECRET).toBeUndefined();
  expect(readConfig({ DATABASE_URL, AUTH_SECRET: SECRET }).AUTH_SECRET).toBe(SECRET);
  expect(() => readConfig({ DATABASE_URL, AUTH_SECRET: 'short' })).toThrow(
    'at least 32 visible characters',
  );
});

test('an OpenID provider needs all of its settings, and sign-in itself', () => {
  const all = {
    DATABASE_URL,
    AUTH_SECRET: SECRET,
    OIDC_ISSUER: 'https://id.acme.example/realms/staff',
    OIDC_CLIENT_ID: 'wismr',
    OIDC_CLIENT_SECRET: SECRET,
  };
  expect(oidcSettings(readConfig(all))).toEqual({
    issuer: 'https://id.acme.example/realms/staff',
    clientId: 'wismr',
    clientSecret: SECRET,
    name: 'your company',
    trustsEmails: false,
  });
  expect(oidcSettings(readConfig({ DATABASE_URL, AUTH_SECRET: SECRET }))).toBeNull();
  for (const name of ['AUTH_SECRET', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']) {
    expect(() => readConfig({ ...all, [name]: '' })).toThrow('give all or no OIDC_');
  }
  expect(() => readConfig({ ...all, OIDC_ISSUER: 'javascript:x' })).toThrow('OIDC_ISSUER');
});
