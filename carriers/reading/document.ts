/** Parses a carrier's body (JSON or XML) and reads its fields. Nothing here throws. */

import { XMLParser } from 'fast-xml-parser';
import type { Refusal } from '../../domain/tracking.ts';

/**
 * JSON stays as it is. XML becomes objects: elements lose their namespace prefix, attributes become
 * `@name`, the text of an element with attributes becomes `#text`, all values are strings, and
 * repeated elements become a list.
 */
export interface Document {
  readonly format: 'json' | 'xml';
  readonly root: unknown;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly detail: string;
}

const DETAIL_MAX = 300;

export function refuse(refusal: Refusal, detail: string): Refused {
  const short = detail.length > DETAIL_MAX ? `${detail.slice(0, DETAIL_MAX)} …` : detail;
  return { ok: false, refusal, detail: short };
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: true,
});

export function readDocument(body: string): Document | Refused {
  const written = body.replace(/^\uFEFF/, '').trim();
  if (written === '') return refuse('malformed', 'the body is empty');
  if (/^<(!doctype )?html/i.test(written)) {
    return refuse('error', 'the body is a web page, not JSON or XML');
  }
  return written.startsWith('<') ? readXml(written) : readJson(written);
}

function readJson(written: string): Document | Refused {
  try {
    return { format: 'json', root: JSON.parse(written) };
  } catch (error) {
    return refuse('malformed', `the body is not JSON: ${readMessage(error)}`);
  }
}

function readXml(written: string): Document | Refused {
  try {
    const root: unknown = xml.parse(written, true);
    if (isRecord(root) && Object.keys(root).length > 0) return { format: 'xml', root };
    return refuse('malformed', 'the body is XML without an element');
  } catch (error) {
    return refuse('malformed', `the body is not XML: ${readMessage(error)}`);
  }
}

function readMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isRefused(value: Document | Refused): value is Refused {
  return 'refusal' in value;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows the keys; undefined if one is missing. Reads own properties only. */
export function get(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found: unknown = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[key];
  }
  return found;
}

/** Trimmed, non-empty text, or a number as text; otherwise null. */
export function getText(value: unknown, ...path: readonly (string | number)[]): string | null {
  const at = get(value, ...path);
  const found = isRecord(at) ? at['#text'] : at;
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  if (typeof found !== 'string') return null;
  const trimmed = found.trim();
  return trimmed === '' ? null : trimmed;
}

/** The first of several fields that has text. */
export function getFirstText(value: unknown, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = getText(value, key);
    if (found !== null) return found;
  }
  return null;
}

export function getNumber(value: unknown, ...path: readonly (string | number)[]): number | null {
  const text = getText(value, ...path);
  if (text === null || !/^-?\d+(\.\d+)?$/.test(text)) return null;
  return Number(text);
}

/** Carriers write booleans as `true`, `"true"`, `"Y"` and `1`; other values are null. */
export function getFlag(value: unknown, ...path: readonly (string | number)[]): boolean | null {
  const found = get(value, ...path);
  if (typeof found === 'boolean') return found;
  const text = getText(found)?.toLowerCase();
  if (text === 'true' || text === 'y' || text === 'yes' || text === '1') return true;
  if (text === 'false' || text === 'n' || text === 'no' || text === '0') return false;
  return null;
}

/**
 * A list as it is; a single value (XML, or a carrier's mistake) as a list of one; nothing as an
 * empty list.
 */
export function getList(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = get(value, ...path);
  // Copies the list: the body's list may have a property `constructor`.
  if (Array.isArray(found)) return [...found];
  return found === undefined || found === null || found === '' ? [] : [found];
}

/** The records in a list; drops other values. */
export function getRecords(
  value: unknown,
  ...path: readonly (string | number)[]
): readonly Fields[] {
  return getList(value, ...path).filter(isRecord);
}

/** Lists a record's field names, for the detail of a refusal. */
export function describeFields(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isRecord(value)) return value === null ? 'null' : `a ${typeof value}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'no fields';
  return `the fields ${keys.slice(0, 12).join(', ')}${keys.length > 12 ? ', …' : ''}`;
}
