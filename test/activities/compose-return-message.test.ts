/** The data of messages about returns: labels, and what the customer can rely on. */

import { expect, test } from 'vitest';
import {
  composeReturnMessage,
  type ReturnMessageInput,
} from '../../activities/compose-return-message.ts';
import type { MessageFacts } from '../../domain/journey/send-hold-drop.ts';
import { type MessageKind, RETURN_MESSAGES } from '../../domain/message.ts';
import { DAY } from '../../domain/time.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { KEYS } from '../keys.ts';

const APPROVED_AT = Date.parse('2026-11-20T10:00:00Z');

function aLabel(id: string, labelledAt: string) {
  return {
    parcelId: id,
    carrier: 'ups',
    trackingNumber: `TN-${id}`,
    labelUrl: `https://shop.example/${id}.pdf`,
    qrUrl: `https://shop.example/${id}.png`,
    labelledAt: new Date(labelledAt),
  };
}

interface Given {
  readonly about?: readonly string[];
  readonly facts?: MessageFacts;
  /** The day of the law. */
  readonly byLaw?: string;
  readonly refunds?: readonly object[];
  readonly name?: string;
  readonly parcels?: readonly object[];
  /** What the customer wrote when they withdrew. */
  readonly notice?: object;
}

function compose(kind: MessageKind, given: Given = {}) {
  const { about = [], facts = {}, byLaw, refunds = [], name = 'Ada', notice = null } = given;
  const input = {
    row: {
      returnId: 'R-1',
      orderId: '1001',
      requestedAt: new Date(APPROVED_AT),
      approvedAt: new Date(APPROVED_AT),
      rejectionReason: null,
      refundBy: null,
      inspection: null,
      pageId: 'page',
      notice,
    },
    contact: { name },
    items: [],
    parcels: given.parcels ?? [
      aLabel('a', '2026-11-20T10:00:00Z'),
      aLabel('b', '2026-11-22T10:00:00Z'),
      aLabel('c', '2026-11-21T10:00:00Z'),
    ],
    refunds,
    terms: { postBy: (at: number) => at + 14 * DAY, refundBy: (at: number) => at + 7 * DAY },
    refundDueByLaw: byLaw === undefined ? null : Date.parse(`${byLaw}T23:59:59Z`),
    planned: { kind, shipmentIds: about, occurredAt: APPROVED_AT, facts },
    publicUrl: 'https://shop.example',
    keys: KEYS,
    localeSettings: { locale: 'en-GB', timeZone: 'Europe/Dublin' },
  } as unknown as ReturnMessageInput;
  const data = composeReturnMessage(input);
  expect(CATALOG[kind].schema.safeParse(data).error).toBeUndefined();
  return data;
}

test.each(RETURN_MESSAGES)('%s has all the data that its templates need', (kind) => {
  compose(kind);
});

test('an approval with several labels has all of them, and one day to post them by', () => {
  const label = { url: 'https://shop.example/a.pdf', qrUrl: 'https://shop.example/a.png' };
  expect(compose('return_approved', { about: ['a', 'b'] })).toMatchObject({
    labels: [
      { ...label, trackingNumber: 'TN-a', index: 1, count: 2 },
      { url: 'https://shop.example/b.pdf', trackingNumber: 'TN-b', index: 2, count: 2 },
    ],
    // Fourteen days after the last label.
    postBy: 'Sunday 6 December',
  });
});

test('an approval without a label has the day as well', () => {
  expect(compose('return_approved')).toMatchObject({ labels: [], postBy: 'Sunday 6 December' });
});

test('a refund before the return arrives, and a return cancelled on its way, are marked', () => {
  const early = compose('return_processed', { facts: { outcome: 'refund', beforeReceipt: true } });
  expect(early).toMatchObject({ beforeReceipt: true });
  expect(compose('return_processed')).toMatchObject({ beforeReceipt: false });
  const posted = compose('return_cancelled', { facts: { isPosted: true } });
  expect(posted).toMatchObject({ isPosted: true });
  expect(compose('return_cancelled')).toMatchObject({ isPosted: false });
});

test('the customer reads the earlier of the shop’s day and the law’s, and none in the past', () => {
  const dayOf = (byLaw?: string) => compose('return_received', byLaw ? { byLaw } : {});
  expect(dayOf()).toMatchObject({ refundBy: 'Friday 27 November' });
  expect(dayOf('2026-11-24')).toMatchObject({ refundBy: 'Tuesday 24 November' });
  expect(dayOf('2026-12-01')).toMatchObject({ refundBy: 'Friday 27 November' });
  // The return came after the law's day: the refund is due now.
  expect(dayOf('2026-11-18')).toMatchObject({ refundBy: 'Friday 20 November' });
});

test('a late refund is called the rest if a part was refunded', () => {
  expect(compose('refund_late')).toMatchObject({ isRest: false });
  expect(compose('refund_late', { refunds: [{}] })).toMatchObject({ isRest: true });
});

test('no message greets by a name that is a link', () => {
  for (const kind of ['return_approved', 'return_received', 'withdrawal_received'] as const) {
    const data = compose(kind, { name: 'Win at evil.example' });
    expect(data).toMatchObject({ contact: { name: null } });
  }
});

test('the receipt of a withdrawal repeats the customer’s words, and no link of them works', () => {
  const statement = 'I withdraw. See https://evil.example/a and ada@shop.example';
  const notice = { name: 'Win at evil.example', statement };
  expect(compose('withdrawal_received', { notice })).toMatchObject({
    name: 'Win at evil[.]example',
    statement: 'I withdraw. See https[:]//evil[.]example/a and ada[@]shop[.]example',
  });
});

test('a label in a private network is left out, also where an older version stored it', () => {
  const label = { ...aLabel('z', '2026-11-20T10:00:00Z'), labelUrl: 'http://10.0.0.1/z.pdf' };
  const data = compose('return_approved', { about: ['z'], parcels: [label] });
  expect(data).toMatchObject({ labels: [{ url: null, qrUrl: 'https://shop.example/z.png' }] });
});
