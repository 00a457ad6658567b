/**
 * The arrays of Postgres that wismr reads and writes. The driver can ask the server for them, but if
 * the connection breaks at that moment, nobody handles the error and the process dies.
 */

import type postgres from 'postgres';
import { parse } from 'postgres-array';
import { toStorableText } from './storable-text.ts';

/** An element as text, as Postgres writes and reads it outside of an array. */
interface Element<Value> {
  readonly parse: (text: string) => Value;
  readonly serialize: (value: Value) => string;
}

const TEXT: Element<string> = { parse: (text) => text, serialize: toStorableText };
const NUMBER: Element<number> = { parse: Number, serialize: String };
/** 64-bit and decimal numbers stay text, as outside of arrays. */
const DIGITS: Element<string> = { parse: (text) => text, serialize: String };
const BOOLEAN: Element<boolean> = { parse: (text) => text === 't', serialize: String };
const TIME: Element<Date> = {
  parse: (text) => new Date(text),
  serialize: (date) => new Date(date).toISOString(),
};
const BYTES: Element<Uint8Array> = {
  parse: (text) => Buffer.from(text.slice(2), 'hex'),
  serialize: (bytes) => `\\x${Buffer.from(bytes).toString('hex')}`,
};

/** By Postgres's number of the array type: `select typname, typarray from pg_type`. */
export const ARRAY_TYPES = {
  booleans: arrayType(1000, BOOLEAN),
  bytes: arrayType(1001, BYTES),
  smallints: arrayType(1005, NUMBER),
  integers: arrayType(1007, NUMBER),
  texts: arrayType(1009, TEXT),
  varchars: arrayType(1015, TEXT),
  bigints: arrayType(1016, DIGITS),
  doubles: arrayType(1022, NUMBER),
  timestamps: arrayType(1185, TIME),
  numerics: arrayType(1231, DIGITS),
  uuids: arrayType(2951, TEXT),
} as const;

function arrayType<Value>(type: number, element: Element<Value>): postgres.PostgresType {
  return {
    to: type,
    from: [type],
    serialize: (values: readonly (Value | null)[]) => serialize(values, element),
    parse: (text: string) => parse(text, element.parse),
  };
}

function serialize<Value>(values: readonly (Value | null)[], element: Element<Value>): string {
  const elements = values.map((value) => {
    if (value === null) return 'null';
    const text = element.serialize(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
    return `"${text}"`;
  });
  return `{${elements.join(',')}}`;
}
