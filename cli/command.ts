import type { Client } from '@temporalio/client';
import type { RetentionDays } from '../commands/apply-retention.ts';
import type { Sql } from '../db/connect.ts';
import type { Encryption } from '../db/encryption.ts';
import type { ServerKeys } from '../db/server-keys.ts';

/** How operators run the program. */
export const PROGRAM = 'npm run wismr --';

/** One command of `wismr`. */
export interface Command {
  /** Its name and arguments: `shop create <shop>`. Also `[<optional>]` and `<repeated…>`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Why there are no further arguments. The error has this reason, and does not repeat them. */
  readonly noMoreArguments?: string;
  run(call: Invocation): Promise<number>;
}

export interface Option {
  /** The placeholder of its value: `<name>`. An option without a value is a switch. */
  readonly value?: string;
  readonly summary: string;
}

export interface Invocation {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Connects to the configured database. The connection is closed when the command ends. */
  readonly database: () => Promise<Sql>;
  /** Connects to the configured Temporal. The connection is closed when the command ends. */
  readonly temporal: () => Promise<Client>;
  /** Reads standard input to its end. */
  readonly input: () => Promise<string>;
  /** Encrypts carriers' secrets and credentials; null if CREDENTIALS_KEY is not set. */
  readonly encryption: () => Encryption | null;
  /** How many days personal data is kept. */
  readonly retention: () => RetentionDays;
  /** The keys that hash addresses. */
  readonly keys: () => Promise<ServerKeys>;
  /** The public address of the pages, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Bundles the workflows of this version, and prepares this process to replay histories. */
  readonly workflowBundle: () => Promise<{ readonly codePath: string } | { readonly code: string }>;
  /** Migrates the configured database. Returns the names of the migrations that it applied. */
  readonly migrate: () => Promise<readonly string[]>;
  /** The OpenAPI document of the API, for its public address. Needs no database and no settings. */
  readonly describeApi: () => Promise<object>;
  readonly print: (line: string) => void;
  readonly fail: (line: string) => void;
}

/** `shop create <shop>` → `shop`, `create`. */
export function nameOf({ usage }: Pick<Command, 'usage'>): string {
  return usage.replace(/ [<[].*/, '');
}

export function textOption(call: Invocation, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
}

export const JSON_OPTION: Option = { summary: 'Print JSON, for programs.' };
