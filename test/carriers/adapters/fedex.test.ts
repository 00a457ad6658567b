import { describe, expect, test } from 'vitest';
import { fedex } from '../../../carriers/adapters/fedex/fedex.ts';
import { parseBody } from '../../../carriers/parse.ts';
import { summarizeEvents } from '../../../carriers/to-json.ts';
import { currentStatus } from '../../../domain/parcel/scan-summary.ts';

const DOOR = { city: 'FRESNO', stateOrProvinceCode: 'CA', countryCode: 'US' };

function aScan(eventType: string, overrides: object = {}) {
  return { date: '2026-03-03T10:00:00-08:00', eventType, scanLocation: DOOR, ...overrides };
}

function aResult(overrides: object = {}) {
  const trackingNumberInfo = { trackingNumber: '777', trackingNumberUniqueId: '1~777~FX' };
  return { trackingNumberInfo, scanEvents: [aScan('PU')], ...overrides };
}

function answer(...trackResults: readonly object[]) {
  return { output: { completeTrackResults: [{ trackingNumber: '777', trackResults }] } };
}

function read(body: object) {
  const result = parseBody(fedex, JSON.stringify(body));
  if (!result.ok) throw new Error(`${result.refusal}: ${result.detail}`);
  return result;
}

function only(body: object) {
  const [shipment] = read(body).shipments;
  if (!shipment) throw new Error('no shipment');
  return shipment;
}

function meaningOf(scan: object) {
  const [event] = only(answer(aResult({ scanEvents: [scan] }))).events;
  return [event?.mapped ? event.status : 'unmapped', event?.reason].filter(Boolean).join('/');
}

describe('a delivery exception is read by its code', () => {
  test.each([
    ['08', 'attempted/nobody_home'],
    ['007', 'attempted/nobody_home'],
    ['07', 'exception/refused'],
    ['006', 'exception/refused'],
    ['03', 'exception/address'],
    ['A47', 'in_transit'],
    ['060G', 'return_to_sender'],
    ['', 'exception/other'],
    ['Z99', 'exception/other'],
  ])('%s', (exceptionCode, meaning) => {
    expect(meaningOf(aScan('DE', { exceptionCode }))).toBe(meaning);
  });

  test('or by its words, if the code is unknown', () => {
    const exceptionDescription = 'Customer not available or business closed';
    expect(meaningOf(aScan('DE', { exceptionDescription }))).toBe('attempted/nobody_home');
  });
});

test.each([
  ['OC', 'pre_transit'],
  ['OD', 'out_for_delivery'],
  ['HP', 'available_for_pickup'],
  ['CP', 'in_transit'],
  ['CD', 'exception/customs'],
  ['DY', 'in_transit/delay'],
  ['RR', ''],
  ['ZZ', 'unmapped'],
])('a scan of the type %s means %j', (type, meaning) => {
  expect(meaningOf(aScan(type))).toBe(meaning);
});

test('a delay by snow has the reason weather', () => {
  expect(meaningOf(aScan('DY', { delayDetail: { type: 'WEATHER' } }))).toBe('in_transit/weather');
});

test('a returning parcel is not delivered, whatever status FedEx derives', () => {
  expect(meaningOf(aScan('RS', { derivedStatusCode: 'DL' }))).toBe('return_to_sender');
});

test('out for delivery stays, although FedEx derives in transit', () => {
  expect(meaningOf(aScan('OD', { derivedStatusCode: 'IT' }))).toBe('out_for_delivery');
});

test('midnight in Memphis is a date', () => {
  const shipment = only(
    answer(
      aResult({
        dateAndTimes: [{ type: 'ESTIMATED_DELIVERY', dateTime: '2026-03-05T00:00:00-06:00' }],
        standardTransitTimeWindow: { window: { ends: '2026-03-04T10:30:00-08:00' } },
        scanEvents: [aScan('PU', { date: '2026-03-03T00:00:00' })],
      }),
    ),
  );
  expect(shipment.edd).toEqual({ date: '2026-03-05', from: null, until: null });
  expect(shipment.originalEdd?.until).toBe(Date.parse('2026-03-04T18:30:00Z'));
  expect(shipment.events[0]?.dateOnly).toBe(true);
});

test('a reused number gives two shipments with different FedEx ids', () => {
  const again = { trackingNumber: '777', trackingNumberUniqueId: '2~777~FX' };
  const { shipments } = read(answer(aResult(), aResult({ trackingNumberInfo: again })));
  expect(shipments.map(({ uniqueId }) => uniqueId)).toEqual(['1~777~FX', '2~777~FX']);
});

