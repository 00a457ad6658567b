import { expect, test } from 'vitest';
import { purolator } from '../../../carriers/adapters/purolator.ts';
import { parseBody } from '../../../carriers/parse.ts';

function anAnswer(inner: string) {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
    <TrackPackagesByPinResponse><ResponseInformation><Errors/></ResponseInformation>
    ${inner}</TrackPackagesByPinResponse></s:Body></s:Envelope>`;
}

function aScan(type: string, words: string, more = '') {
  return anAnswer(`<TrackingInformationList><TrackingInformation><PIN><Value>M123</Value></PIN>
    <Scans><Scan><ScanType>${type}</ScanType><Depot><Name>MONTREAL SORT CTR/CTR TRIE, PQ</Name>
    </Depot><ScanDate>2010-03-08</ScanDate><ScanTime>090500</ScanTime>
    <Description>${words}</Description>${more}</Scan></Scans>
    </TrackingInformation></TrackingInformationList>`);
}

function readParcel(body: string) {
  const result = parseBody(purolator, body);
  if (!result.ok) throw new Error(result.detail);
  return result.shipments[0];
}

test.each([
  ['ProofOfPickUp', 'Picked up by Purolator', 'in_transit', null],
  ['OnDelivery', 'On vehicle for delivery', 'out_for_delivery', null],
  ['Delivery', 'Delivered to', 'delivered', null],
  ['Undeliverable', 'Customer closed', 'attempted', 'closed'],
  ['Undeliverable', 'Something new', 'attempted', null],
  ['Other', 'Shipping label created with reference(s): 2509543', 'pre_transit', null],
  ['Other', 'Returned to sender', 'return_to_sender', 'returned'],
  ['Other', 'Returning to sender', 'return_to_sender', null],
  ['Other', 'New Tracking Number Assigned -', null, null],
])('%s, %s', (type, words, status, reason) => {
  const [event] = readParcel(aScan(type, words))?.events ?? [];
  expect(event).toMatchObject({ status, reason, mapped: true });
});

test('a depot abroad is not in Canada', () => {
  const abroad = aScan('Delivery', 'Delivered to').replace(
    'MONTREAL SORT CTR/CTR TRIE, PQ',
    'ERIE, PA',
  );
  expect(readParcel(abroad)?.events[0]?.place).toMatchObject({ region: 'PA', country: null });
});

test('unknown words of the type Other are kept and change no status', () => {
  expect(readParcel(aScan('Other', 'Something new'))?.unmapped).toEqual(['Other/something new']);
});

test('PQ is Quebec with its time zone, and the signature is kept', () => {
  const details = '<ScanDetails><DeliverySignature>CARISSA</DeliverySignature></ScanDetails>';
  const shipment = readParcel(aScan('Delivery', 'Delivered to', details));
  expect(shipment?.events[0]).toMatchObject({
    occurredAt: Date.parse('2010-03-08T14:05:00Z'),
    offsetSource: 'place',
  });
  expect(shipment?.proofOfDelivery?.signedBy).toBe('CARISSA');
});

test('an error has the carrier’s message', () => {
  const body = `<s:Envelope xmlns:s="s"><s:Body><TrackPackagesByPinResponse><ResponseInformation>
    <Errors><Error><Code>1</Code><Description>The PIN does not exist</Description></Error></Errors>
    </ResponseInformation></TrackPackagesByPinResponse></s:Body></s:Envelope>`;
  expect(parseBody(purolator, body)).toMatchObject({ ok: false, refusal: 'not_found' });
});
