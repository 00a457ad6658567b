/** `npm run wismr -- <command>`: what operators do by hand. */

import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { connect, type Sql } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { carrierAccount } from './carrier-account.ts';
import { carriersCommand, parseAllCommand, parseCommand } from './carriers.ts';
import type { Command } from './command.ts';
import { detectCommand } from './detect.ts';
import { journeyExport } from './journey.ts';
import { policySet, policyShow } from './policy.ts';
import { carrierSecret, keyCreate, shopCreate } from './shop.ts';
import { simulateCommand } from './simulate.ts';

const migrateCommand: Command = {
  usage: 'migrate',
  summary: 'Bring the database up to date. The API and the worker do so by themselves at start.',
  options: {},
  run: async ({ print }) => {
    const applied = await migrate(readConfig().DATABASE_URL);
    print(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to do');
    return 0;
  },
};

const COMMANDS: readonly Command[] = [
  migrateCommand,
  shopCreate,
  keyCreate,
  carrierSecret,
  carrierAccount,
  policyShow,
  policySet,
  carriersCommand,
  parseCommand,
  parseAllCommand,
  detectCommand,
  journeyExport,
  simulateCommand,
];

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const command = COMMANDS.find(({ usage }) => wordsOf(usage).every((word, i) => argv[i] === word));
  if (!command) {
    console.error(helpText());
    return argv.length === 0 || argv.includes('--help') ? 0 : 2;
  }
  if (argv.includes('--help')) {
    console.error(`usage: wismr ${command.usage}\n\n${command.summary}`);
    return 0;
  }
  let sql: Sql | null = null;
  try {
    const given = parseArgs({
      args: argv.slice(wordsOf(command.usage).length),
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries(command.options).map(([name, type]) => [name, { type }]),
      ),
    });
    return await command.run({
      args: given.positionals,
      options: given.values,
      database: async () => {
        sql ??= await open();
        return sql;
      },
      print: (line) => console.log(line),
      fail: (line) => console.error(line),
    });
  } catch (error) {
    console.error(wordsFor(error));
    return 2;
  } finally {
    await (sql as Sql | null)?.end();
  }
}

/** What a person did wrong in words, whatever Node.js calls it. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `there is no file ${path ?? ''}`.trim();
  if (code === 'EISDIR')
    return 'that is a folder, and a file is needed (`parse-all` reads a folder)';
  if (code === 'ENOTDIR') return `${path ?? 'that'} is a file, and a folder is needed`;
  return error instanceof SyntaxError ? `the file is not JSON: ${error.message}` : error.message;
}

async function open(): Promise<Sql> {
  const { DATABASE_URL } = readConfig();
  await migrate(DATABASE_URL);
  return connect(DATABASE_URL, { max: 2, applicationName: 'wismr-cli' });
}

/** `shop create <shop> [<name of it>]` → `shop`, `create`. */
function wordsOf(usage: string): readonly string[] {
  return usage.replace(/ [<[].*/, '').split(' ');
}

function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const lines = COMMANDS.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return ['usage: npm run wismr -- <command>', '', ...lines].join('\n');
}
