/** Builds the texts of `wismr help`. */

import { type Command, nameOf, type Option, PROGRAM } from './command.ts';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Lists all commands, each with its arguments and its summary. */
export function overview(groups: readonly CommandGroup[]): string {
  const width = Math.max(...groups.flatMap(({ commands }) => commands).map(widthOf));
  const sections = groups.map(({ title, commands }) => {
    const rows = commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
    return [title, ...rows].join('\n');
  });
  return [
    `usage: ${PROGRAM} <command> [options]`,
    ...sections,
    `${PROGRAM} help <command>   Show the options of a command.`,
  ].join('\n\n');
}

/** Describes one command and its options. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    return [optionText(name, option), option.summary] as const;
  });
  const width = Math.max(0, ...options.map(([text]) => text.length));
  const rows = options.map(([text, summary]) => `  ${text.padEnd(width)}  ${summary}`);
  return [usageOf(command), '', command.summary, ...(rows.length > 0 ? ['', ...rows] : [])].join(
    '\n',
  );
}

export function usageOf(command: Command): string {
  const some = Object.keys(command.options).length > 0;
  return `usage: ${PROGRAM} ${command.usage}${some ? ' [options]' : ''}`;
}

/** Commands that start with this word: `shop` → `shop create`, `shop list`. */
export function commandsUnder(word: string, commands: readonly Command[]): readonly Command[] {
  return commands.filter((command) => nameOf(command).startsWith(`${word} `));
}

function widthOf({ usage }: Command): number {
  return usage.length;
}

function optionText(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