test('one number that is not found does not affect the others', () => {
  const error = { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND', message: 'It cannot be found.' };
  const { shipments, notices } = read(answer(aResult(), { error }));
  expect(shipments).toHaveLength(1);
  expect(notices).toEqual(['not_found: 777: It cannot be found.']);
});

test('reason 14 has the number of the way back in its words', () => {
  const reason = { reason: '14', reasonDescription: 'Return tracking number 289570198701' };
  const latestStatusDetail = { code: 'DE', ancillaryDetails: [reason] };
  const scanEvents = [aScan('DE', { exceptionCode: '14' })];
  const shipment = only(answer(aResult({ latestStatusDetail, scanEvents })));
  expect(shipment.returnNumber).toBe('289570198701');
  expect(shipment.events[0]?.status).toBe('return_to_sender');
});

test('a webhook is read like a poll response', () => {
  expect(only({ trackResults: [aResult()] }).trackingNumber).toBe('777');
  expect(only(aResult()).trackingNumber).toBe('777');
});

test('a result without scans has its latest status if there is a time for it', () => {
  const shipment = only(
    answer(
      aResult({
        scanEvents: [],
        latestStatusDetail: { code: 'DL', description: 'Delivered' },
        dateAndTimes: [{ type: 'ACTUAL_DELIVERY', dateTime: '2026-03-03T09:26:00-08:00' }],
      }),
    ),
  );
  expect(currentStatus(summarizeEvents(shipment.events)).status).toBe('delivered');
});

test('the signer and the door tag are kept', () => {
  const shipment = only(
    answer(
      aResult({
        scanEvents: [aScan('DL')],
        deliveryDetails: { receivedByName: 'A.CUSTOMER', deliveryAttempts: '2' },
        additionalTrackingInfo: {
          packageIdentifiers: [{ type: 'TRACKING_NUMBER_OR_DOORTAG', values: ['DT100'] }],
        },
      }),
    ),
  );
  expect(shipment.proofOfDelivery?.signedBy).toBe('A.CUSTOMER');
  expect(shipment).toMatchObject({ attempts: 2, relatedNumbers: ['DT100'] });
});

test.each(['Signature not required', 'SIGNATURE NOT REQ', 'Signature release on file'])(
  '%s is not a name',
  (receivedByName) => {
    const deliveryDetails = { receivedByName, locationDescription: 'Front door' };
    const scanEvents = [aScan('DL')];
    const { proofOfDelivery } = only(answer(aResult({ scanEvents, deliveryDetails })));
    expect(proofOfDelivery).toMatchObject({ signedBy: null, location: 'Front door' });
  },
);

test('a name is not a proof before the delivery, or for a delivery to the shipper', () => {
  const deliveryDetails = { receivedByName: 'A.CUSTOMER', locationDescription: 'Dock' };
  const proofOf = (scan: object) =>
    only(answer(aResult({ scanEvents: [scan], deliveryDetails }))).proofOfDelivery;
  expect(proofOf(aScan('OD'))).toBeNull();
  expect(proofOf(aScan('DL', { exceptionDescription: 'Delivered to shipper' }))).toBeNull();
});

test.each([
  [{ code: 'TRACKING.TRACKINGNUMBER.NOTFOUND', message: 'Try again later' }, 'not_found'],
  [{ code: 'SYSTEM.UNEXPECTED.ERROR', message: 'The system failed' }, 'error'],
])('%j is refused as %s', (error, refusal) => {
  const body = JSON.stringify(answer({ error }));
  expect(parseBody(fedex, body)).toMatchObject({ ok: false, refusal });
});

test.each([
  '{"output":{"completeTrackResults":[]}}',
  '{"output":{"completeTrackResults":[{"trackingNumber":"777","trackResults":[]}]}}',
  '<TrackReply><HighestSeverity>SUCCESS</HighestSeverity><CompletedTrackDetails><MoreData/></CompletedTrackDetails></TrackReply>',
])('%s is not found', (body) => {
  expect(parseBody(fedex, body)).toMatchObject({ ok: false, refusal: 'not_found' });
});

test('a refused login is an error', () => {
  const errors = [{ code: 'NOT.AUTHORIZED.ERROR', message: 'Access token expired' }];
  const body = JSON.stringify({ transactionId: '1', errors });
  expect(parseBody(fedex, body)).toMatchObject({ ok: false, refusal: 'error' });
});

describe('the SOAP service', () => {
  const reply = (details: string) =>
    `<e:Envelope xmlns:e="e"><e:Body><v9:TrackReply xmlns:v9="v9"><v9:CompletedTrackDetails>
     <v9:TrackDetails>${details}</v9:TrackDetails></v9:CompletedTrackDetails></v9:TrackReply>
     </e:Body></e:Envelope>`;

  test('is read in its envelope', () => {
    const result = parseBody(
      fedex,
      reply(`<TrackingNumber>777</TrackingNumber><Events>
        <Timestamp>2014-01-08T18:03:00-08:00</Timestamp><EventType>DL</EventType>
        <StatusExceptionCode>026</StatusExceptionCode></Events>`),
    );
    if (!result.ok) throw new Error(result.detail);
    expect(result.shipments[0]?.events[0]).toMatchObject({
      status: 'return_to_sender',
      reason: 'returned',
    });
  });

  test('refuses an unknown number', () => {
    const notification = (words: string) =>
      reply(`<Notification><Severity>ERROR</Severity><Message>${words}</Message></Notification>`);
    const gone = notification('This tracking number cannot be found.');
    expect(parseBody(fedex, gone)).toMatchObject({ refusal: 'not_found' });
    const broken = notification('Sorry, we are unable to process your tracking request.');
    expect(parseBody(fedex, broken)).toMatchObject({ refusal: 'error' });
  });
});

test('a webhook is verified by its signature', async () => {
  // printf '{"output":{"completeTrackResults":[]}}' |
  //   openssl dgst -sha256 -hmac 'security-token' -binary | base64
  const request = {
    headers: { 'fdx-signature': 'vDeXhD/2QbYYVq+b2WdvP9GWuJXE92V3pMuV7Moy/M4=' },
    body: new TextEncoder().encode('{"output":{"completeTrackResults":[]}}'),
    query: {},
    receivedAt: 0,
  };
  expect(await fedex.verify(request, ['old-token', 'security-token'])).toEqual({ ok: true });
  expect(await fedex.verify(request, ['other'])).toMatchObject({ reason: 'bad_signature' });
});
