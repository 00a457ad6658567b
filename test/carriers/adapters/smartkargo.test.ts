import { expect, test } from 'vitest';
import { smartkargo } from '../../../carriers/adapters/smartkargo.ts';
import { eventLines, readBody } from '../read-body.ts';

test('a package has one history for all its pieces; the place’s time zone counts', () => {
  const row = { prefix: 'AXB', airWaybill: '1', packageReference: 'ref-1' };
  const rows = [
    { ...row, eventType: 'DDL', eventDate: '2026-11-24T10:00:00', pieceReference: 'ref-1-2' },
    {
      ...row,
      eventType: 'DEP',
      eventDate: '2026-11-23T23:43:17.6571145',
      location: { timezone: 'America/New_York', city: 'Boston' },
    },
    { ...row, packageReference: 'ref-2', eventType: 'BKD', eventDate: '2026-11-24T10:00:00' },
  ];
  const result = readBody(smartkargo, rows);
  expect(result.ok && result.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual([
    'REF1',
    'REF2',
  ]);
  expect(eventLines(smartkargo, rows.slice(0, 2))).toEqual([
    '2026-11-23T23:43:17-05:00 in_transit',
    '2026-11-24T10:00:00Z delivered',
  ]);
});
