import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MESSAGE_KINDS, ORDER_MESSAGES, RETURN_MESSAGES } from '../../domain/message.ts';
import { REASONS } from '../../domain/tracking.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import type { DataShape } from '../../templates/engine/data-shape.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { trialsOf } from '../../templates/engine/trials.ts';
import { aMessage, SENT_BY_SMS, wordsOf } from './message.ts';

const renderer = createRenderer();
/** Traces of a missing value. */
const LEFT_OVER = /\{\{|\}\}|undefined|\[object|\bnull\b|NaN/;
/** Gmail clips an email at 102 kB; a provider adds some bytes. */
const HTML_BYTES_MAX = 80_000;

/** Full data, data with one object missing, and the least valid data. */
function casesOf(kind: (typeof MESSAGE_KINDS)[number]) {
  const { schema, sample } = CATALOG[kind];
  return trialsOf(sample, z.toJSONSchema(schema) as DataShape);
}

describe.each(MESSAGE_KINDS)('%s', (kind) => {
  test.each(casesOf(kind))('is a complete email $label', async ({ data }) => {
    const { subject, html, text } = await renderer.email(aMessage(kind, { data }));
    expect(subject).toMatch(/^[^\r\n]{10,78}$/);
    expect([subject, wordsOf(html), text].join('\n')).not.toMatch(LEFT_OVER);
    expect(html).toMatch(/<html lang="en" dir="ltr"/);
    expect(Buffer.byteLength(html)).toBeLessThan(HTML_BYTES_MAX);
  });

  test('has an alt text for every picture, and only presentational tables', async () => {
    const { html } = await renderer.email(aMessage(kind));
    for (const [image] of html.matchAll(/<img[^>]*>/g)) expect(image).toContain('alt=');
    const visible = html.replaceAll(/<!--[\s\S]*?-->/g, '');
    for (const [table] of visible.matchAll(/<table[^>]*>/g)) {
      expect(table).toContain('role="presentation"');
    }
  });

  test('has the same numbers, days and links in its text and its HTML', async () => {
    const { html, text } = await renderer.email(aMessage(kind));
    const words = wordsOf(html);
    for (const fact of factsOf(CATALOG[kind].sample)) {
      const inHtml = words.includes(fact) || html.includes(`"${fact.replaceAll('=', '&#x3D;')}"`);
      expect({ fact, inHtml, inText: text.includes(fact) }).toEqual({
        fact,
        inHtml: true,
        inText: true,
      });
    }
  });
});

/** Both parts must contain these. Product pages and pictures are in the HTML only. */
const FACTS = new Set([
  'id',
  'text',
  'trackingNumber',
  'carrierName',
  'carrierUrl',
  'trackingPageUrl',
  'returnPageUrl',
  'preferencesUrl',
  'journeyUrl',
  'amount',
  'method',
  'reference',
  'postBy',
  'refundBy',
  'expectedBy',
  'leftAt',
  'signedBy',
  'photoUrl',
  'until',
  'expectation',
  'overdueBy',
  'dueAt',
  'severity',
  'refundNote',
]);

function factsOf(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    FACTS.has(name) && typeof value === 'string' ? [value] : factsOf(value),
  );
}

describe.each(SENT_BY_SMS)('%s', (kind) => {
  test('is one SMS segment in GSM-7, with a link', async () => {
    const { body } = await renderer.sms(aMessage(kind));
    const { encodingName, segmentsCount } = new SegmentedMessage(body);
    expect({ encodingName, segmentsCount }).toEqual({ encodingName: 'GSM-7', segmentsCount: 1 });
    expect(body).toMatch(/^Alder & Finch.* https:\/\/\S+$/);
  });

  test.each(casesOf(kind))('is a complete SMS $label', async ({ data }) => {
    const { body } = await renderer.sms(aMessage(kind, { data }));
    expect(body).not.toMatch(LEFT_OVER);
    expect(body).not.toMatch(/[ ,.:;]{2,}\.| [,.]/);
  });
});

test.each(ORDER_MESSAGES)(
  '%s names an item in its subject, and the order in both parts',
  async (kind) => {
    const { subject, html, text } = await renderer.email(aMessage(kind));
    expect(subject).toMatch(/^.{1,22}: Reading lamp “Fjord”, brass and 1 more$/);
    for (const words of [wordsOf(html), text]) expect(words).toContain('Order 10482');
  },
);

test.each(ORDER_MESSAGES)('%s names the order in its subject if it knows no item', async (kind) => {
  const sample: Readonly<Record<string, unknown>> = CATALOG[kind].sample;
  const data = { ...sample, about: { item: null, more: 0, parcel: null } };
  const { subject } = await renderer.email(aMessage(kind, { data }));
  expect(subject).toMatch(/: Order 10482$/);
});

test.each(RETURN_MESSAGES)(
  '%s names what is sent back in its subject, and begins with both numbers',
  async (kind) => {
    const { sample } = CATALOG[kind];
    const { subject, html, text } = await renderer.email(aMessage(kind));
    expect(subject).toMatch(/^.{5,22}: Stoneware cup, set of two$/);
    expect(wordsOf(html)).toContain('Return R-2291 · Order 10482');
    expect(text.split('\n')[1]).toBe('Return R-2291, Order 10482');
    const data = { ...sample, about: { ...sample.about, item: null } };
    const discreet = await renderer.email(aMessage(kind, { data }));
    expect(discreet.subject).toMatch(/^.{5,22}: Return R-2291$/);
  },
);

test.each(REASONS)('an SMS about "%s" has at most two segments', async (reason) => {
  for (const kind of ['exception', 'attempted'] as const) {
    const data = { ...CATALOG[kind].sample, reason };
    const { encodingName, segmentsCount } = new SegmentedMessage(
      (await renderer.sms(aMessage(kind, { data }))).body,
    );
    expect(encodingName).toBe('GSM-7');
    expect(segmentsCount).toBeLessThanOrEqual(2);
  }
});

test.each(['refund', 'exchange', 'store_credit', 'rejected'])(
  'the subject, HTML, text and SMS of a return processed as "%s" name this outcome',
  async (outcome) => {
    const wording = {
      refund: /refund/i,
      exchange: /exchange/i,
      store_credit: /store credit/i,
      rejected: /(cannot refund|cannot be refunded|not refunded)/i,
    }[outcome];
    const request = aMessage('return_processed', {
      data: { ...CATALOG.return_processed.sample, outcome },
    });
    const { subject, html, text } = await renderer.email(request);
    const { body } = await renderer.sms(request);
    for (const part of [subject, wordsOf(html), text, body]) {
      expect(part).toMatch(wording ?? /^$/);
    }
  },
);
