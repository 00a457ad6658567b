import { beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const LABEL = {
  carrier: 'USPS',
  trackingNumber: '9400110898825022579493',
  labelUrl: 'https://shop.example/label.pdf',
  qrUrl: 'https://shop.example/label.png',
};
const EUR_149 = { amount: '149.00', currency: 'EUR' };

beforeAll(async () => {
  const items = [{ name: 'Boots', quantity: 200 }];
  await api.call('PUT', '/v1/orders/1001', anOrder({ items }));
});

/** Requests a return, takes its steps and opens its page. */
async function pageOf(returnId: string, ...steps: readonly [name: string, body: object][]) {
  await api.call('PUT', `/v1/returns/${returnId}`, aReturn());
  for (const [name, body] of steps) {
    await api.call('POST', `/v1/returns/${returnId}/${name}`, body);
  }
  const { body } = await api.call('GET', `/v1/returns/${returnId}`);
  const { pathname } = new URL(String(body['returnPageUrl']));
  const response = await api.app.request(pathname);
  return { response, html: await response.text() };
}

/** The text of a page without its markup. */
function wordsOf(html: string): string {
  return html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('the page of a return opens only by its own address', async () => {
  const { response, html } = await pageOf('R1');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(html).toContain('<meta name="robots" content="noindex, nofollow"/>');
  expect(html).not.toMatch(/ada@|1234567/);
  const guessed = await api.app.request('/r/R1');
  expect(guessed.status).toBe(404);
});

test('the page of a requested return shows its state and what comes next', async () => {
  const { html } = await pageOf('R2');
  const words = wordsOf(html);
  expect(words).toContain('We are looking at your request');
  expect(words).toMatch(/You get your money back .* You post it .* You asked for a return/);
  expect(words).toContain('Boots × 1');
});

test('refunded in advance, the page still shows the label: the goods are to come', async () => {
  const label = { ...LABEL, trackingNumber: '9400110898825022579509' };
  const refund = {
    amount: { amount: '1.00', currency: 'EUR' },
    method: 'original',
    reference: 'RA',
  };
  const { html } = await pageOf('RA', ['label', label], ['refund', refund]);
  expect(html).toContain(`href="${LABEL.labelUrl}"`);
  expect(wordsOf(html)).toMatch(/Refunded .* Please post it by \w+day \d+ \w+/);
});

test('the page shows the label until the return is posted', async () => {
  const labelled = await pageOf('R3', ['label', LABEL]);
  expect(labelled.html).toContain(`href="${LABEL.labelUrl}"`);
  expect(labelled.html).toContain(`href="${LABEL.qrUrl}"`);
  expect(wordsOf(labelled.html)).toMatch(/Please post it by \w+day \d+ \w+/);
  const received = await pageOf('R4', ['label', LABEL], ['received', {}]);
  expect(received.html).not.toContain('shop.example/label');
});

test('the page of a received return shows when the refund is due', async () => {
  const receivedAt = new Date().toISOString();
  const { html } = await pageOf('R5', ['approve', {}], ['received', { receivedAt }]);
  expect(wordsOf(html)).toMatch(/We have your return .* Your refund is due by \w+day \d+ \w+/);
});

test('the page apologises for a late refund', async () => {
  const long = { receivedAt: '2020-01-02T12:00:00Z' };
  const { html } = await pageOf('R6', ['approve', {}], ['received', long]);
  expect(wordsOf(html)).toMatch(/was due by Thursday 9 January \. We are sorry/);
});

test('the page shows each partial refund and the disposition of each item', async () => {
  const items = [{ line: 1, quantity: 1, disposition: 'reject', note: 'The sole is <worn>.' }];
  const part = { amount: { amount: '49.00', currency: 'EUR' }, reference: 'a', final: false };
  const rest = { amount: EUR_149, reference: 'b', methodNote: 'Visa ending in 4242' };
  const { html } = await pageOf(
    'R7',
    ['received', {}],
    ['inspection', { items }],
    ['refund', part],
    ['refund', rest],
  );
  const words = wordsOf(html);
  expect(words).toContain('€49.00 in part');
  expect(words).toMatch(/€149\.00 .*Visa ending in 4242/);
  expect(words).toContain('Not refunded: The sole is &lt;worn&gt;.');
});

test('the page of a rejected return shows the reason', async () => {
  const { html } = await pageOf('R8', ['reject', { reason: 'The 30 days are over.' }]);
  expect(wordsOf(html)).toMatch(/Your return was not accepted The 30 days are over\./);
});
