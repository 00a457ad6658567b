import { expect, test } from 'vitest';
import { newgistics } from '../../../carriers/adapters/newgistics.ts';
import { readBody } from '../read-body.ts';

test('the day and the time of day come from two fields', () => {
  const event = {
    EventCode: 'XXX',
    CarrierCode: 'PTS03',
    Date: `/Date(${Date.parse('2026-07-22T05:00:00Z')}-0500)/`,
    Time: `/Date(${Date.parse('2027-01-20T00:00:00Z')}-0600)/`,
    State: 'WI',
  };
  const package_ = { TrackingNumber: '72500', ErrorMessage: '', PackageTrackingEvents: [event] };
  expect(readBody(newgistics, { Packages: [package_] })).toMatchObject({
    ok: true,
    shipments: [
      { events: [{ status: 'in_transit', localTime: '2026-07-22T18:00:00', offsetMinutes: -300 }] },
    ],
  });
});
