import postgres from 'postgres';
import { ARRAY_TYPES } from './array-types.ts';
import { createPool } from './pool.ts';
import type { OpenDriver } from './pool-member.ts';
import { toStorableText } from './storable-text.ts';

/** A pool of connections with camelCase rows. Times are read and written as `Date`. */
export type Sql = postgres.Sql;
/** A pool or a transaction: the first argument of every function in this folder. */
export type Queryable = postgres.Sql | postgres.TransactionSql;

/** A plain value as a jsonb parameter. */
export function asJson(sql: Queryable, value: unknown): postgres.Parameter {
  return sql.json(value as postgres.JSONValue);
}

/** The most rows per statement. Postgres takes 65,534 parameters. */
const ROWS_AT_ONCE = 1_000;

/** Splits rows into parts that fit into one statement each. */
export function inParts<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, part) =>
    rows.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
  );
}

export interface ConnectOptions {
  /** The largest number of connections. */
  readonly max?: number;
  readonly applicationName?: string;
  /** How long a statement may take, in milliseconds. Defaults to as long as it needs. */
  readonly answerMs?: number;
}

/** How long to wait for a connection. */
const WAIT_MS = 5_000;

/** Opens a pool. Connections are made when they are needed, and replaced when they close. */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  const { max = 10, answerMs = null } = options;
  const open: OpenDriver = (onclose) => openDriver(url, options, onclose);
  return createPool({ open, max, waitMs: WAIT_MS, answerMs });
}

function openDriver(url: string, options: ConnectOptions, onclose: () => void): Sql {
  const { applicationName = 'wismr', answerMs } = options;
  return postgres(url, {
    max: 1,
    // The pool retires connections.
    max_lifetime: null,
    onclose,
    fetch_types: false,
    types: {
      ...ARRAY_TYPES,
      string: { to: TEXT, from: [], serialize: toStorableText, parse: (text: string) => text },
      json: { to: JSON_, from: [JSON_, JSONB], serialize: writeJson, parse: JSON.parse },
    },
    // Columns only: the keys inside a jsonb keep their names.
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    connection: {
      application_name: applicationName,
      // Earlier than the pool's own limit, so that the connection stays usable.
      ...(answerMs === undefined ? {} : { statement_timeout: answerMs * 0.9 }),
    },
    connect_timeout: WAIT_MS / 1_000,
    onnotice: () => undefined,
  });
}

/** Postgres's type numbers. */
const TEXT = 25;
const JSON_ = 114;
const JSONB = 3802;

function writeJson(value: unknown): string {
  const written = JSON.stringify(value);
  return UNSTORABLE.test(written) ? JSON.stringify(value, toStorableValue) : written;
}

/** How JSON escapes a NUL and surrogates. */
const UNSTORABLE = /\\u(0000|d[89a-f])/;

function toStorableValue(_: string, value: unknown): unknown {
  return typeof value === 'string' ? toStorableText(value) : value;
}
