/** Messages say what is known, and promise only what wismr does. */

import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { MessageKind } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

/** The words of the HTML, of the plain text, and of the SMS if the kind has one. */
async function partsOf(kind: MessageKind, changes: object): Promise<readonly string[]> {
  const request = aMessage(kind, { data: { ...CATALOG[kind].sample, ...changes } });
  const { subject, html, text } = await renderer.email(request);
  const channels: readonly string[] = CATALOG[kind].channels;
  const sms = channels.includes('sms') ? [(await renderer.sms(request)).body] : [];
  return [`${subject} ${wordsOf(html)}`, text.replaceAll(/\s+/g, ' '), ...sms];
}

test.each([
  ['customs', /customs have released|released by customs/i],
  ['customs_information', /customs have released|released by customs/i],
  ['payment_due', /no longer waits for a payment/],
  ['address', /problem with the address is solved|address problem solved/],
  ['held', /the carrier has released|released by the carrier/i],
  ['loss', /has turned up/],
])('the end of the trouble "%s" has its own words', async (released, words) => {
  for (const part of await partsOf('moving_again', { released })) {
    expect(part).toMatch(words);
    expect(part).toMatch(/on its way again/);
    expect(/refunded or replaced already|already received your money/i.test(part)).toBe(
      released === 'loss',
    );
  }
});

test('a parcel that moves again without having had such a trouble has no cause', async () => {
  for (const part of await partsOf('moving_again', { released: null })) {
    expect(part).toMatch(/on its way again/);
    expect(part).not.toMatch(/released|turned up/);
  }
});

test.each([
  ['cancelled', /order was cancelled, so/],
  ['refused', /(reports that the delivery was|reported as) refused/],
  ['unclaimed', /not collected in time/],
  ['address', /problem with the address/],
  ['nobody_home', /tried to deliver your parcel and could not, so|after a failed delivery/],
  ['damage', /(reports damage|reported as damaged)/],
  [null, /coming back to us/],
])('a parcel that comes back because of "%s" says so', async (cause, words) => {
  for (const part of await partsOf('returning_to_sender', { cause })) {
    expect(part).toMatch(words);
    expect(part).not.toContain('could not be delivered');
    if (cause === null || cause === 'cancelled')
      expect(part).not.toMatch(/carrier (tried|reports)/);
    expect(/sent again/i.test(part)).toBe(cause !== 'cancelled' && cause !== 'damage');
    expect(/replacement/i.test(part)).toBe(cause === 'damage');
  }
});

test.each(['refund', 'store_credit'])(
  'a %s before the return arrives does not say that it was checked',
  async (outcome) => {
    for (const part of await partsOf('return_processed', { outcome, beforeReceipt: true })) {
      expect(part).not.toMatch(/checked|received/);
    }
    const [html, text] = await partsOf('return_processed', { outcome, beforeReceipt: false });
    for (const part of [html, text]) expect(part).toContain('We have checked your return');
  },
);

test('a return of which only a part is rejected does not say that none is refunded', async () => {
  const rejected = { outcome: 'rejected', amount: null, method: null, reference: null };
  for (const part of await partsOf('return_processed', { ...rejected, partial: true })) {
    expect(part).toMatch(/not all|cannot refund all/i);
    expect(part).not.toMatch(/cannot (refund (it|your return)|be refunded)/);
  }
});

test('an order that is no longer cancelled does not thank for it again', async () => {
  for (const part of await partsOf('order_confirmed', { isReinstated: true })) {
    expect(part).toMatch(/no longer cancelled/i);
    expect(part).not.toMatch(/thank you|as soon as it leaves/i);
  }
});

test('a delivery of another parcel is no mistake of the carrier', async () => {
  for (const part of await partsOf('not_delivered_after_all', { isOtherParcel: true })) {
    expect(part).toContain('another parcel');
    expect(part).not.toMatch(/carrier (now )?report|mistake/);
  }
});

test.each([
  ['ready', /not ready to collect after all/],
  ['today', /not out for delivery after all/],
  ['returning', /not (on its way|coming) back/i],
  ['trouble', /problem (is|that we wrote about is) with another parcel/],
  ['partly', /no part of your parcel has arrived yet|not partly delivered after all/i],
  ['day', /day (that we wrote )?was for another parcel/],
  ['late', /that your parcel was late\. That was another|that we wrote was late is another/],
  ['lost', /seemed to be lost\. That was another|seems to be lost is another/],
])('what is taken back of another parcel that was "%s" has its own words', async (claim, words) => {
  for (const part of await partsOf('not_delivered_after_all', { isOtherParcel: true, claim })) {
    expect(part).toMatch(words);
    expect(part).toContain('another parcel');
    expect(part).not.toMatch(/not delivered|was delivered|mistake|\bcarrier now\b/);
  }
});

test('a failed attempt names the next day if it is known', async () => {
  const newEdd = { text: 'Friday 5 February', window: null };
  for (const part of await partsOf('attempted', { newEdd })) {
    expect(part).toContain('Friday 5 February');
  }
});

test('a part of a return that has arrived is not all of it', async () => {
  for (const part of await partsOf('return_received', { isPart: true, refundBy: null })) {
    expect(part).toMatch(/part of (it|your return) has arrived/i);
    expect(part).not.toMatch(/as soon as that is done|we are checking it now/i);
  }
});

