/** Newgistics, Pitney Bowes, Roadie, Veho, BoxKnight. */

import { expect, test } from 'vitest';
import type { CarrierAdapter } from '../../../carriers/adapter.ts';
import { boxknight } from '../../../carriers/adapters/boxknight.ts';
import { newgistics } from '../../../carriers/adapters/newgistics.ts';
import { pitney_bowes } from '../../../carriers/adapters/pitney_bowes.ts';
import { roadie } from '../../../carriers/adapters/roadie.ts';
import { veho } from '../../../carriers/adapters/veho.ts';
import { parseBody } from '../../../carriers/parse.ts';

const read = (adapter: CarrierAdapter, body: object) => parseBody(adapter, JSON.stringify(body));

test('Newgistics has the day in one field and the time of day, on another day, in a second', () => {
  const event = {
    EventCode: 'XXX',
    CarrierCode: 'PTS03',
    Date: `/Date(${Date.parse('2026-07-22T05:00:00Z')}-0500)/`,
    Time: `/Date(${Date.parse('2027-01-20T00:00:00Z')}-0600)/`,
    State: 'WI',
  };
  const package_ = { TrackingNumber: '72500', ErrorMessage: '', PackageTrackingEvents: [event] };
  expect(read(newgistics, { Packages: [package_] })).toMatchObject({
    ok: true,
    shipments: [
      { events: [{ status: 'in_transit', localTime: '2026-07-22T18:00:00', offsetMinutes: -300 }] },
    ],
  });
});

test('Pitney Bowes’ labels of USPS are read by what USPS scanned', () => {
  const scan = {
    standardizedEventCode: 'INF',
    scanType: '21',
    scanDescription: 'No Such Number',
    eventDate: '2026-11-24',
    eventTime: '12:20:26',
    eventTimeOffset: '-07:00',
  };
  const body = { carrier: 'USPS', trackingNumber: '9400', scanDetailsList: [scan] };
  expect(read(pitney_bowes, body)).toMatchObject({
    ok: true,
    shipments: [{ carrier: 'usps', events: [{ status: 'return_to_sender', reason: 'address' }] }],
  });
  expect(read(pitney_bowes, { ...body, carrier: 'PBCS' })).toMatchObject({
    ok: true,
    shipments: [{ carrier: 'pitney_bowes', events: [{ status: null, mapped: true }] }],
  });
});

test('a shipment of Roadie without events still has a state', () => {
  const shipment = {
    id: 1,
    tracking_number: 'RE1',
    state: 'expired',
    updated_at: '2026-11-24T10:00:00.000Z',
    deliver_between: { start: '2026-11-24T12:00:00Z', end: '2026-11-24T20:00:00Z' },
  };
  expect(read(roadie, [shipment])).toMatchObject({
    ok: true,
    shipments: [{ edd: { date: '2026-11-24' }, events: [{ status: 'cancelled' }] }],
  });
});

test('Veho’s words count before its codes, and a town tells the zone', () => {
  const event = { code: 'IT', description: 'Out for delivery', location: 'Denver, CO' };
  const events = [{ ...event, date: '2026-11-24', time: '09:15:00' }];
  const trackingInfo = [{ trackingNumber: 'V1', events }];
  expect(read(veho, { trackingResponse: { trackingInfo } })).toMatchObject({
    ok: true,
    shipments: [{ events: [{ status: 'out_for_delivery', offsetMinutes: -420, code: 'IT' }] }],
  });
});

test('BoxKnight’s window ends on the day at the door', () => {
  const order = {
    id: 'b1',
    orderStatus: 'DELIVERY_EN_ROUTE',
    createdAt: '2026-11-24T10:00:00.000Z',
    recipientAddress: {},
    completeBefore: Date.parse('2026-11-25T01:00:00Z'),
  };
  expect(read(boxknight, order)).toMatchObject({
    ok: true,
    shipments: [{ edd: { date: '2026-11-24' }, events: [{ status: 'out_for_delivery' }] }],
  });
});
