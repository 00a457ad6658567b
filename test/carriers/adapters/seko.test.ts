import { expect, test } from 'vitest';
import { seko } from '../../../carriers/adapters/seko/seko.ts';
import { aWebhook, eventLines, finalStatus } from '../read-body.ts';

function aConsignment(OmniCode: string, Location = 'Essen, DE') {
  const event = { EventDT: '2026-11-24T15:29:00.5', Code: '3.0', OmniCode, Location, Part: 1 };
  return [{ ConsignmentNo: '999880931315', Tracking: 'http://track.example', Events: [event] }];
}

test.each([
  ['OP-11', 'in_transit'],
  ['OP-76', 'available_for_pickup'],
  ['OP-75', 'delivered'],
  ['OP-6', 'exception customs'],
  ['OP-5', 'in_transit'],
  ['OP-28', 'exception refused'],
  ['OP-91', 'exception loss'],
  ['OP-29', 'return_to_sender'],
  ['OP-64', 'return_to_sender returned'],
  ['OP-999', 'unknown'],
])('%s is %s', (code, status) => {
  expect(finalStatus(seko, aConsignment(code))).toBe(status);
});

test('times are local to the place, which ends with its country', () => {
  expect(eventLines(seko, aConsignment('OP-72'))).toEqual(['2026-11-24T15:29:00+01:00 delivered']);
  expect(eventLines(seko, aConsignment('OP-3', 'Carson, CA,US'))).toEqual([
    '2026-11-24T15:29:00-08:00 in_transit',
  ]);
});

test('the password comes in a header, in Basic or in the URL', async () => {
  const basic = `Basic ${Buffer.from('shop:right').toString('base64')}`;
  const requests = [
    aWebhook('[]', { username: 'shop', password: 'right' }),
    aWebhook('[]', { authorization: basic }),
    aWebhook('[]', {}, { query: { token: 'right' } }),
  ];
  for (const request of requests) {
    expect(await seko.verify(request, ['old', 'right'])).toEqual({ ok: true, signs: 'nothing' });
    expect(await seko.verify(request, ['other'])).toMatchObject({ ok: false });
  }
});
