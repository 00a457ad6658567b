import { expect, test } from 'vitest';
import { canadapost } from '../../../carriers/adapters/canadapost/canadapost.ts';
import { parseBody } from '../../../carriers/parse.ts';

function anOccurrence(identifier: string, words = '', zone = 'EST') {
  return `<occurrence><event-identifier>${identifier}</event-identifier>
    <event-date>2011-02-03</event-date><event-time>11:59:59</event-time>
    <event-time-zone>${zone}</event-time-zone><event-description>${words}</event-description>
    <signatory-name/><event-site>QUEBEC</event-site><event-province>QC</event-province>
    </occurrence>`;
}

function aDetail(inner: string, more = '') {
  return `<tracking-detail xmlns="http://www.canadapost.ca/ws/track"><pin>7023210039414604</pin>
    ${more}<significant-events>${inner}</significant-events></tracking-detail>`;
}

function readParcel(body: string) {
  const result = parseBody(canadapost, body);
  if (!result.ok) throw new Error(result.detail);
  return result.shipments[0];
}

function eventOf(body: string) {
  return readParcel(body)?.events[0];
}

test.each([
  ['0174', 'out_for_delivery', null],
  ['174', 'out_for_delivery', null],
  ['20', null, null],
  ['1405', 'available_for_pickup', null],
  ['1408', 'delivered', null],
  ['1435', 'attempted', null],
  ['1417', 'return_to_sender', 'refused'],
  ['810', 'exception', 'customs'],
  ['1410', 'exception', 'held'],
  ['900', 'in_transit', null],
])('%s means %s', (identifier, status, reason) => {
  const event = eventOf(aDetail(anOccurrence(identifier)));
  expect(event).toMatchObject({ status, reason, mapped: true });
});

test('an unknown identifier is kept and changes no status', () => {
  expect(eventOf(aDetail(anOccurrence('9999')))).toMatchObject({ mapped: false, status: null });
});

test('words that say delivered to the sender count before the identifier', () => {
  const words = 'L’article a été renvoyé avec succès à l’expéditeur.'.replaceAll('’', "'");
  const event = eventOf(aDetail(anOccurrence('1496', words)));
  expect(event).toMatchObject({ status: 'return_to_sender', reason: 'returned', code: '1496' });
});

test.each([
  ['EST', '2011-02-03T16:59:59Z'],
  ['NST', '2011-02-03T15:29:59Z'],
  ['PDT', '2011-02-03T18:59:59Z'],
])('a time in %s', (zone, instant) => {
  const event = eventOf(aDetail(anOccurrence('0174', '', zone)));
  expect(event).toMatchObject({ occurredAt: Date.parse(instant), offsetSource: 'carrier' });
});

test('a changed date is the estimate, and the first one is kept', () => {
  const shipment = readParcel(
    aDetail(
      anOccurrence('0174'),
      `<changed-expected-date>2011-02-11</changed-expected-date><return-pin>123</return-pin>
       <expected-delivery-date>2011-02-01</expected-delivery-date>`,
    ),
  );
  expect(shipment?.edd?.date).toBe('2011-02-11');
  expect(shipment?.originalEdd?.date).toBe('2011-02-01');
  expect(shipment?.returnNumber).toBe('123');
});

test('a summary is read by its words, or by its type', () => {
  const summary = (words: string, type: string) =>
    `<tracking-summary><pin-summary><pin>1</pin><event-date-time>20110203:115959</event-date-time>
     <event-description>${words}</event-description><event-type>${type}</event-type>
     </pin-summary></tracking-summary>`;
  expect(eventOf(summary('Item out for delivery', 'INFO'))?.status).toBe('out_for_delivery');
  expect(eventOf(summary('Something new', 'DELIVERED'))?.status).toBe('delivered');
  expect(eventOf(summary('Something new', 'INFO'))?.mapped).toBe(false);
});

test('a notice after the delivery does not hide the delivery in a summary', () => {
  const body = `<tracking-summary><pin-summary><pin>1</pin>
    <actual-delivery-date>2011-04-05</actual-delivery-date>
    <event-date-time>20110405:112600</event-date-time>
    <event-description>Signature image recorded for Online viewing</event-description>
    <event-location>SAINTE-FOY, QC</event-location></pin-summary></tracking-summary>`;
  expect(readParcel(body)?.events).toMatchObject([
    { status: 'delivered', dateOnly: true },
    { status: null, mapped: true, place: { city: 'SAINTE-FOY', region: 'QC', country: 'CA' } },
  ]);
});

test('the JSON gives the same shipment as the XML', () => {
  const significantEvents = [
    {
      eventIdentifier: '1421',
      eventDate: '2026-01-24',
      eventTime: '11:43:24',
      eventTimeZone: 'MST',
      eventDescription: "Delivered to recipient's front door",
    },
  ];
  const body = JSON.stringify({ pin: '1', significantEvents, expectedDeliveryDate: '2026-01-25' });
  expect(eventOf(body)).toMatchObject({
    status: 'delivered',
    occurredAt: Date.parse('2026-01-24T18:43:24Z'),
  });
  expect(readParcel(body)?.edd?.date).toBe('2026-01-25');
});

test.each([
  ['004', 'No Pin History', 'not_yet'],
  ['E002', 'AAA Authentication Failure', 'error'],
])('message %s, %s', (code, words, refusal) => {
  const body = `<messages xmlns="http://www.canadapost.ca/ws/messages"><message><code>${code}</code>
    <description>${words}</description></message></messages>`;
  expect(parseBody(canadapost, body)).toMatchObject({ ok: false, refusal, detail: words });
});