test('a return that is cancelled on its way does not say that the items stay', async () => {
  for (const part of await partsOf('return_cancelled', { isPosted: true })) {
    expect(part).toContain('we will decide with you what happens with it');
    expect(part).not.toMatch(/stay with you|keep the items/);
  }
  for (const part of await partsOf('return_cancelled', { isPosted: false })) {
    expect(part).toContain('the items stay with you');
  }
});

const dayless = { oldEdd: null, newEdd: null, reason: null };

test('a late attempt names the day of the last one, and blames nobody', async () => {
  const late = { ...dayless, isAttemptLate: true, attemptedOn: 'Tuesday 24 November' };
  for (const part of await partsOf('delayed', late)) {
    expect(part).toMatch(/deliver on Tuesday 24 November and has not tried again/);
    expect(part).not.toMatch(/nobody/i);
  }
});

test('the first day after a delay is no delay', async () => {
  const newEdd = { text: 'Monday 30 November' };
  for (const part of await partsOf('delayed', { ...dayless, newEdd })) {
    expect(part).toMatch(/now expected Monday 30 November/i);
    expect(part).toContain(newEdd.text);
    expect(part).not.toMatch(/running late|delayed|sorry/i);
  }
});

test('a later day comes with the day that it replaces', async () => {
  for (const part of await partsOf('delayed', {})) {
    expect(part).toContain('Thursday 26 November');
    expect(part).toContain('Monday 30 November');
  }
});

test('an order that cannot arrive in time says so, and announces no day', async () => {
  for (const part of await partsOf('not_shipped_yet', { isUnlikely: true })) {
    expect(part).toMatch(/has not left.*Monday 30 November|Monday 30 November is unlikely/);
    expect(part).toMatch(/unlikely/);
    expect(part).not.toMatch(/Estimated delivery|Expected Monday|arrives on/);
  }
});

test.each(['loss', 'destroyed'])(
  'a message about "%s" says that someone is on it',
  async (reason) => {
    const [html, text] = await partsOf('exception', { reason });
    for (const part of [html, text]) expect(part).toMatch(/a colleague is looking into it/i);
  },
);

/** The troubles whose end has a message of its own. */
const RELEASED = [
  'address',
  'customs',
  'customs_information',
  'payment_due',
  'held',
  'loss',
] as const;

test('only a trouble whose end has a message promises to write about its end', async () => {
  const file = new URL('../../templates/locales/en.json', import.meta.url);
  const { advice, attempt } = JSON.parse(await readFile(file, 'utf8'));
  const promising = Object.keys(advice).filter((reason) => /we will write/i.test(advice[reason]));
  expect(promising.sort()).toEqual([...RELEASED].sort());
  expect(Object.values(attempt).join(' ')).not.toMatch(/we will write/i);
});

test('no template promises what the carrier does, or what the pages cannot do', async () => {
  const root = new URL('../../templates/', import.meta.url);
  const files = await readdir(root, { recursive: true });
  const texts = files.filter((path) => /\.(hbs|mjml|json)$/.test(path));
  for (const path of texts) {
    expect({ path, text: await readFile(new URL(path, root), 'utf8') }).not.toMatchObject({
      text: expect.stringMatching(
        /(have asked|are asking|will tell) the carrier|the carrier will |choose another day|delivered again/i,
      ),
    });
  }
});

test('a payment says where to pay only if that is known, and what usually happens otherwise', async () => {
  const nothing = { amount: null, url: null, until: null };
  const [html = '', text = ''] = await partsOf('payment_due', { payment: nothing });
  for (const part of [html, text]) {
    expect(part).toContain('check your messages from the carrier');
    expect(part).toContain('Most carriers send back to us what is not paid in time.');
    expect(part).not.toMatch(/Amount|Pay by|page about your delivery/);
  }
  for (const part of (await partsOf('payment_due', {})).slice(0, 2)) {
    expect(part).toMatch(/Amount:? €12\.40 Pay by:? Friday 4 December/);
    expect(part).not.toContain('not yet reported');
  }
  const [again = ''] = await partsOf('payment_due', { isReminder: true });
  expect(again).toMatch(/Still to be paid.*has not yet reported that the duty, tax or fee/);
});

test('what a wrong carrier reported was no wrong number', async () => {
  const facts = { isOtherParcel: true, isWrongCarrier: true };
  for (const part of await partsOf('not_delivered_after_all', facts)) {
    expect(part).toContain('another parcel');
    expect(part).not.toMatch(/tracking number\./);
  }
});

test.each(['exception', 'payment_due'] as const)(
  '%s names the new day if it is known',
  async (kind) => {
    const newEdd = { text: 'Friday 5 February', window: null };
    for (const part of await partsOf(kind, { newEdd })) expect(part).toContain('Friday 5 February');
  },
);

test.each([
  ['cancel_requested', /You asked us to cancel this order/],
  ['withdrawn', /You withdrew from this purchase/],
])('a parcel that the customer does not want (%s) promises no money', async (unwanted, words) => {
  const parts = await partsOf('shipped', { unwanted });
  expect(parts.join()).toMatch(words);
  for (const part of parts) {
    expect(part).toContain('you can usually refuse it at the door');
    expect(part).not.toMatch(/refund|money|cancelled/);
  }
});
