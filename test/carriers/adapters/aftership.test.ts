import { expect, test } from 'vitest';
import { aftership } from '../../../carriers/adapters/aftership/aftership.ts';
import { aWebhook, eventLines, firstShipment, refusalOf } from '../read-body.ts';

function aTracking(over: object = {}) {
  return { id: 'trk1', tracking_number: '1Z1', slug: 'ups', tag: 'InTransit', ...over };
}

function aCheckpoint(subtag: string, over: object = {}) {
  const [tag] = subtag.split('_');
  return { tag, subtag, message: 'as said', checkpoint_time: '2026-11-24T10:00:00+01:00', ...over };
}

test.each([
  ['InfoReceived_001', 'pre_transit'],
  ['InTransit_006', 'in_transit'],
  ['OutForDelivery_001', 'out_for_delivery'],
  ['OutForDelivery_002', 'available_for_pickup'],
  ['AttemptFail_003', 'attempted closed'],
  ['AvailableForPickup_001', 'available_for_pickup'],
  ['Delivered_005', 'delivered'],
  ['Exception_004', 'exception customs'],
  ['Exception_005', 'in_transit delay'],
  ['Exception_006', 'exception payment_due'],
  ['Exception_010', 'return_to_sender'],
  ['Exception_011', 'return_to_sender returned'],
  ['Exception_013', 'exception loss'],
  ['Exception_020', 'cancelled'],
  ['Expired_001', 'info'],
  ['Pending_004', 'info'],
  ['InTransit_099', 'in_transit'],
  ['Exception_099', 'exception other'],
  ['Teleported_001', 'unmapped'],
])('a checkpoint %s is %s', (subtag, what) => {
  const body = { event: 'tracking_update', msg: aTracking({ checkpoints: [aCheckpoint(subtag)] }) };
  expect(eventLines(aftership, body)).toEqual([`2026-11-24T10:00:00+01:00 ${what}`]);
});

test('a time without an offset is in the zone of its place, else of the carrier', () => {
  const checkpoints = [
    aCheckpoint('InTransit_002', { checkpoint_time: '2026-11-24T09:00:00', country_iso3: 'JPN' }),
    aCheckpoint('InTransit_003', { checkpoint_time: '2026-11-24T10:00:00', country_region: 'DEU' }),
    aCheckpoint('InTransit_007', { checkpoint_time: '2026-11-24T09:30:00' }),
    aCheckpoint('InTransit_007', { checkpoint_time: '2026-11-24T11:00:00', country_name: 'Italy' }),
  ];
  const { events } = firstShipment(aftership, {
    meta: { code: 200 },
    data: { tracking: aTracking({ checkpoints }) },
  });
  expect(
    events.map(({ offsetMinutes, offsetSource }) => `${offsetMinutes} ${offsetSource}`),
  ).toEqual(['540 place', '60 place', '60 place', '-300 assumed']);
  expect(events[0]?.place?.country).toBe('JP');
});

test('a delivery missing from a shortened list is added once, with its time', () => {
  const tracking = aTracking({
    tag: 'Delivered',
    subtag: 'Delivered_001',
    shipment_delivery_date: '2026-11-25T14:00:00',
    destination_country_region: 'DEU',
    checkpoints: [aCheckpoint('InTransit_002')],
  });
  expect(eventLines(aftership, { meta: { code: 200 }, data: tracking })).toEqual([
    '2026-11-24T10:00:00+01:00 in_transit',
    '2026-11-25T14:00:00+01:00 delivered',
  ]);
});

test('the estimate is the one shown to the customer; a range ends on its last day', () => {
  const shipment = firstShipment(aftership, {
    msg: aTracking({
      checkpoints: [],
      first_estimated_delivery: { type: 'specific', datetime: '2026-11-25' },
      latest_estimated_delivery: {
        type: 'range',
        datetime: null,
        datetime_min: '2026-11-26',
        datetime_max: '2026-11-28',
      },
      courier_estimated_delivery_date: { estimated_delivery_date: '2026-11-30' },
      signed_by: 'Signature not required',
      multi_piece_info: { pieces: [{ tracking_number: '1Z1' }, { tracking_number: '1Z2' }] },
      return_shipment: { tracking_number: '1Z9' },
    }),
  });
  expect(shipment).toMatchObject({
    edd: { date: '2026-11-28', from: null, until: null },
    originalEdd: { date: '2026-11-25' },
    proofOfDelivery: null,
    relatedNumbers: ['1Z2'],
    returnNumber: '1Z9',
  });
});

test.each([
  [{ meta: { code: 4004, message: 'Tracking does not exist.' }, data: {} }, 'not_found: Tracking'],
  [{ meta: { code: 429, type: 'TooManyRequests' }, data: {} }, 'error: TooManyRequests'],
  [{ meta: { code: 200 }, data: { trackings: [] } }, 'not_found: the list of trackings is empty'],
  [{ meta: { code: 200 }, data: {} }, 'malformed: no tracking'],
  [{ event: 'tracking_update', msg: { id: 'x' } }, 'malformed: tracking 0 has no tracking_number'],
])('%j is refused: %s', (body, refusal) => {
  expect(refusalOf(aftership, body)).toContain(refusal);
});

// Made with: printf '%s' "$body" | openssl dgst -sha256 -hmac 'aftership secret' -binary | base64
test('a webhook is verified by its signature over the raw body', async () => {
  const body = '{"event":"tracking_update","msg":{"tracking_number":"1"}}';
  const headers = { 'aftership-hmac-sha256': 'E53CkttQsoLYkSgXuUNANtvyZyYWcRUzThdDqRIwaK0=' };
  expect(await aftership.verify(aWebhook(body, headers), ['old', 'aftership secret'])).toEqual({
    ok: true,
  });
  const changed = aWebhook(body.replace('1', '2'), headers);
  expect(await aftership.verify(changed, ['aftership secret'])).toMatchObject({
    reason: 'bad_signature',
  });
});
