/** `wismr admin`: the first person who may sign in, and how to stop one. */

import { expect, test } from 'vitest';
import { COMMAND_GROUPS } from '../../cli/commands.ts';
import { runCli, type Terminal } from '../../cli/run-cli.ts';
import { acceptInvitation } from '../../commands/accept-invitation.ts';
import { createDatabase } from '../database.ts';

const { sql } = await createDatabase();

async function run(...args: readonly string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const terminal = {
    database: async () => sql,
    publicUrl: () => 'https://wismr.example',
    print: (line: string) => void lines.push(line),
    fail: (line: string) => void errors.push(line),
  };
  const code = await runCli(['admin', ...args], COMMAND_GROUPS, terminal as unknown as Terminal);
  return { code, lines, errors };
}

test('an admin is invited by a link, listed, disabled and enabled', async () => {
  expect((await run('list')).lines).toEqual([
    'there is no admin yet; invite one: npm run wismr -- admin create <email>',
  ]);
  const created = await run('create', 'Ada@Acme.example');
  const [, token = ''] =
    /^https:\/\/wismr\.example\/account\/invitation\/([\w-]{43})$/.exec(created.lines[0] ?? '') ??
    [];
  expect((await run('list')).lines.join('\n')).toMatch(/ada@acme\.example +- +invited/);
  const by = { name: 'Ada', password: 'marigold tram at seven' };
  await acceptInvitation(sql, { token, address: null, by });
  expect((await run('list')).lines.join('\n')).toMatch(/ada@acme\.example +Ada +active +no/);
  expect((await run('disable', 'ada@acme.example')).lines).toEqual([
    'ada@acme.example can no longer sign in',
  ]);
  expect((await run('disable', 'ada@acme.example')).lines[0]).toContain('was disabled already');
  expect((await run('list')).lines.join('\n')).toContain('disabled');
  expect((await run('enable', 'ada@acme.example')).lines[0]).toContain('can sign in again');
});

test('a wrong address, and one without an account, are errors', async () => {
  expect(await run('create', 'nonsense')).toMatchObject({
    code: 2,
    errors: ['"nonsense" is no email address'],
  });
  expect(await run('disable', 'x@acme.example')).toMatchObject({
    code: 2,
    errors: ['x@acme.example has no account'],
  });
});
