import { expect, test } from 'vitest';
import exceptions from '../../../carriers/adapters/ups/exceptions.json' with { type: 'json' };
import mailInnovations from '../../../carriers/adapters/ups/mail-innovations.json' with {
  type: 'json',
};
import { ups } from '../../../carriers/adapters/ups/ups.ts';
import { parseBody } from '../../../carriers/parse.ts';
import { REASONS, STATUSES } from '../../../domain/tracking.ts';

type Status = Readonly<{ type?: string; code?: string; statusCode?: string; description?: string }>;

/** The meanings of a package's activities, newest first. */
function activities(...statuses: readonly Status[]): readonly string[] {
  const activity = statuses.map((status) => ({
    status,
    date: '20261124',
    time: '91500',
    gmtDate: '20261124',
    gmtTime: '081500',
    gmtOffset: '+01:00',
  }));
  return readPackage({ activity }).events.map(({ status, reason, mapped }) =>
    [mapped ? (status ?? 'info') : 'unmapped', reason].filter(Boolean).join(' '),
  );
}

function readPackage(parts: object) {
  const shipment = [{ package: [{ trackingNumber: '1Z999AA10123456784', ...parts }] }];
  return readShipment({ trackResponse: { shipment } });
}

function readShipment(body: object) {
  const result = parseBody(ups, JSON.stringify(body));
  const shipment = result.ok ? result.shipments[0] : undefined;
  if (!shipment) throw new Error(`not read: ${JSON.stringify(result)}`);
  return shipment;
}

function readAlert(parts: object) {
  return readShipment({
    trackingNumber: ' 1Z999AA10123456784',
    localActivityDate: '20261124',
    localActivityTime: '081500',
    activityLocation: { city: 'Hickory', stateProvince: 'NC', country: 'US', postalCode: '' },
    activityStatus: { type: 'I', code: 'OT', description: 'Out for Delivery' },
    ...parts,
  });
}

test.each([
  ['a driver loaded it', { type: 'I', code: 'DL', statusCode: '072' }, 'in_transit'],
  ['it goes back', { type: 'X', code: 'DL', statusCode: '035' }, 'return_to_sender'],
  [
    'government has not let it go',
    { type: 'X', code: 'RZ', statusCode: '012' },
    'in_transit customs',
  ],
  ['government has let it go', { type: 'X', code: 'RZ', statusCode: '014' }, 'in_transit'],
  [
    'UPS waits for papers',
    { type: 'X', code: 'BB', statusCode: '058' },
    'exception customs_information',
  ],
  ['UPS has the papers', { type: 'X', code: 'BB', statusCode: '014' }, 'in_transit'],
  [
    'it is at an access point, not at the door',
    { type: 'D', code: '2Q', statusCode: '161' },
    'available_for_pickup',
  ],
  ['an attempt says why', { type: 'X', code: 'L1', statusCode: '023' }, 'attempted closed'],
  ['a new date is no movement', { type: 'U', code: 'UP', statusCode: '154' }, 'info'],
  [
    'a slip of the manifest is not believed',
    { type: 'X', code: 'SR', statusCode: '003' },
    'in_transit',
  ],
  ['digits that nobody knows', { type: 'I', code: 'OT', statusCode: '999' }, 'out_for_delivery'],
  ['letters alone say nothing', { code: 'DL' }, 'unmapped'],
  [
    'a refund is no movement',
    { type: 'X', description: 'A GUARANTEED SERVICE REFUND HAS BEEN SUBMITTED FOR THIS PACKAGE.' },
    'info',
  ],
])('%s', (_, status, meaning) => {
  expect(activities(status)).toEqual([meaning]);
});

