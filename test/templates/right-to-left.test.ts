import { describe, expect, it } from 'vitest';
import { type MessageKind, ORDER_MESSAGES, RETURN_MESSAGES } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { scriptOf } from '../../templates/engine/script.ts';

const renderer = createRenderer();
const BRANDS = ['default', 'alder-and-finch', 'nordkant', 'pomelo'];
const FROM_LEFT_TO_RIGHT =
  /direction:ltr|letter-spacing:-|padding-right:6px|padding:\d+px 12px \d+px 0|text-align:right;white-space/;

function emailIn(locale: string, kind: MessageKind, brand = 'default') {
  const { sample: data } = CATALOG[kind];
  return renderer.email({ kind, brand, shopName: 'Acme', locale, data });
}

describe('an email in Arabic', () => {
  it.each([...ORDER_MESSAGES, ...RETURN_MESSAGES])('%s runs from right to left', async (kind) => {
    const { html } = await emailIn('ar', kind);
    expect(html).toContain('dir="rtl"');
    expect(html).not.toMatch(FROM_LEFT_TO_RIGHT);
  });

  it.each(BRANDS)('runs from right to left in the design of %s', async (brand) => {
    for (const kind of ['order_confirmed', 'attempted', 'lost', 'return_processed'] as const) {
      const { html } = await emailIn('ar', kind, brand);
      expect(html).not.toMatch(FROM_LEFT_TO_RIGHT);
    }
  });

  it('aligns text on the right and amounts on the left', async () => {
    const { html } = await emailIn('ar', 'order_confirmed');
    expect(html).toMatch(/text-align:right[^>]*>\s*<h1/);
    expect(html).toMatch(/text-align:left[^>]*>€181\.90</);
  });
});

describe('an email in English', () => {
  it('aligns text on the left and amounts on the right', async () => {
    const { html } = await emailIn('en', 'order_confirmed');
    expect(html).not.toContain('direction:rtl');
    expect(html).toMatch(/text-align:left[^>]*>\s*<h1/);
    expect(html).toMatch(/text-align:right[^>]*>€181\.90</);
  });
});

describe('marks between phrases', () => {
  it('are those of the language', async () => {
    const { text: arabic } = await emailIn('ar', 'delivered');
    expect(arabic).not.toMatch(/[\u0600-\u06ff], /);
    const { text: japanese } = await emailIn('ja', 'attempted');
    expect(japanese).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]\./);
  });

  it('are the usual ones in a language without its own, and for its regions', () => {
    expect(scriptOf({ lang: 'pl', dir: 'ltr' })).toMatchObject({ comma: ', ', stop: '.' });
    expect(scriptOf({ lang: 'ar-EG', dir: 'rtl' })).toMatchObject({ comma: '، ', start: 'right' });
  });
});
