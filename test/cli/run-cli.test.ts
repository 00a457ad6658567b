import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMAND_GROUPS } from '../../cli/commands.ts';
import { runCli } from '../../cli/run-cli.ts';
import { WismrError } from '../../domain/error.ts';
import { didYouMean } from '../../domain/nearest.ts';
import { KEYS } from '../keys.ts';

/** Runs `npm run wismr -- …` without a database. */
async function wismr(...argv: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(argv, COMMAND_GROUPS, {
    database: () => Promise.reject(new WismrError('unavailable', 'Postgres does not answer')),
    temporal: () => Promise.reject(new Error('no Temporal is needed')),
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: (line) => out.push(line),
    fail: (line) => errors.push(line),
  });
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}

test.each([
  [['shp', 'list'], 'there is no command "shp list"; did you mean "shop list"?'],
  [['shop', 'lst'], 'there is no command "shop lst"; did you mean "shop list"?'],
  [['prse', 'ups', 'body.json'], 'there is no command "prse"; did you mean "parse"?'],
  [['shop'], '"shop" needs a second word: shop create, shop list, shop test-recipients'],
  [['help', 'shop', 'crate'], 'there is no command "shop crate"; did you mean "shop create"?'],
  [['dance'], 'there is no command "dance"; all commands: npm run wismr -- help'],
  [['--verson'], 'there is no command "--verson"; did you mean "--version"?'],
])('%j is not a command, and the error names the nearest one', async (argv, errors) => {
  expect(await wismr(...argv)).toEqual({ code: 2, out: '', errors });
});

test.each([
  [['carriers', '--jsn'], 'carriers has no option "--jsn"; did you mean "--json"?'],
  [['shop', 'create', 'acme', '--timezone', 'x'], 'did you mean "--time-zone"?'],
  [['shop', 'create', 'acme', '--dance'], 'shop create has no option "--dance"'],
  [['shop', 'create', 'acme', '--name'], '--name needs <name>'],
  [['shop', 'create'], 'shop create needs <shop>'],
  [['carrier', 'secret', 'acme'], 'carrier secret needs <carrier>'],
  [['carrier', 'secret', 'acme', 'ups', 's'], 'a secret does not belong on the command line'],
  [['shop', 'list', 'acme'], 'shop list takes no further argument "acme"'],
])('%j has wrong arguments, and the error names them and the usage', async (argv, problem) => {
  const { code, errors } = await wismr(...argv);
  expect([code, errors]).toEqual([2, expect.stringContaining(problem)]);
  expect(errors).toMatch(/\nusage: npm run wismr -- /);
});

test.each([
  [['parse', 'upz', 'body.json'], 'there is no carrier "upz"; did you mean "ups"?'],
  [['carrier', 'secret', 'acme', 'EasyPots'], 'did you mean "easypost"?'],
  [['carrier', 'account', 'acme', 'fedx'], 'there is no carrier "fedx"; did you mean "fedex"?'],
  [['parse', 'pigeons', 'x'], 'there is no carrier "pigeons"; all carriers: npm run wismr -- car'],
  [['shop', 'create', 'acme', '--brand', 'defualt'], 'did you mean "default"?'],
  [['shop', 'create', 'acme', '--brand', 'moon'], 'there are: alder-and-finch, default'],
])('%j has an unknown name, and the error names the nearest one', async (argv, problem) => {
  const { code, errors } = await wismr(...argv);
  expect([code, errors]).toEqual([2, expect.stringContaining(problem)]);
});

test.each([
  [['key', 'revoke', 'acme', ''], 'argument 2 is empty: is a variable not set?'],
  [['key', 'create', ' '], 'argument 1 is empty'],
  [['detect', '9400', ''], 'argument 2 is empty'],
  [['key', 'create', 'acme', '--name', ''], '--name is empty: is a variable not set?'],
  [['shop', 'create', 'acme', '--country='], '--country is empty'],
  [['shop', 'create', 'acme', '--country', 'ZZ'], '"ZZ" is not a country'],
  [['shop', 'create', 'acme', '--country', 'de'], '"de" is not a country'],
])('%j is refused before anything is changed', async (argv, problem) => {
  const { code, errors } = await wismr(...argv);
  expect([code, errors]).toEqual([2, expect.stringContaining(problem)]);
});

test('--version prints the version of package.json', async () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await wismr('--version')).toEqual({ code: 0, out: manifest.version, errors: '' });
});

test.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists every command', async (argv) => {
  const { code, out } = await wismr(...argv);
  expect(code).toBe(0);
  for (const { usage } of COMMAND_GROUPS.flatMap(({ commands }) => commands)) {
    expect(out).toContain(usage);
  }
});

test.each([
  ['help', 'shop', 'create'],
  ['shop', 'create', '--help'],
])('%s %s %s shows the options of a command', async (...argv) => {
  const { code, out } = await wismr(...argv);
  expect(code).toBe(0);
  expect(out).toContain('usage: npm run wismr -- shop create <shop> [options]');
  expect(out).toMatch(/--time-zone <zone> {2}\w/);
});

test('the help fits a terminal', async () => {
  const lines = (await wismr('help')).out.split('\n');
  expect(lines.filter((line) => line.length > 110)).toEqual([]);
});

test('if the database does not answer, the program prints one line and exits with 1', async () => {
  const errors = 'Postgres does not answer';
  expect(await wismr('shop', 'list')).toEqual({ code: 1, out: '', errors });
});

test('two letters in the wrong order are one mistake', () => {
  expect(didYouMean('emial', ['name', 'email', 'phone'])).toBe('; did you mean "email"?');
  expect(didYouMean('ia', ['ai', 'ox'])).toBe('; did you mean "ai"?');
});

test('a name unlike all known names gets no suggestion', () => {
  expect(didYouMean('zebra', ['shop list', 'parse'])).toBe('');
  expect(didYouMean('', ['parse'])).toBe('');
});
