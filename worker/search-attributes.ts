import type { Connection } from '@temporalio/client';
import { WismrError } from '../domain/error.ts';

/** Temporal's type numbers, by the names that its CLI uses. */
const TYPE_NUMBERS = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Double: 4,
  Bool: 5,
  Datetime: 6,
  KeywordList: 7,
} as const;
export type SearchAttributeType = keyof typeof TYPE_NUMBERS;
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

/** gRPC status codes. */
const ALREADY_EXISTS = 6;
const UNIMPLEMENTED = 12;

/**
 * Registers the search attributes that the namespace lacks. Many processes may call it at once.
 * Throws `conflict` if one exists with another type, and `unavailable`, with the commands to run by
 * hand, if the worker is not allowed to register them (as on Temporal Cloud).
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  attributes: SearchAttributes,
): Promise<void> {
  const existing = await listRegistered(connection, namespace, attributes);
  const missing = Object.entries(attributes).filter(([name, type]) => {
    const found = existing[name];
    if (found === undefined || found === null) return true;
    if (found !== TYPE_NUMBERS[type]) throw typeConflict(name, type, found);
    return false;
  });
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(
    missing.map(([name, type]) => [name, TYPE_NUMBERS[type]]),
  );
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (codeOf(error) !== ALREADY_EXISTS) throw notAllowed(error, namespace, missing);
    // Another process has registered some of them, so add them one by one.
    for (const [name, type] of missing) await addOne(connection, namespace, [name, type]);
  }
}

async function listRegistered(
  connection: Connection,
  namespace: string,
  attributes: SearchAttributes,
): Promise<Readonly<Record<string, number | null>>> {
  try {
    const response = await connection.operatorService.listSearchAttributes({ namespace });
    return response.customAttributes;
  } catch (error) {
    // The time-skipping test server can add attributes, but not list them.
    if (codeOf(error) === UNIMPLEMENTED) return {};
    throw notAllowed(error, namespace, Object.entries(attributes));
  }
}

type Entry = readonly [name: string, type: SearchAttributeType];

async function addOne(connection: Connection, namespace: string, entry: Entry): Promise<void> {
  const [name, type] = entry;
  const searchAttributes = { [name]: TYPE_NUMBERS[type] };
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (codeOf(error) !== ALREADY_EXISTS) throw notAllowed(error, namespace, [entry]);
  }
}

function typeConflict(name: string, wanted: SearchAttributeType, found: number): WismrError {
  const type = Object.entries(TYPE_NUMBERS).find(([, number]) => number === found)?.[0] ?? found;
  const message = `the search attribute ${name} is of type ${type} and must be ${wanted}`;
  return new WismrError('conflict', `${message}: remove it, or use another namespace`);
}

function notAllowed(error: unknown, namespace: string, entries: readonly Entry[]): WismrError {
  const create = `temporal operator search-attribute create --namespace ${namespace}`;
  const commands = entries.map(([name, type]) => `  ${create} --name ${name} --type ${type}`);
  const reason = error instanceof Error ? error.message : String(error);
  const message = `could not register search attributes in ${namespace}: ${reason}`;
  return new WismrError('unavailable', [`${message}. Run by hand:`, ...commands].join('\n'));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
