import type { Sql } from '../db/connect.ts';

/** One thing that `wismr` does. */
export interface Command {
  /** As it is typed, arguments included: `shop create <shop>`. */
  readonly usage: string;
  readonly summary: string;
  /** Option names, with what they take; a name without is a switch. */
  readonly options: Readonly<Record<string, 'string' | 'boolean'>>;
  run(call: Call): Promise<number>;
}

export interface Call {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Connects to the configured database; closed when the command is over. */
  readonly database: () => Promise<Sql>;
  readonly print: (line: string) => void;
  readonly fail: (line: string) => void;
}

export function textOption(call: Call, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
}
