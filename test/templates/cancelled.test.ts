import { expect, test } from 'vitest';
import { progressOf } from '../../activities/compose-order-message.ts';
import type { Status } from '../../domain/tracking.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

test.each<[readonly Status[], string]>([
  [[], 'none'],
  [['cancelled'], 'none'],
  [['pre_transit'], 'labelled'],
  [['pre_transit', 'in_transit'], 'left'],
  [['unknown'], 'left'],
  [['out_for_delivery'], 'left'],
  [['exception', 'delivered'], 'left'],
  [['delivered'], 'delivered'],
  [['delivered', 'pre_transit'], 'delivered'],
  [['return_to_sender'], 'returning'],
  [['return_to_sender', 'pre_transit'], 'returning'],
  [['return_to_sender', 'delivered'], 'delivered'],
  [['return_to_sender', 'in_transit'], 'left'],
])('parcels %j are %s', (statuses, expected) => {
  expect(progressOf(statuses.map((status) => ({ status })))).toBe(expected);
});

test.each([
  ['none', /is cancelled\. It will not be sent\./],
  ['labelled', /is cancelled\. If a parcel still reaches you, please reply to this email/],
  ['returning', /is cancelled\. What we sent goes back to us/],
  ['left', /is cancelled\. What has already left us may still arrive/],
  ['delivered', /is cancelled\. The page of your order shows what was delivered before/],
])('an order that is cancelled while its parcels are %s says so', async (progress, words) => {
  for (const refundNote of [null, 'We have refunded €9.']) {
    const data = { ...CATALOG.order_cancelled.sample, progress, refundNote };
    const { html, text } = await renderer.email(aMessage('order_cancelled', { data }));
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(words);
    expect(wordsOf(html)).toMatch(words);
    if (progress !== 'none') expect(text + html).not.toContain('not be sent');
  }
});
