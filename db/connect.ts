import postgres from 'postgres';

/** A pool of connections with camelCase rows. Times are read and written as `Date`. */
export type Sql = postgres.Sql;
/** A pool or a transaction: what every function of this folder takes first. */
export type Queryable = postgres.Sql | postgres.TransactionSql;

/** A plain value as a jsonb parameter. */
export function asJson(sql: Queryable, value: unknown): postgres.Parameter {
  return sql.json(value as postgres.JSONValue);
}

/** Postgres takes 65,534 parameters at a time: rows are written so many at once. */
const ROWS_AT_ONCE = 1_000;

/** Rows in parts of which each fits into one statement. */
export function inParts<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, part) =>
    rows.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
  );
}

export interface ConnectOptions {
  /** Connections at most. */
  readonly max?: number;
  readonly applicationName?: string;
}

export function connect(
  url: string,
  { max = 10, applicationName = 'wismr' }: ConnectOptions = {},
): Sql {
  return postgres(url, {
    max,
    types: {
      string: { to: TEXT, from: [], serialize: writable, parse: (text: string) => text },
      json: { to: JSON_, from: [JSON_, JSONB], serialize: writeJson, parse: JSON.parse },
    },
    // Columns only: the keys inside a jsonb are ours and stay as they are.
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    connection: { application_name: applicationName },
    connect_timeout: 10,
    onnotice: () => undefined,
  });
}

/** Postgres's numbers of its types. */
const TEXT = 25;
const JSON_ = 114;
const JSONB = 3802;

/** Text that Postgres can hold: it has no NUL, and no half of a surrogate pair. */
function writable(text: unknown): string {
  return String(text).replaceAll('\0', '').toWellFormed();
}

function writeJson(value: unknown): string {
  const written = JSON.stringify(value);
  return ODD.test(written) ? JSON.stringify(value, withoutOddities) : written;
}

/** As JSON escapes a NUL and surrogates. */
const ODD = /\\u(0000|d[89a-f])/;

function withoutOddities(_: string, value: unknown): unknown {
  return typeof value === 'string' ? writable(value) : value;
}
