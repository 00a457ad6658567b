import { expect, test } from 'vitest';
import { dpd } from '../../../carriers/adapters/dpd/dpd.ts';
import { firstShipment, refusalOf, statusLines } from '../read-body.ts';

interface Step {
  readonly status: string;
  readonly reached?: boolean;
  readonly date?: string;
  readonly location?: string;
  readonly said?: string;
}

function aLadder(...steps: readonly Step[]): string {
  const text = (name: string, value: string) => `<${name}><content>${value}</content></${name}>`;
  const blocks = steps.map(
    ({ status, reached = true, date = '', location = 'Mechelen (BE)', said: words = 'x' }) =>
      `<statusInfo><status>${status}</status><description>${text('content', words)}</description>
       <statusHasBeenReached>${reached}</statusHasBeenReached>${text('location', location)}
       ${date === '' ? '' : text('date', date)}</statusInfo>`,
  );
  return `<s:Envelope xmlns:s="urn:soap"><s:Body><getTrackingDataResponse xmlns="http://dpd.com/x">
    <trackingresult>${blocks.join('')}</trackingresult>
    </getTrackingDataResponse></s:Body></s:Envelope>`;
}

test('a step that is not reached or has no date is not a scan', () => {
  const body = aLadder(
    { status: 'ACCEPTED', date: '8/17/2026 7:11:26 PM' },
    { status: 'AT_DELIVERY_DEPOT', reached: false },
    { status: 'DELIVERED', reached: false, date: '8/18/2026 7:11:26 PM' },
  );
  expect(statusLines(dpd, body)).toEqual(['pre_transit']);
});

test.each([
  ['BetweenDepots', 'in_transit'],
  ['ON_THE_ROAD', 'in_transit'],
  ['Courier', 'out_for_delivery'],
  ['ParcelShop', 'available_for_pickup'],
  ['DeliveryFailure', 'attempted'],
  ['ReturningFromDelivery', 'attempted'],
  ['Delivered', 'delivered'],
  ['Beamed', 'unmapped'],
])('the step %s is read as %s', (status, expected) => {
  expect(statusLines(dpd, aLadder({ status, date: '8/17/2026 7:11:26 PM' }))).toEqual([expected]);
});

test('a parcel brought to a shop is not delivered', () => {
  const words = 'Delivered by driver to Pickup parcelshop';
  const body = aLadder({ status: 'DELIVERED', date: '8/17/2026 7:11:26 PM', said: words });
  expect(statusLines(dpd, body)).toEqual(['available_for_pickup']);
});

test.each([
  ['SC_03_OUT_FOR_DELIVERY', 'out_for_delivery'],
  ['SC_13_DELIVERED', 'in_transit'],
  ['SC_23_PARCELSHOP', 'available_for_pickup'],
])('%s beside a promise to bring the parcel to a shop is read as %s', (name, expected) => {
  const content = ['Pakket wordt bij de volgende Pickup parcelshop bezorgd:'];
  const scan = {
    date: '2026-03-01T17:00:00',
    scanData: { scanType: { name }, location: 'Utrecht, NL' },
    scanDescription: { content },
  };
  const data = { shipmentInfo: { parcelLabelNumber: '0123' }, scanInfo: { scan: [scan] } };
  const body = { parcellifecycleResponse: { parcelLifeCycleData: data } };
  expect(statusLines(dpd, body)).toEqual([expected]);
});

test('times are local, in American notation', () => {
  const body = aLadder({ status: 'Depot', date: '1/17/2026 7:11:26 PM', location: 'Porto (PT)' });
  expect(firstShipment(dpd, body).events[0]).toMatchObject({
    localTime: '2026-01-17T19:11:26',
    offsetMinutes: 0,
    offsetSource: 'place',
    place: { city: 'Porto', country: 'PT' },
  });
});

test('the tracking page’s scans are read', () => {
  const scan = (name: string, date: string, ...content: string[]) => ({
    date,
    scanData: { scanType: { name }, location: 'Raunheim, DE' },
    scanDescription: { content },
  });
  const scans = [
    scan('SC_05_PICKUP', '2026-03-01T17:00:00'),
    scan('SC_03_OUT_FOR_DELIVERY', '2026-03-02T08:00:00'),
    scan('SC_13_DELIVERED', '2026-03-02T12:00:00', 'Delivered by driver to Pickup parcelshop'),
    scan('SC_13_DELIVERED', '2026-03-03T12:00:00', 'Delivered.'),
    scan('SC_4_INBOUND', '2026-03-02T07:00:00'),
    scan('SC_77_TELEPORTED', '2026-03-03T12:00:01'),
  ];
  const data = { shipmentInfo: { parcelLabelNumber: '0123' }, scanInfo: { scan: scans } };
  expect(statusLines(dpd, { parcellifecycleResponse: { parcelLifeCycleData: data } })).toEqual([
    'in_transit',
    'in_transit',
    'out_for_delivery',
    'available_for_pickup',
    'delivered',
    'unmapped',
  ]);
});

test.each([
  ['delivery_carload', 'out_for_delivery'],
  ['delivery_shop', 'available_for_pickup'],
  ['pickup_by_consignee', 'delivered'],
  ['no_pickup_by_consignee', 'return_to_sender unclaimed'],
  ['delivery_nab', 'unmapped'],
])('the push of %s is read as %s', (status, expected) => {
  expect(statusLines(dpd, { pnr: '01', status, statusdate: '24112026101500' })).toEqual([expected]);
});

test('a push is verified by the token in its URL', async () => {
  const request = { headers: {}, body: new Uint8Array(), query: { token: 'new' }, receivedAt: 0 };
  expect(await dpd.verify(request, ['old', 'new'])).toEqual({ ok: true, signs: 'nothing' });
  expect((await dpd.verify(request, ['other'])).ok).toBe(false);
});

test('a fault is refused with DPD’s message', () => {
  const fault = `<s:Envelope xmlns:s="urn:soap"><s:Body><s:Fault><faultstring>Fault occured</faultstring>
    <detail><f><errorCode>DELICOM_X</errorCode><errorMessage>Wrong password.</errorMessage></f></detail>
    </s:Fault></s:Body></s:Envelope>`;
  expect(statusLines(dpd, fault)).toEqual(['refused: error']);
  expect(refusalOf(dpd, fault)).toBe('error: Wrong password.');
});

test('an unknown parcel is not found, whatever the fault’s prefix', () => {
  const fault = `<s:Envelope xmlns:s="urn:soap"><s:Body><s:Fault><faultstring>Fault occured</faultstring>
    <detail><ns2:faults xmlns:ns2="urn:plc"><faultCode>1</faultCode>
    <message>Parcel not found</message></ns2:faults></detail></s:Fault></s:Body></s:Envelope>`;
  expect(statusLines(dpd, fault)).toEqual(['refused: not_found']);
});

test('the page’s parcel may be in a list, and its delivery links to the proof', () => {
  const url = 'https://tracking.dpd.de/pod/1';
  const scan = {
    date: '2026-03-03T12:00:00',
    scanData: { scanType: { code: '13' } },
    links: [{ target: 'DOCUMENT_POD_V2', url }],
  };
  const parcelLifeCycleData = [{ scanInfo: { scan: [scan] } }];
  expect(firstShipment(dpd, { parcellifecycleResponse: { parcelLifeCycleData } })).toMatchObject({
    proofOfDelivery: { signatureUrl: url },
  });
});
