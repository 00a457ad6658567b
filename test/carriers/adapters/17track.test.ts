/** 17TRACK: webhooks and answers. */

import { expect, test } from 'vitest';
import { _17track } from '../../../carriers/adapters/17track/17track.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

interface EventOptions {
  readonly sub?: string | null;
  readonly stage?: string | null;
  readonly at?: string;
  readonly words?: string;
}

function anEvent({ sub = null, stage = null, at, words = 'words' }: EventOptions = {}) {
  return {
    time_iso: at ?? '2026-11-24T10:00:00+01:00',
    description: words,
    sub_status: sub,
    stage,
  };
}

function anUpdate(events: readonly object[], info: object = {}, data: object = {}) {
  const providers = [{ provider: { key: 3011, name: 'China Post' }, events }];
  return {
    event: 'TRACKING_UPDATED',
    data: {
      number: 'RR123456789CN',
      carrier: 3011,
      track_info: { tracking: { providers }, ...info },
      ...data,
    },
  };
}

test.each([
  ['InfoReceived', 'pre_transit'],
  ['InTransit_CustomsProcessing', 'in_transit'],
  ['InTransit_CustomsRequiringInformation', 'exception customs_information'],
  ['DeliveryFailure_NoBody', 'attempted nobody_home'],
  ['DeliveryFailure_Rejected', 'exception refused'],
  ['Exception_Returning', 'return_to_sender'],
  ['Exception_Returned', 'return_to_sender returned'],
  ['Exception_Delayed', 'in_transit delay'],
  ['Exception_Lost', 'exception loss'],
  ['Delivered_Other', 'delivered'],
  ['Delivered_ByDrone', 'delivered'],
  ['Expired_Other', 'unknown'],
])('%s is %s', (sub, status) => {
  expect(finalStatus(_17track, anUpdate([anEvent({ sub })]))).toBe(status);
});

test('a parcel at the pickup point is available although 17TRACK calls it an exception', () => {
  const event = anEvent({ sub: 'Exception_Other', stage: 'AvailableForPickup' });
  const latest = { status: 'Exception', sub_status: 'Exception_Other' };
  expect(finalStatus(_17track, anUpdate([event], { latest_status: latest }))).toBe(
    'available_for_pickup',
  );
});

test('the scans of two carriers are one history without repeats', () => {
  const handed = anEvent({ sub: 'InTransit_Departure', at: '2026-11-20T09:00:00+08:00' });
  const out = anEvent({ sub: 'OutForDelivery_Other' });
  const providers = [
    { provider: { key: 3011, name: 'China Post' }, events: [handed] },
    { provider: { key: 21051, name: 'USPS' }, events: [out, handed] },
  ];
  const body = anUpdate([], { tracking: { providers } });
  expect(eventLines(_17track, body)).toEqual([
    '2026-11-20T09:00:00+08:00 in_transit',
    '2026-11-24T10:00:00+01:00 out_for_delivery',
  ]);
  expect(onlyShipment(_17track, body).carrier).toBe('china_ems');
});

test('an event without a stage is read by well-known words only', () => {
  const known = anEvent({ words: 'Arrived at USPS Regional Facility' });
  const strange = anEvent({ words: 'Given to JOHN at the gate', at: '2026-11-24T11:00:00+01:00' });
  expect(eventLines(_17track, anUpdate([strange, known]))).toEqual([
    '2026-11-24T10:00:00+01:00 in_transit',
    '2026-11-24T11:00:00+01:00 unmapped',
  ]);
  expect(onlyShipment(_17track, anUpdate([strange])).unmapped).toEqual(['other words']);
});

test('an event without a stage is read by its own carrier’s table', () => {
  const events = [anEvent({ words: 'Notice Left (Business Closed)' })];
  const providers = [{ provider: { key: 21051, name: 'USPS' }, events }];
  const update = anUpdate([], { tracking: { providers } });
  expect(eventLines(_17track, update)).toEqual(['2026-11-24T10:00:00+01:00 attempted closed']);
  expect(onlyShipment(_17track, anUpdate(events)).unmapped).toEqual(['other words']);
});