test.each([
  ['I', 'DS', 'OUT FOR DELIVERY', 'out_for_delivery'],
  ['D', 'QQ', 'DELIVERED', 'delivered'],
  ['X', '??', 'The receiver refused the delivery.', 'exception refused'],
  ['X', 'DL', '', 'return_to_sender'],
  ['X', '3N', '', 'return_to_sender unclaimed'],
  ['X', '8H', '', 'return_to_sender refused'],
  ['X', 'A1', '', 'return_to_sender damage'],
  ['X', 'IY', '', 'exception loss'],
  ['X', 'J0', '', 'exception loss'],
  ['X', 'ZZZ', 'Unclaimed/Being Returned to Sender', 'return_to_sender unclaimed'],
  ['X', 'ZZZ', 'Adverse weather recovery in progress', 'in_transit weather'],
  ['I', 'ZZ', 'Notice Left: Receptacle Blocked', 'attempted no_access'],
])('without digits, %s/%s is read by its words first: %s', (type, code, description, meaning) => {
  expect(activities({ type, code, description })).toEqual([meaning]);
});

test('of two scans in the same second, the one listed first is the later', () => {
  const held = { type: 'X', code: 'BB', statusCode: '058' };
  const released = { type: 'X', code: 'RZ', statusCode: '014' };
  expect(activities(released, held)).toEqual(['exception customs_information', 'in_transit']);
});

test('the GMT offset is not added to GMT again', () => {
  const [event] = readPackage({
    activity: [
      {
        status: { type: 'I', statusCode: '005' },
        date: '20261124',
        time: '091500',
        gmtTime: '74700',
        gmtOffset: '+01:00',
      },
    ],
  }).events;
  expect(event?.occurredAt).toBe(Date.parse('2026-11-24T08:15:00Z'));
});

test('an alert has its offset from GMT, unless the GMT time is wrong', () => {
  const right = { gmtActivityDate: '20261124', gmtActivityTime: '131500' };
  const wrong = { gmtActivityDate: '20261124', gmtActivityTime: '031500' };
  expect(readAlert(right).events[0]).toMatchObject({
    offsetMinutes: -300,
    offsetSource: 'carrier',
  });
  expect(readAlert(wrong).events[0]).toMatchObject({ offsetMinutes: -300, offsetSource: 'place' });
  expect(readAlert(right).trackingNumber).toBe('1Z999AA10123456784');
});

test('a rescheduled day counts before the scheduled one, with the local window', () => {
  const { edd, originalEdd } = readPackage({
    deliveryDate: [
      { type: 'SDD', date: '20261124' },
      { type: 'RDD', date: '20261125' },
    ],
    deliveryTime: { type: 'EDW', startTime: '133000', endTime: '173000' },
    packageAddress: [{ type: 'DESTINATION', address: { stateProvince: 'CA', countryCode: 'US' } }],
  });
  expect(originalEdd?.date).toBe('2026-11-24');
  expect(edd).toEqual({
    date: '2026-11-25',
    from: Date.parse('2026-11-25T21:30:00Z'),
    until: Date.parse('2026-11-26T01:30:00Z'),
  });
});

test('without activities, a delivery has its status and day', () => {
  const { events } = readPackage({
    currentStatus: { code: '011', description: 'Delivered' },
    deliveryDate: [{ type: 'DEL', date: '20261124' }],
    deliveryTime: { type: 'DEL', endTime: '101500' },
  });
  expect(events).toMatchObject([{ status: 'delivered', localTime: '2026-11-24T10:15:00' }]);
});

test('packages of one shipment are related, and one without scans is kept', () => {
  const body = {
    trackResponse: {
      shipment: [
        { package: [{ trackingNumber: '1ZA1' }, { trackingNumber: '1ZA2', activity: [] }] },
      ],
    },
  };
  const result = parseBody(ups, JSON.stringify(body));
  expect(result).toMatchObject({
    ok: true,
    shipments: [
      { trackingNumber: '1ZA1', relatedNumbers: ['1ZA2'], events: [] },
      { trackingNumber: '1ZA2', relatedNumbers: ['1ZA1'], events: [] },
    ],
  });
});

test.each([
  [
    'not_found',
    {
      trackResponse: {
        shipment: [{ warnings: [{ code: 'TW0001', message: 'Tracking Information Not Found' }] }],
      },
    },
  ],
  ['not_found', { response: { errors: [{ code: 'TV1002', message: 'Invalid inquiry number' }] } }],
  [
    'error',
    { response: { errors: [{ code: '250002', message: 'Invalid Authentication Information' }] } },
  ],
  ['malformed', { trackResponse: { shipment: [] } }],
])('%s is recognised', (refusal, body) => {
  expect(parseBody(ups, JSON.stringify(body))).toMatchObject({ ok: false, refusal });
});

