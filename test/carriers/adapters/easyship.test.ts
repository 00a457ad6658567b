import { expect, test } from 'vitest';
import { easyship } from '../../../carriers/adapters/easyship.ts';
import { aWebhook, eventLines, firstShipment, refusalOf } from '../read-body.ts';

function aWebhookBody(primary_status: string) {
  return {
    event_type: 'shipment.tracking.checkpoints.created',
    data: {
      easyship_shipment_id: 'ES1',
      tracking_number: '9400',
      status: primary_status,
      checkpoints: [
        {
          handler: 'Usps',
          message: 'as said',
          country_iso3: 'USA',
          checkpoint_time: '2026-11-24T12:00:00.000Z',
          primary_status,
        },
      ],
    },
  };
}

test.each([
  ['Shipped', 'in_transit'],
  ['In Transit to Customer', 'in_transit'],
  ['Out for Delivery', 'out_for_delivery'],
  ['Failed Delivery Attempt', 'attempted'],
  ['Delivered', 'delivered'],
  ['Exception', 'exception other'],
  ['Lost by Courier', 'exception loss'],
  ['To be returned', 'return_to_sender'],
  ['Delivery Expected (End of Updates)', 'info'],
  ['Teleported', 'unmapped'],
])('a checkpoint %s is %s', (status, what) => {
  expect(eventLines(easyship, aWebhookBody(status))).toEqual([`2026-11-24T12:00:00Z ${what}`]);
});

test('a shipment has the state of its last leg that has started', () => {
  const leg = (leg_number: number, tracking_number: string, tracking_state: string) => ({
    leg_number,
    tracking_number,
    tracking_state,
  });
  const shipment = {
    easyship_shipment_id: 'ES1',
    updated_at: '2026-11-24T12:00:00Z',
    trackings: [leg(2, 'B', 'pending'), leg(1, 'A', 'in_transit')],
  };
  expect(eventLines(easyship, { shipment })).toEqual(['2026-11-24T12:00:00Z in_transit']);
  expect(firstShipment(easyship, { shipment })).toMatchObject({
    trackingNumber: 'A',
    relatedNumbers: ['B'],
    uniqueId: 'ES1',
  });
});

test('a status without a time is not a scan', () => {
  const data = { easyship_shipment_id: 'ES1', tracking_number: '1', status: 'Delivered' };
  expect(eventLines(easyship, { event_type: 'shipment.tracking.status.changed', data })).toEqual(
    [],
  );
});

test('an error is refused', () => {
  const error = {
    code: 'resource_not_found',
    message: 'No such shipment',
    request_id: 'r',
    type: 't',
  };
  expect(refusalOf(easyship, { error })).toBe('not_found: No such shipment');
});

// Made with: printf '%s' "$head.$claims" | openssl dgst -sha256 -hmac 'webh_secret' -binary | base64
const HEAD = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';
const TOKEN = `${HEAD}.eyJlYXN5c2hpcF9jb21wYW55X2lkIjoiYzEifQ.JZiJzW3rNBsSvlgV8yIc4G56_CBnNB_79MEYpwK5qoU`;
const EXPIRED = `${HEAD}.eyJleHAiOjE3OTU1MTQzOTl9.uOYCQHFZNQOuFERtLHIUqT-BxA6_Y5Rpi1UShBu1c6M`;
const UNSIGNED = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;

test.each([
  ['a token of the secret', TOKEN, { ok: true, signs: 'nothing' }],
  ['a token that has expired', EXPIRED, { reason: 'stale' }],
  ['a token that is not signed', UNSIGNED, { reason: 'bad_signature' }],
  ['no token', 'webh_secret', { reason: 'bad_signature' }],
])('a webhook with %s', async (_, token, verdict) => {
  const request = aWebhook('{}', { 'x-easyship-signature': token });
  expect(await easyship.verify(request, ['webh_secret'])).toMatchObject(verdict);
  expect(await easyship.verify(request, ['webh_other'])).toMatchObject({ ok: false });
});
