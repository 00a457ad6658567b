/** What the programs' source may not contain, apart from the places that are named here. */

import { expect, test } from 'vitest';
import { read, sources } from './source-files.ts';

const PROGRAMS =
  /^(activities|api|carriers|channels|cli|commands|db|domain|templates|views|web|worker|workflows)\//;
const files = sources.filter((path) => PROGRAMS.test(path) || path === 'config.ts');

/** The files that have the pattern, without those that may. */
function filesWith(pattern: RegExp, allowed: readonly string[] = []): readonly string[] {
  expect(allowed.filter((path) => !pattern.test(read(path)))).toEqual([]);
  return files.filter((path) => pattern.test(read(path)) && !allowed.includes(path));
}

test('SQL is a tagged template, whose values are parameters', () => {
  // Migrations and grants are constants; the pool passes on what they call; Kysely makes parameters.
  const allowed = [
    'db/migrate.ts',
    'db/roles.ts',
    'db/pool.ts',
    'db/pool-member.ts',
    'db/auth-database.ts',
  ];
  expect(filesWith(/\bunsafe\(|\bunsafe:/, allowed)).toEqual([]);
});

test('no program starts another one', () => {
  expect(filesWith(/child_process|node:cluster/)).toEqual([]);
});

test('no text becomes code, or an object with behaviour', () => {
  expect(filesWith(/\beval\(|\bnew Function\b|node:vm|node:v8|\bdeserialize\(/)).toEqual([]);
  // Only files of templates/ are compiled.
  expect(filesWith(/handlebars/i).filter((path) => !path.startsWith('templates/'))).toEqual([]);
});

test('nobody can guess what is random', () => {
  // How long a connection to PostgreSQL lives.
  expect(filesWith(/Math\.random/, ['db/pool.ts'])).toEqual([]);
});

test('hashes and ciphers are those of node:crypto, none of them weak', () => {
  const made = files.flatMap((path) =>
    [...read(path).matchAll(/create(?:Hash|Hmac|Cipheriv|Decipheriv)\('?([^',)]+)/g)].map(
      ([, algorithm = '']) => `${path}: ${algorithm}`,
    ),
  );
  const strong = /: (sha256|ALGORITHM)$/;
  expect(made.filter((each) => !strong.test(each))).toEqual([]);
  expect(read('db/encryption.ts')).toContain("const ALGORITHM = 'aes-256-gcm'");
});

test('no certificate is taken unchecked', () => {
  expect(filesWith(/rejectUnauthorized|TLS_REJECT_UNAUTHORIZED|checkServerIdentity/)).toEqual([]);
});

test('calls with credentials follow no redirect', () => {
  const calls = files.filter((path) => /\bfetch\(/.test(read(path)));
  expect(calls.filter((path) => !/redirect: '(manual|error)'/.test(read(path)))).toEqual([]);
});

test('the log goes to standard output alone', () => {
  expect(filesWith(/pino\.(destination|transport)|transport:/)).toEqual([]);
});
