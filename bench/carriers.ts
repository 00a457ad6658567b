/**
 * How right the carriers' adapters are, not only how much they read. Measured over every body with a
 * written expectation: the bodies of test/carriers/nasty, and the corpus of real payloads where it
 * is present.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { findAdapter, listAdapters } from '../carriers/index.ts';
import { parseAuto, parseBody } from '../carriers/parse.ts';
import { summarizeEvents } from '../carriers/to-json.ts';
import { normalizeTrackingNumber } from '../domain/ids.ts';
import { currentStatus } from '../domain/parcel/scan-summary.ts';
import type { ParseResult } from '../domain/tracking.ts';
import { CORPUS, readPayload } from '../test/carriers/corpus.ts';
import { listNastyBodies } from '../test/carriers/nasty.ts';

/** A body as read, beside what a person says of it. */
export interface JudgedBody {
  readonly carrier: string;
  readonly name: string;
  readonly result: ParseResult;
  /** `status` or `status/reason` per shipment, or one `refused: <refusal>`. */
  readonly expected: readonly string[];
}

export interface Correctness {
  readonly carrier: string;
  /** Bodies with a written expectation. */
  readonly bodies: number;
  /** Shipments and refusals of those bodies with the right status, and how many there are. */
  readonly right: number;
  readonly judged: number;
  /** Read as delivered, and not delivered. The number that must be 0. */
  readonly falseDelivered: number;
  /** Delivered, and not read so. */
  readonly missedDelivered: number;
  readonly events: number;
  readonly mappedEvents: number;
  /** Events whose offset from UTC the carrier states, or the place of the scan decides. */
  readonly sureTimes: number;
}

/** Sorted by carrier; and the total. */
export function measureCorrectness(bodies: readonly JudgedBody[]): {
  readonly rows: readonly Correctness[];
  readonly total: Correctness;
} {
  const groups = Map.groupBy(bodies, ({ carrier }) => carrier);
  const rows = [...groups]
    .map(([carrier, group]) => measureGroup(carrier, group))
    .sort((a, b) => (a.carrier < b.carrier ? -1 : 1));
  return { rows, total: measureGroup('all', bodies) };
}

function measureGroup(carrier: string, bodies: readonly JudgedBody[]): Correctness {
  const pairs = bodies.flatMap(({ result, expected }) => pairUp(statusesOf(result), expected));
  const events = bodies.flatMap(({ result }) =>
    result.ok ? result.shipments.flatMap((shipment) => shipment.events) : [],
  );
  return {
    carrier,
    bodies: bodies.length,
    judged: pairs.length,
    right: pairs.filter(({ found, expected }) => isRight(found, expected)).length,
    falseDelivered: pairs.filter(
      ({ found, expected }) => isDelivered(found) && !isDelivered(expected),
    ).length,
    missedDelivered: pairs.filter(
      ({ found, expected }) => !isDelivered(found) && isDelivered(expected),
    ).length,
    events: events.length,
    mappedEvents: events.filter(({ mapped }) => mapped).length,
    sureTimes: events.filter(({ offsetSource }) => offsetSource !== 'assumed').length,
  };
}

interface Pair {
  readonly found: string;
  readonly expected: string;
}

/** A shipment too many, or too few, is paired with `nothing`. */
function pairUp(found: readonly string[], expected: readonly string[]): readonly Pair[] {
  return Array.from({ length: Math.max(found.length, expected.length) }, (_, index) => ({
    found: found[index] ?? 'nothing',
    expected: expected[index] ?? 'nothing',
  }));
}

export function statusesOf(result: ParseResult): readonly string[] {
  if (!result.ok) return [`refused: ${result.refusal}`];
  return result.shipments.map(({ events }) => {
    const { status, reason } = currentStatus(summarizeEvents(events));
    return reason === null ? status : `${status}/${reason}`;
  });
}

/** An expectation without a reason leaves the reason open. */
export function isRight(found: string, expected: string): boolean {
  return found === expected || (!expected.includes('/') && found.split('/')[0] === expected);
}

function isDelivered(status: string): boolean {
  return status === 'delivered' || status.startsWith('delivered/');
}

/** Every body of the repository with a written expectation. */
export function readNastyBodies(): readonly JudgedBody[] {
  return listNastyBodies().map(({ adapter: id, about, asked, body, is }) => {
    const adapter = findAdapter(id);
    if (!adapter) throw new Error(`test/carriers/nasty has ${id}, which is no adapter`);
    const number = asked === undefined ? null : normalizeTrackingNumber(asked);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return {
      carrier: id,
      name: about,
      result: parseBody(adapter, text, number),
      expected: [is].flat(),
    };
  });
}

interface ExpectedPayload {
  readonly adapter: string | null;
  readonly ok: boolean;
  readonly refusal?: string;
  readonly shipments?: readonly { readonly status?: string; readonly reason?: string | null }[];
}

/** The corpus of real payloads; none where it is absent. */
export function readCorpusBodies(): readonly JudgedBody[] {
  if (CORPUS === null) return [];
  const folder = CORPUS;
  const expectations = new URL('../test/carriers/expected/', import.meta.url);
  return readdirSync(expectations).flatMap((name) => {
    const rows: Readonly<Record<string, ExpectedPayload>> = JSON.parse(
      readFileSync(new URL(name, expectations), 'utf8'),
    );
    return Object.entries(rows).flatMap(([file, row]) => {
      const expected = expectedStatuses(row);
      if (expected === null) return [];
      const { result } = parseAuto(listAdapters(), readPayload(folder, file));
      return [{ carrier: row.adapter ?? '(none)', name: file, result, expected }];
    });
  });
}

/** Null where nobody wrote down the statuses. */
function expectedStatuses({ ok, refusal, shipments }: ExpectedPayload): readonly string[] | null {
  if (!ok) return refusal === undefined ? null : [`refused: ${refusal}`];
  if (!shipments || shipments.some(({ status }) => status === undefined)) return null;
  return shipments.map(({ status = '', reason }) => (reason ? `${status}/${reason}` : status));
}
