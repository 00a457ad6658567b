import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MESSAGE_KINDS, ORDER_MESSAGES, RETURN_MESSAGES } from '../../domain/message.ts';
import { REASONS } from '../../domain/tracking.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import type { DataShape } from '../../templates/engine/check-names.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { trialsOf } from '../../templates/engine/trials.ts';
import { aMessage, TOLD_BY_SMS, wordsOf } from './message.ts';

const renderer = createRenderer();
/** What a template leaves behind when something in it has no value. */
const LEFT_OVER = /\{\{|\}\}|undefined|\[object|\bnull\b|NaN/;
/** Gmail cuts a mail off at 102 kB; this leaves room for what a provider adds. */
const HTML_BYTES_MAX = 80_000;

/** Data with everything, with less, and with as little as there can be. */
function casesOf(kind: (typeof MESSAGE_KINDS)[number]) {
  const { schema, sample } = CATALOG[kind];
  return trialsOf(sample, z.toJSONSchema(schema) as DataShape);
}

describe.each(MESSAGE_KINDS)('%s', (kind) => {
  test.each(casesOf(kind))('is a whole email $label', async ({ data }) => {
    const { subject, html, text } = await renderer.email(aMessage(kind, { data }));
    expect(subject).toMatch(/^[^\r\n]{10,78}$/);
    expect([subject, wordsOf(html), text].join('\n')).not.toMatch(LEFT_OVER);
    expect(html).toMatch(/<html lang="en" dir="ltr"/);
    expect(Buffer.byteLength(html)).toBeLessThan(HTML_BYTES_MAX);
  });

  test('has no picture without words, and lays out in tables that are not read out', async () => {
    const { html } = await renderer.email(aMessage(kind));
    for (const [image] of html.matchAll(/<img[^>]*>/g)) expect(image).toContain('alt=');
    const visible = html.replaceAll(/<!--[\s\S]*?-->/g, '');
    for (const [table] of visible.matchAll(/<table[^>]*>/g)) {
      expect(table).toContain('role="presentation"');
    }
  });

  test('says in its text what it says in its HTML: numbers, days and links', async () => {
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

/** What neither part may leave out. Products' pages and pictures are for the HTML alone. */
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

describe.each(TOLD_BY_SMS)('%s', (kind) => {
  test('is one SMS in the cheap alphabet, with a link', async () => {
    const { body } = await renderer.sms(aMessage(kind));
    const { encodingName, segmentsCount } = new SegmentedMessage(body);
    expect({ encodingName, segmentsCount }).toEqual({ encodingName: 'GSM-7', segmentsCount: 1 });
    expect(body).toMatch(/^Alder & Finch.* https:\/\/\S+$/);
  });

  test.each(casesOf(kind))('leaves nothing behind in an SMS $label', async ({ data }) => {
    const { body } = await renderer.sms(aMessage(kind, { data }));
    expect(body).not.toMatch(LEFT_OVER);
    expect(body).not.toMatch(/[ ,.:;]{2,}\.| [,.]/);
  });
});

test.each(ORDER_MESSAGES)('%s has the order number in its subject', async (kind) => {
  const { subject } = await renderer.email(aMessage(kind));
  expect(subject).toContain('10482');
});

test.each(RETURN_MESSAGES)(
  '%s has the numbers of the return and the order in its subject',
  async (kind) => {
    const { subject } = await renderer.email(aMessage(kind));
    expect(subject).toMatch(/R-2291.*10482/);
  },
);

test.each(REASONS)('trouble by "%s" is told in an SMS of at most two parts', async (reason) => {
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
  'a return that came to "%s" says so in subject, HTML, text and SMS',
  async (outcome) => {
    const said = {
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
    for (const words of [subject, wordsOf(html), text, body]) expect(words).toMatch(said ?? /^$/);
  },
);
