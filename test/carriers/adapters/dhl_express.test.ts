/** DHL Express: checkpoints of two letters, in MyDHL's JSON and in the XML of XML Services. */

import { describe, expect, test } from 'vitest';
import { dhl_express } from '../../../carriers/adapters/dhl_express/dhl_express.ts';
import { eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

const AREA = [{ code: 'LEJ', description: 'Leipzig-DE' }];

function myDhl(events: readonly object[], more: object = {}): object {
  const dated = events.map((event) => ({
    date: '2026-11-24',
    time: '09:00:00',
    serviceArea: AREA,
    ...event,
  }));
  return { shipments: [{ shipmentTrackingNumber: '1234567890', events: dated, ...more }] };
}

function awb(number: string, inside: string): string {
  return `<AWBInfo><AWBNumber>${number}</AWBNumber>${inside}</AWBInfo>`;
}

function xml(...awbs: readonly string[]): string {
  return `<?xml version="1.0"?><req:TrackingResponse xmlns:req="http://www.dhl.com">
    <Response><ServiceHeader/></Response>${awbs.join('')}</req:TrackingResponse>`;
}

const DELIVERED = `<Status><ActionStatus>success</ActionStatus></Status><ShipmentInfo><ShipmentEvent>
  <Date>2026-11-24</Date><Time>09:00:00</Time><Signatory>J DOE</Signatory>
  <ServiceEvent><EventCode>OK</EventCode><Description>Shipment delivered</Description></ServiceEvent>
  <ServiceArea><Description>Tokyo - Japan</Description></ServiceArea></ShipmentEvent></ShipmentInfo>`;
const UNKNOWN = `<Status><ActionStatus>No Shipments Found</ActionStatus><Condition>
  <ConditionCode>209</ConditionCode><ConditionData>No Shipments Found for AWBNumber
  222</ConditionData></Condition></Status>`;

test.each([
  ['WC', 'out_for_delivery'],
  ['NH', 'attempted nobody_home'],
  ['CA', 'attempted closed'],
  ['CC', 'available_for_pickup'],
  ['OK', 'delivered'],
  ['DD', 'delivered damage'],
  ['PD', 'in_transit partial'],
  ['HP', 'exception payment_due'],
  ['CD', 'exception customs_information'],
  ['UD', 'exception customs'],
  ['CR', 'in_transit'],
  ['RR', 'in_transit'],
  ['BA', 'exception address'],
  ['RD', 'exception refused'],
  ['RT', 'return_to_sender returned'],
  ['MS', 'in_transit missorted'],
  ['RW', 'unknown'],
  ['QQ', 'unknown'],
])('checkpoint %s: %s', (typeCode, expected) => {
  expect(finalStatus(dhl_express, myDhl([{ typeCode }]))).toBe(expected);
});

test('an unknown checkpoint is kept as unmapped', () => {
  const parcel = onlyShipment(
    dhl_express,
    myDhl([{ typeCode: 'QQ', description: 'What is this' }]),
  );
  expect(parcel.unmapped).toEqual(['QQ']);
  expect(parcel.events[0]).toMatchObject({ status: null, description: 'What is this' });
});

test('times are local to the place, or have the answer’s offset', () => {
  expect(eventLines(dhl_express, myDhl([{ typeCode: 'PL' }]))).toEqual([
    '2026-11-24T09:00:00+01:00 in_transit',
  ]);
  expect(eventLines(dhl_express, myDhl([{ typeCode: 'PL', GMTOffset: '+05:30' }]))).toEqual([
    '2026-11-24T09:00:00+05:30 in_transit',
  ]);
});

test('a response by piece has one event for what happened to all pieces', () => {
  const event = { typeCode: 'PU', date: '2026-11-24', time: '09:00:00', serviceArea: AREA };
  const pieces = ['JD01', 'JD02'].map((trackingNumber) => ({ trackingNumber, events: [event] }));
  const parcel = onlyShipment(dhl_express, myDhl([], { pieces }));
  expect(parcel.events).toHaveLength(1);
  expect(parcel.relatedNumbers).toEqual(['JD01', 'JD02']);
});

test('a description of the contents is not a service', () => {
  const contents = myDhl([], { description: 'Shoes', productCode: 'P' });
  expect(onlyShipment(dhl_express, contents).service).toBe('P');
  const product = myDhl([], { description: 'EXPRESS WORLDWIDE', productCode: 'P' });
  expect(onlyShipment(dhl_express, product).service).toBe('EXPRESS WORLDWIDE');
});

test('only a delivery has a signer', () => {
  const delivered = myDhl([{ typeCode: 'OK', signedBy: 'J DOE' }]);
  expect(onlyShipment(dhl_express, delivered).proofOfDelivery).toMatchObject({ signedBy: 'J DOE' });
  const picked = myDhl([{ typeCode: 'PU', signedBy: '123456789' }]);
  expect(onlyShipment(dhl_express, picked).proofOfDelivery).toBeNull();
});

test('a delivery expected at midnight is expected on that day', () => {
  const body = myDhl([{ typeCode: 'PU' }], { estimatedDeliveryDate: '2026-11-26' });
  expect(onlyShipment(dhl_express, body).edd).toEqual({
    date: '2026-11-26',
    from: null,
    until: null,
  });
});

describe('an answer of XML Services with several waybills', () => {
  test('has the known waybills, and a notice for each unknown one', () => {
    const result = readBody(dhl_express, xml(awb('111', DELIVERED), awb('222', UNKNOWN)));
    expect(result).toMatchObject({
      ok: true,
      shipments: [{ trackingNumber: '111', proofOfDelivery: { signedBy: 'J DOE' } }],
      notices: ['222: No Shipments Found for AWBNumber 222'],
    });
  });

  test('is not found if all are unknown', () => {
    expect(finalStatus(dhl_express, xml(awb('222', UNKNOWN)))).toBe('!not_found');
  });
});

test.each([
  [{ status: 404, title: 'Not Found', detail: 'No data found' }, '!not_found'],
  [{ status: 401, title: 'Unauthorized', detail: 'Invalid Credentials' }, '!error'],
  [{ shipments: [] }, '!not_found'],
  [{ documents: [{ typeCode: 'POD', content: 'JVBE' }] }, '!malformed'],
])('%j: %s', (body, expected) => {
  expect(finalStatus(dhl_express, body)).toBe(expected);
});