test('a webhook with only the latest event has that event', () => {
  const body = {
    event: 'TRACKING_UPDATED',
    data: {
      number: '1Z1',
      track_info: {
        latest_status: { status: 'InTransit', sub_status: 'InTransit_PickedUp' },
        latest_event: { description: 'Picked up', time_utc: '2026-11-24T10:00:00Z' },
      },
    },
  };
  expect(eventLines(_17track, body)).toEqual(['2026-11-24T10:00:00Z in_transit']);
});

test('a scan without a time of day is a date', () => {
  const event = {
    ...anEvent({ sub: 'InfoReceived', at: '2026-11-24T00:00:00+08:00' }),
    time_raw: { date: '2026-11-24', time: null, timezone: null },
  };
  expect(eventLines(_17track, anUpdate([event]))).toEqual(['2026-11-24 pre_transit']);
});

test('an estimate from midnight to midnight is its last day', () => {
  const window = { from: '2026-11-25T00:00:00-05:00', to: '2026-11-27T00:00:00-05:00' };
  const body = anUpdate([], { time_metrics: { estimated_delivery_date: window } });
  expect(onlyShipment(_17track, body).edd).toEqual({
    date: '2026-11-27',
    from: null,
    until: null,
  });
});

test.each([
  ['a number nobody registered', { code: -18019902, message: 'does not register' }, '!not_found'],
  ['a number without news', { code: -18019909, message: 'No tracking information' }, '!not_yet'],
  ['a number that cannot be', { code: -18010012, message: 'The format is invalid.' }, '!error'],
])('%s is refused', (_, error, refusal) => {
  const body = { code: 0, data: { accepted: [], rejected: [{ number: '1', error }] } };
  expect(finalStatus(_17track, body)).toBe(refusal);
});

test('a rejected number does not affect the others', () => {
  const accepted = [anUpdate([anEvent({ sub: 'Delivered_Other' })]).data];
  const rejected = [{ number: '9', error: { code: -18019902, message: 'not registered' } }];
  const result = readBody(_17track, { code: 0, data: { accepted, rejected } });
  expect(result).toMatchObject({ ok: true, notices: ['not_found: 9: not registered'] });
});

test('a parcel without information is not found; a wrong key is an error', () => {
  const nothing = anUpdate([], {
    latest_status: { status: 'NotFound', sub_status: 'NotFound_Other' },
  });
  expect(finalStatus(_17track, nothing)).toBe('!not_found');
  const key = { code: -18010002, data: { errors: [{ code: -18010002, message: 'Invalid key.' }] } };
  expect(finalStatus(_17track, key)).toBe('!error');
});

test('API v1 has the scans of both carriers, and the state of the last event', () => {
  const last = {
    a: '2026-11-24 10:00',
    c: 'Boise',
    d: 'United States',
    z: 'Left with the doorman',
  };
  const first = { a: '2026-11-20 10:00', c: '', d: 'China', z: 'Posting/Collection' };
  const track = { e: 40, w1: 3011, z0: last, z1: [first], z2: [last] };
  const body = { event: 'TRACKING_UPDATED', data: { number: 'RR1CN', track } };
  expect(eventLines(_17track, body)).toEqual([
    '2026-11-20T10:00:00+08:00 in_transit',
    '2026-11-24T10:00:00-06:00 delivered',
  ]);
});

/** Made with `printf '%s/%s' "$body" "$key" | openssl dgst -sha256`. */
test('the signature is a hash of the body, a slash and the API key', async () => {
  const body = '{"event":"TRACKING_UPDATED","data":{"number":"RR123456789CN"}}';
  const sign = 'ed3782c8f88ca3ddfe8127cc96dc86f7d32274d493d5457acad5b19291644524';
  const verify = (sent: string, keys: readonly string[]) =>
    _17track.verify(aWebhook(sent, { sign }), keys);
  expect(await verify(body, ['key-1', 'key-2'])).toEqual({ ok: true });
  expect(await verify(body, ['key-1'])).toMatchObject({ ok: false, reason: 'bad_signature' });
  expect(await verify(`${body} `, ['key-2'])).toMatchObject({ ok: false, reason: 'bad_signature' });
});
