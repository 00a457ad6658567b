/** Real payloads against expectations that people wrote (expected/<adapter>.json, by file). */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measureCorrectness, readCorpusBodies, readNastyBodies } from '../../bench/carriers.ts';
import { measureCoverage } from '../../carriers/coverage.ts';
import { listAdapters } from '../../carriers/index.ts';
import { parseAuto } from '../../carriers/parse.ts';
import { formatEventTime, summarizeEvents } from '../../carriers/to-json.ts';
import { bodiesIn } from '../../cli/carriers.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import type { ParseResult, TrackedShipment, TrackingEvent } from '../../domain/tracking.ts';
import { CORPUS, readPayload } from './corpus.ts';
import { reportOf } from './report.ts';

interface Expected {
  readonly adapter: string | null;
  readonly ok: boolean;
  readonly refusal?: string;
  readonly shipments?: readonly Readonly<Record<string, unknown>>[];
}

const EXPECTED_FOLDER = fileURLToPath(new URL('expected/', import.meta.url));
const expected = new Map<string, Expected>();
for (const name of readdirSync(EXPECTED_FOLDER)) {
  const rows: Readonly<Record<string, Expected>> = JSON.parse(
    readFileSync(join(EXPECTED_FOLDER, name), 'utf8'),
  );
  for (const [file, row] of Object.entries(rows)) expected.set(file, row);
}

describe.skipIf(CORPUS === null)('the corpus of real payloads (../shared/corpus/carriers)', () => {
  const folder = CORPUS ?? '';
  const all = CORPUS ? bodiesIn(folder) : [];
  // The file at the top is an index of the others.
  const files = all.filter((file) => file.includes('/'));
  const read = new Map(
    all.map((file) => {
      const { adapter, result } = parseAuto(listAdapters(), readPayload(folder, file));
      return [file, { carrier: adapter?.id ?? null, result }];
    }),
  );

  test.each(files)('the result of %s matches its expectation', (file) => {
    const found = read.get(file);
    const wanted = expected.get(file);
    expect(wanted, 'nobody wrote down what this payload says').toBeDefined();
    if (!found || !wanted) return;
    expect({ adapter: found.carrier, ...outcomeOf(found.result) }).toMatchObject({
      adapter: wanted.adapter,
      ok: wanted.ok,
      ...(wanted.refusal ? { refusal: wanted.refusal } : {}),
    });
    if (!found.result.ok || !wanted.shipments) return;
    expect(found.result.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(
      wanted.shipments.map(({ trackingNumber }) => trackingNumber ?? null),
    );
    for (const [index, row] of wanted.shipments.entries()) {
      const shipment = found.result.shipments[index];
      if (shipment) expect(pick(shapeOf(shipment, row['events']), row)).toEqual(row);
    }
  });

  test('at least 97 % of the events are mapped', () => {
    const events = [...read.values()].flatMap(({ result }) =>
      result.ok ? result.shipments.flatMap((shipment) => shipment.events) : [],
    );
    const mapped = events.filter((event) => event.mapped).length;
    expect(mapped / events.length).toBeGreaterThanOrEqual(0.97);
  });

  test('docs/carriers.md has the results of the corpus', async () => {
    const report = reportOf(listAdapters(), {
      coverage: measureCoverage([...read.values()]),
      correctness: measureCorrectness([...readNastyBodies(), ...readCorpusBodies()]),
    });
    await expect(report).toMatchFileSnapshot('../../docs/carriers.md');
  });
});

test.runIf(CORPUS === null)('the corpus of real payloads is absent: its tests are skipped', () => {
  console.log('../shared/corpus/carriers is absent: tests over real payloads are skipped');
});

function outcomeOf(result: ParseResult) {
  return result.ok ? { ok: true } : { ok: false, refusal: result.refusal };
}

/** A shipment as expectations write it; its events are shortened if theirs are. */
function shapeOf(shipment: TrackedShipment, events: unknown): Readonly<Record<string, unknown>> {
  const position = currentStatus(summarizeEvents(shipment.events));
  return {
    ...shipment,
    status: position.status,
    reason: position.reason,
    edd: shipment.edd?.date ?? null,
    originalEdd: shipment.originalEdd?.date ?? null,
    events: shorten(shipment.events.map(line), events),
  };
}

function line({ status, reason, mapped, ...rest }: TrackingEvent): string {
  const what = mapped ? (status ?? 'info') : 'unmapped';
  return [formatEventTime({ status, reason, mapped, ...rest }), what, reason]
    .filter((part) => part !== null)
    .join(' ');
}

function shorten(lines: readonly string[], wanted: unknown): readonly string[] {
  if (!Array.isArray(wanted)) return lines;
  const gap = wanted.indexOf('…');
  if (gap < 0) return lines;
  const tail = wanted.length - gap - 1;
  return [...lines.slice(0, gap), '…', ...(tail > 0 ? lines.slice(-tail) : [])];
}

function pick(shape: Readonly<Record<string, unknown>>, row: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.keys(row).map((key) => [key, shape[key]]));
}
