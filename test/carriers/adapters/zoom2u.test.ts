import { expect, test } from 'vitest';
import { zoom2u } from '../../../carriers/adapters/zoom2u.ts';
import { statusLines } from '../read-body.ts';

test.each([
  ['On Route to Pickup', ['pre_transit']],
  ['Picked up', ['in_transit']],
  ['On Route to Dropoff', ['out_for_delivery']],
  ['Tried to deliver', ['attempted']],
  ['Dropped Off', ['delivered']],
  ['Returned', ['return_to_sender returned']],
])('%s is read as %s', (status, expected) => {
  const body = { reference: 'Z1', status, statusChangeDateTime: '2026-11-12T10:29:16.867Z' };
  expect(statusLines(zoom2u, body)).toEqual(expected);
});

test('a webhook is verified by the token in the URL', async () => {
  const request = { headers: {}, body: new Uint8Array(), query: { token: 'a' }, receivedAt: 0 };
  expect(await zoom2u.verify(request, ['b', 'a'])).toEqual({ ok: true, signs: 'nothing' });
  expect((await zoom2u.verify({ ...request, query: {} }, ['a'])).ok).toBe(false);
});
