/** Runs one command of `wismr`: finds it, checks its arguments, and prints errors. */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { WismrError } from '../domain/error.ts';
import { didYouMean, nearest } from '../domain/nearest.ts';
import { type Command, type Invocation, nameOf, PROGRAM } from './command.ts';
import { type CommandGroup, commandHelp, commandsUnder, overview, usageOf } from './help.ts';

export type Terminal = Omit<Invocation, 'args' | 'options'>;

const FAILED = 1;
const WRONGLY_CALLED = 2;
const HELP = ['--help', '-h'];
const GLOBAL_OPTIONS = ['--help', '--version'];

/** Returns the exit code: 0; 1 if the command failed; 2 if it was called wrongly. */
export async function runCli(
  argv: readonly string[],
  groups: readonly CommandGroup[],
  terminal: Terminal,
): Promise<number> {
  const commands = groups.flatMap((group) => group.commands);
  const [first, ...rest] = argv;
  if (first === undefined || HELP.includes(first) || (first === 'help' && rest.length === 0)) {
    terminal.print(overview(groups));
    return 0;
  }
  if (first === '--version') {
    terminal.print(version());
    return 0;
  }
  const typed = first === 'help' ? rest : argv;
  const command = findCommand(typed, commands);
  if (!command) {
    terminal.fail(unknownCommand(typed, commands));
    return WRONGLY_CALLED;
  }
  if (first === 'help' || HELP.some((option) => argv.includes(option))) {
    terminal.print(commandHelp(command));
    return 0;
  }
  try {
    const read = readArguments(command, argv.slice(nameOf(command).split(' ').length));
    if ('problem' in read) {
      terminal.fail(`${read.problem}\n${usageOf(command)}`);
      return WRONGLY_CALLED;
    }
    return await command.run({ ...terminal, ...read });
  } catch (error) {
    terminal.fail(inWords(error));
    return error instanceof WismrError && error.code === 'unavailable' ? FAILED : WRONGLY_CALLED;
  }
}

function findCommand(argv: readonly string[], commands: readonly Command[]): Command | undefined {
  return commands.find((command) => {
    return nameOf(command)
      .split(' ')
      .every((word, index) => argv[index] === word);
  });
}

function unknownCommand(argv: readonly string[], commands: readonly Command[]): string {
  const words = argv.filter((word) => !word.startsWith('-'));
  const [first = argv[0] ?? ''] = words;
  const under = commandsUnder(first, commands).map(nameOf);
  if (under.length > 0 && words.length === 1) {
    return `"${first}" needs a second word: ${under.join(', ')}`;
  }
  const names = under.length > 0 ? under : [...commands.map(nameOf), 'help', ...GLOBAL_OPTIONS];
  const two = words.slice(0, 2).join(' ') || first;
  const meant = nearest(two, names);
  // A command of one word has its first argument as the second.
  const typed = meant?.includes(' ') || under.length > 0 ? two : first;
  const hint = didYouMean(typed, names) || `; all commands: ${PROGRAM} help`;
  return `there is no command "${typed}"${hint}`;
}

type Read = Pick<Invocation, 'args' | 'options'> | { readonly problem: string };

function readArguments(command: Command, argv: readonly string[]): Read {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => {
      return [name, { type: value === undefined ? 'boolean' : 'string' } as const];
    }),
  );
  const config = { args: [...argv], allowPositionals: true, options } as const;
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? command.options[token.name] : undefined;
    if (!option) {
      const hint = didYouMean(
        token.rawName,
        Object.keys(options).map((name) => `--${name}`),
      );
      return { problem: `${nameOf(command)} has no option "${token.rawName}"${hint}` };
    }
    if (option.value && token.value === undefined) {
      return { problem: `${token.rawName} needs ${option.value}` };
    }
  }
  try {
    const { values, positionals } = parseArgs(config);
    const problem = countProblem(command, positionals) ?? emptyProblem(positionals, values);
    return problem === null ? { args: positionals, options: values } : { problem };
  } catch (error) {
    if (isNodeError(error) && error.code?.startsWith('ERR_PARSE_ARGS')) {
      return { problem: error.message };
    }
    throw error;
  }
}

/** What is wrong with the number of arguments; null if it fits the usage. */
function countProblem(command: Command, args: readonly string[]): string | null {
  const name = nameOf(command);
  const written = command.usage.slice(name.length);
  const all = written.match(/<[^>]+>/g) ?? [];
  const required = written.replace(/\[[^\]]*\]/g, '').match(/<[^>]+>/g) ?? [];
  const missing = required.slice(args.length);
  if (missing.length > 0) return `${name} needs ${missing.join(' and ')}`;
  const extra = written.includes('…') ? undefined : args[all.length];
  if (extra === undefined) return null;
  return command.noMoreArguments ?? `${name} takes no further argument "${extra}"`;
}

/** A variable that is not set leaves `''` behind, which names nothing and is no value. */
function emptyProblem(
  args: readonly string[],
  options: Readonly<Record<string, string | boolean | undefined>>,
): string | null {
  const isEmpty = (value: unknown) => typeof value === 'string' && value.trim() === '';
  const place = args.findIndex(isEmpty);
  if (place >= 0) return `argument ${place + 1} is empty: is a variable not set?`;
  const name = Object.keys(options).find((option) => isEmpty(options[option]));
  return name === undefined ? null : `--${name} is empty: is a variable not set?`;
}

/** Translates Node.js's errors into words that say what to correct. */
function inWords(error: unknown): string {
  if (!isNodeError(error)) return String(error);
  const { code, path } = error;
  if (code === 'ENOENT') return `there is no file ${path ?? ''}`.trim();
  if (code === 'EISDIR') return 'this is a folder: name a file (`parse-all` reads a folder)';
  if (code === 'ENOTDIR') return `${path ?? 'this'} is a file: name a folder`;
  return error instanceof SyntaxError ? `the file is not JSON: ${error.message}` : error.message;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String(manifest.version);
}
