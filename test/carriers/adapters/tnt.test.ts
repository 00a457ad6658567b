import { expect, test } from 'vitest';
import { tnt } from '../../../carriers/adapters/tnt.ts';
import { parseBody } from '../../../carriers/parse.ts';

function aStatus(code: string, words: string) {
  return `<StatusData><StatusCode>${code}</StatusCode>
    <StatusDescription><![CDATA[ ${words} ]]></StatusDescription>
    <LocalEventDate format="YYYYMMDD">20210204</LocalEventDate>
    <LocalEventTime format="HHMM">0841</LocalEventTime>
    <Depot>BA4</Depot><DepotName><![CDATA[Bradford]]></DepotName></StatusData>`;
}

function aConsignment(inner: string) {
  return `<TrackResponse><Consignment access="public"><ConsignmentNumber>123456782</ConsignmentNumber>
    <OriginDepot>NBE</OriginDepot>${inner}</Consignment></TrackResponse>`;
}

function eventOf(status: string) {
  const result = parseBody(tnt, aConsignment(status));
  if (!result.ok) throw new Error(result.detail);
  return result.shipments[0]?.events[0];
}

test.each([
  ['OK', 'Shipment Delivered In Good Condition.', 'delivered', null],
  ['NR', 'Shipment Delayed In Transit Recovery Actions Underway', 'in_transit', 'delay'],
  ['CDB', 'Packaging Damaged. Repacked And Forwarded For Delivery', 'in_transit', 'damage'],
  ['XYZ', 'Shipment Delivered Damaged.', 'delivered', 'damage'],
  ['XYZ', 'Customer Not Home. Follow Up Actions Underway', 'attempted', 'nobody_home'],
])('%s, %s', (code, words, status, reason) => {
  expect(eventOf(aStatus(code, words))).toMatchObject({ status, reason, mapped: true, code });
});

test('an unknown code with unknown words is kept and changes no status', () => {
  expect(eventOf(aStatus('XYZ', 'Something else'))).toMatchObject({ status: null, mapped: false });
});

test('the delivering depot has its country’s time', () => {
  const country = '<DestinationCountry><CountryCode>GB</CountryCode></DestinationCountry>';
  const event = eventOf(country + aStatus('OK', 'Shipment Delivered In Good Condition.'));
  expect(event).toMatchObject({ offsetMinutes: 0, offsetSource: 'place' });
});

test('a consignment that is not found is refused', () => {
  const body = aConsignment('<SummaryCode>CNF</SummaryCode>');
  expect(parseBody(tnt, body)).toMatchObject({ ok: false, refusal: 'not_found' });
});

test('a summary without scans has the delivery and its time', () => {
  const event = eventOf(`<SummaryCode>DEL</SummaryCode><DeliveryTown>Milano</DeliveryTown>
    <DeliveryDate format="YYYYMMDD">20210204</DeliveryDate>
    <DeliveryTime format="HHMM">1030</DeliveryTime>
    <DestinationCountry><CountryCode>IT</CountryCode></DestinationCountry>`);
  expect(event).toMatchObject({ status: 'delivered', mapped: true, code: 'DEL' });
  expect(event).toMatchObject({ localTime: '2021-02-04T10:30:00', offsetMinutes: 60 });
});

test('a summary of a consignment in transit has no event', () => {
  expect(eventOf('<SummaryCode>INT</SummaryCode>')).toBeUndefined();
});
