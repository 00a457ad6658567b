/** Three places know when nothing more is expected of a parcel: they agree. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAtRest } from '../../domain/parcel/at-rest.ts';
import { phaseOf } from '../../domain/parcel/polling.ts';
import { foldScan, NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import { REASONS, STATUSES } from '../../domain/tracking.ts';
import { aScan, at } from './builders.ts';

const positions = STATUSES.flatMap((status) =>
  [null, ...REASONS].map((reason) => [status, reason] as const),
);

test.each(positions)('%s (%s): polling stops when the parcel is at rest', (status, reason) => {
  const scanSummary = foldScan(NO_SCANS, aScan(status, at(), { reason }));
  const parcel = {
    status,
    reason,
    eddDate: null,
    lastScanAt: at(),
    observedAt: null,
    askedAt: null,
    failures: 0,
    misses: 0,
  };
  const phase = phaseOf(parcel, { now: at(), today: '2026-11-24', isPushed: false, stretch: 1 });
  expect(phase === null).toBe(isAtRest({ scanSummary, writtenOffAt: null }));
});

test('the view of parcels under way leaves out the same statuses', () => {
  const file = new URL('../../db/migrations/007.do.polling.sql', import.meta.url);
  const view = /create view parcel_under_way as(.*?);/s.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const lists = [...view.matchAll(/status not in \(([^)]*)\)/g)].map(([, list = '']) =>
    list.split(', ').map((each) => each.replaceAll("'", '')),
  );
  const atRest = STATUSES.filter((status) =>
    isAtRest({ scanSummary: foldScan(NO_SCANS, aScan(status, at())), writtenOffAt: null }),
  );
  expect(lists).toEqual([atRest, atRest]);
  const returned = /status = 'return_to_sender' and \w\.reason is not distinct from 'returned'/g;
  expect([...view.matchAll(returned)]).toHaveLength(2);
});