test('the older service is read, with or without an envelope', () => {
  const answer = `<TrackResponse><Response><ResponseStatusCode>1</ResponseStatusCode></Response>
    <Shipment><Service><Description>GROUND</Description></Service><Package>
      <TrackingNumber>1Z999AA10123456784</TrackingNumber>
      <RescheduledDeliveryDate>20261125</RescheduledDeliveryDate>
      <Activity><ActivityLocation><Address><City>CYPRESS</City>
        <StateProvinceCode>TX</StateProvinceCode><CountryCode>US</CountryCode></Address>
        <Description>PORCH</Description><SignedForByName>DOE</SignedForByName></ActivityLocation>
        <Status><StatusType><Code>D</Code><Description>DELIVERED</Description></StatusType>
        <StatusCode><Code>FS</Code></StatusCode></Status>
        <Date>20261124</Date><Time>134500</Time></Activity>
    </Package></Shipment></TrackResponse>`;
  const envelope = `<s:Envelope xmlns:s="x"><s:Body>${answer}</s:Body></s:Envelope>`;
  for (const body of [answer, envelope]) {
    expect(parseBody(ups, body)).toMatchObject({
      ok: true,
      shipments: [
        {
          edd: { date: '2026-11-25' },
          proofOfDelivery: { signedBy: 'DOE', location: 'PORCH' },
          events: [
            { status: 'delivered', localTime: '2026-11-24T13:45:00', offsetSource: 'place' },
          ],
        },
      ],
    });
  }
});

test('the delivery among the SOAP service’s dates is not an estimate', () => {
  const detail = (code: string, words: string, date: string) =>
    `<DeliveryDetail><Type><Code>${code}</Code><Description>${words}</Description></Type>
      <Date>${date}</Date></DeliveryDetail>`;
  const body = (details: string) => `<TrackResponse><Response><ResponseStatus/></Response>
    <Shipment><Package><TrackingNumber>1Z</TrackingNumber>${details}</Package></Shipment>
    </TrackResponse>`;
  const delivery = detail('01', 'Delivery', '20261124');
  const scheduled = detail('03', 'Scheduled Delivery', '20261126');
  expect(parseBody(ups, body(delivery + scheduled))).toMatchObject({
    shipments: [{ edd: { date: '2026-11-26' } }],
  });
  expect(parseBody(ups, body(delivery))).toMatchObject({ shipments: [{ edd: null }] });
});

test('the older service’s errors are refusals', () => {
  const answer = (words: string) =>
    `<TrackResponse><Response><ResponseStatusCode>0</ResponseStatusCode><Error>
      <ErrorDescription>${words}</ErrorDescription></Error></Response></TrackResponse>`;
  const refused = (words: string) => parseBody(ups, answer(words));
  expect(refused('No tracking information available')).toMatchObject({ refusal: 'not_found' });
  expect(refused('Invalid Access License number')).toMatchObject({ refusal: 'error' });
});

test('an alert is verified by the secret', async () => {
  const request = (headers: Readonly<Record<string, string>>) => ({
    headers,
    body: new Uint8Array(),
    query: {},
    receivedAt: 0,
  });
  const secrets = ['old secret', 'new secret'];
  expect(await ups.verify(request({ credential: 'new secret' }), secrets)).toEqual({
    ok: true,
    signs: 'nothing',
  });
  const bearer = request({ authorization: 'Bearer old secret' });
  expect(await ups.verify(bearer, secrets)).toEqual({ ok: true, signs: 'nothing' });
  const wrong = await ups.verify(request({ credential: 'new' }), secrets);
  expect(wrong).toMatchObject({ ok: false, reason: 'bad_signature' });
});

test('UPS’s lists use only existing statuses and reasons', () => {
  const allowed = new Set<string>(['info', ...STATUSES, ...REASONS]);
  const meanings = [...Object.keys(exceptions), ...Object.keys(mailInnovations)];
  expect(meanings.flatMap((each) => each.split('/')).filter((each) => !allowed.has(each))).toEqual(
    [],
  );
});
