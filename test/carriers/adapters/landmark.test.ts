import { expect, test } from 'vitest';
import { landmark } from '../../../carriers/adapters/landmark.ts';
import { eventLines, finalStatus } from '../read-body.ts';

function aTrackResponse(events: readonly [string, string, string?][]): string {
  const rows = events.map(
    ([code, at, place = '']) =>
      `<Event><Status>words</Status><DateTime>${at}</DateTime><Location>${place}</Location><EventCode>${code}</EventCode></Event>`,
  );
  return `<TrackResponse><Result><Success>true</Success><Packages><Package><TrackingNumber>LE1BE</TrackingNumber><LandmarkTrackingNumber>LTN1N1</LandmarkTrackingNumber><Events>${rows.join('')}</Events></Package></Packages></Result></TrackResponse>`;
}

test('half past midnight is early in the day, in both spellings', () => {
  const body = aTrackResponse([
    ['275', '11/03/2026 12:35 AM', 'Paris, FR'],
    ['500', '2026-11-03 07:14:00', 'Paris, FR'],
    ['275', '2026-11-02 23:50:00', 'Paris, FR'],
  ]);
  expect(eventLines(landmark, body)).toEqual([
    '2026-11-02T23:50:00+01:00 in_transit',
    '2026-11-03T00:35:00+01:00 in_transit',
    '2026-11-03T07:14:00+01:00 delivered',
  ]);
});

test('midnight is a date, and a place without a zone is in US Central time', () => {
  const body = aTrackResponse([
    ['125', '2026-11-03 00:00:00'],
    ['410', '2026-11-04 10:00:00', 'Feltham, SRY'],
  ]);
  expect(eventLines(landmark, body)).toEqual([
    '2026-11-03 in_transit',
    '2026-11-04T10:00:00-06:00 available_for_pickup',
  ]);
});

test.each([
  ['90', 'exception payment_due'],
  ['100', 'pre_transit'],
  ['135', 'exception customs'],
  ['400', 'attempted'],
  ['450', 'in_transit address'],
  ['510', 'delivered'],
  ['900', 'exception other'],
  ['905', 'unknown'],
])('%s is %s', (code, status) => {
  expect(finalStatus(landmark, aTrackResponse([[code, '2026-11-03 10:00:00']]))).toBe(status);
});

test('a late scan of the first leg does not undo the delivery', () => {
  const body = aTrackResponse([
    ['500', '2026-11-03 04:23:00'],
    ['225', '2026-11-03 07:56:00'],
  ]);
  expect(finalStatus(landmark, body)).toBe('delivered');
});

test('a wrong password is an error; a response without a package is not found', () => {
  const error =
    '<Error><ErrorCode>Login</ErrorCode><ErrorMessage>wrong password</ErrorMessage></Error>';
  expect(finalStatus(landmark, `<TrackResponse><Errors>${error}</Errors></TrackResponse>`)).toBe(
    '!error',
  );
  const none = '<TrackResponse><Result><Success>true</Success></Result></TrackResponse>';
  expect(finalStatus(landmark, none)).toBe('!not_found');
  const words = error.replace('wrong password', 'No shipments could be found');
  expect(finalStatus(landmark, `<TrackResponse><Errors>${words}</Errors></TrackResponse>`)).toBe(
    '!not_found',
  );
});
