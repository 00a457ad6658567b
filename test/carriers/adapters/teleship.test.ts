import { expect, test } from 'vitest';
import { teleship } from '../../../carriers/adapters/teleship.ts';
import { aWebhook, eventLines, onlyShipment } from '../read-body.ts';

test('a webhook and a poll response spell the same codes differently', () => {
  const event = { timestamp: '2026-11-24T10:00:00.000Z', location: 'London, UK' };
  const legs = { firstMile: { trackingNumber: 'T1' }, lastMile: { trackingNumber: '9400' } };
  const polled = { trackingNumber: 'T1', ...legs, events: [{ ...event, status: 'picked_up' }] };
  const data = { trackingNumber: 'T1', ...legs, events: [{ ...event, code: 'PICKED_UP' }] };
  const pushed = { eventName: 'shipment.updated', objectType: 'shipment', objectId: 's', data };
  expect(eventLines(teleship, polled)).toEqual(['2026-11-24T10:00:00Z in_transit']);
  expect(eventLines(teleship, pushed)).toEqual(eventLines(teleship, polled));
  expect(onlyShipment(teleship, pushed).relatedNumbers).toEqual(['9400']);
});

/** Made with `openssl dgst -sha256 -hmac`. */
test('the signature is over the raw body', async () => {
  const body = '{"eventName":"shipment.updated","objectType":"shipment","data":{}}';
  const headers = {
    'x-teleship-signature': 'fbee3b5717ba7c29a2cd712d5ff69e583db60ad3deb037ca514143ffbb971c9e',
  };
  expect(await teleship.verify(aWebhook(body, headers), ['old', 'whsec_new'])).toEqual({
    ok: true,
  });
  expect(await teleship.verify(aWebhook(body, headers), ['old'])).toMatchObject({ ok: false });
});
