import { expect, test } from 'vitest';
import { aramex } from '../../../carriers/adapters/aramex/aramex.ts';
import { firstShipment, statusLines } from '../read-body.ts';

const update = (code: string, words: string) => ({
  UpdateCode: code,
  UpdateDescription: words,
  UpdateDateTime: '2026-05-01T10:00:00',
  UpdateLocation: 'Dubai, United Arab Emirates',
});
const answer = (...updates: readonly object[]) => ({
  HasErrors: false,
  TrackingResults: [{ Key: '4400', Value: updates }],
});

test('an update is read by its code or its words, in its place’s time', () => {
  expect(
    statusLines(aramex, answer(update('SH003', 'x'), update('SH999', 'Delivered'))),
  ).toHaveLength(2);
  expect(firstShipment(aramex, answer(update('SH005', 'Delivered'))).events[0]).toMatchObject({
    status: 'delivered',
    offsetMinutes: 240,
    offsetSource: 'place',
  });
  expect(statusLines(aramex, answer(update('SH999', 'Something')))).toEqual(['unmapped']);
});

test('XML pairs are read like JSON pairs', () => {
  const xml = `<ShipmentTrackingResponse><HasErrors>false</HasErrors><TrackingResults><a:KeyValueOfstringArrayOfTrackingResultmFAkxlpY xmlns:a="urn:a"><a:Key>4400</a:Key><a:Value><TrackingResult><UpdateCode>SH005</UpdateCode><UpdateDateTime>2026-05-01T10:00:00</UpdateDateTime></TrackingResult></a:Value></a:KeyValueOfstringArrayOfTrackingResultmFAkxlpY></TrackingResults></ShipmentTrackingResponse>`;
  expect(statusLines(aramex, xml)).toEqual(['delivered']);
});
