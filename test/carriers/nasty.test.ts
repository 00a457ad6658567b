/** wismr reads every nasty body as its careful reader expects. */

import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { parseBody } from '../../carriers/parse.ts';
import { formatEventTime, summarizeEvents } from '../../carriers/to-json.ts';
import { normalizeTrackingNumber } from '../../domain/ids.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import { listNastyBodies } from './nasty.ts';

const all = listNastyBodies();

test.each(all.map((each) => [each.adapter, each.about, each] as const))('%s: %s', (_, __, row) => {
  const adapter = findAdapter(row.adapter);
  if (!adapter) throw new Error(`no adapter ${row.adapter}`);
  const body = typeof row.body === 'string' ? row.body : JSON.stringify(row.body);
  const asked = row.asked === undefined ? null : normalizeTrackingNumber(row.asked);
  const result = parseBody(adapter, body, asked);
  if (!result.ok) {
    expect(`refused: ${result.refusal}`, result.detail).toBe(row.is);
    return;
  }
  const found = result.shipments.map(({ events }) => {
    const { status, reason } = currentStatus(summarizeEvents(events));
    return reason === null ? status : `${status}/${reason}`;
  });
  const wanted = [row.is].flat();
  // A row may name the status alone where the reason does not matter.
  const shown = found.map((each, index) =>
    wanted[index]?.includes('/') ? each : (each.split('/')[0] ?? each),
  );
  expect(shown).toEqual(wanted);
  if (row.times) expect(result.shipments[0]?.events.map(formatEventTime)).toEqual(row.times);
});

test('each nasty body has a unique name', () => {
  const names = all.map(({ adapter, about }) => `${adapter}: ${about}`);
  expect(new Set(names).size).toBe(names.length);
});
