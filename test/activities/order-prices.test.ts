import { expect, test } from 'vitest';
import { composeOrderMessage } from '../../activities/compose-order-message.ts';
import type { JourneyId, OrderId, ShopId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import { KEYS } from '../keys.ts';

const money = (amount: string, currency = 'EUR'): Money => ({ amount, currency });

const NO_LINKS = { url: null, imageUrl: null };

function orderOf(price: Money | null, total: Money | null) {
  const ref = { shopId: 'acme' as ShopId, orderId: '1' as OrderId };
  const dates = {
    placedAt: new Date(0),
    paid: null,
    isTest: false,
    cancelledAt: null,
    cancellationReason: null,
    changedAt: null,
    shipBy: null,
  };
  const order = {
    ...ref,
    ...dates,
    journeyId: 'order/acme/1' as JourneyId,
    contactId: 'c',
    customerId: null,
    country: null,
    edd: null,
    creditApplication: false,
    shipRuleExempt: false,
    delayReason: null,
    warnings: [],
    pageId: 'page',
    total,
  };
  const contact = {
    name: null,
    email: null,
    phone: null,
    locale: 'en',
    timeZone: 'UTC',
    consentEmail: true,
    consentSms: false,
    optionalEmail: true,
    optionalSms: true,
    marketingEmail: false,
    marketingSms: false,
  };
  const items = [
    { ...NO_LINKS, line: 1, sku: null, name: 'Boots', quantity: 2, price, withdrawable: true },
  ];
  const planned = {
    kind: 'order_confirmed',
    key: 'k',
    channel: 'email',
    occurredAt: 0,
    shipmentIds: [],
    facts: {},
  } as unknown as Parameters<typeof composeOrderMessage>[0]['planned'];
  const data = composeOrderMessage({
    order,
    contact,
    items,
    shipments: [],
    refunds: [],
    planned,
    publicUrl: 'https://track.example',
    keys: KEYS,
    localeSettings: { locale: 'en', timeZone: 'UTC' },
  }) as { readonly order: { readonly items: readonly object[] } };
  return data.order;
}

test('a line shows the price of one piece and of all pieces', () => {
  expect(orderOf(money('149.00'), null)).toMatchObject({
    items: [{ price: '€149.00', lineTotal: '€298.00' }],
    itemsTotal: null,
    total: null,
  });
});

test('the sum of the items is shown if the total is another amount', () => {
  expect(orderOf(money('149.00'), money('302.90'))).toMatchObject({
    itemsTotal: '€298.00',
    total: '€302.90',
  });
  expect(orderOf(money('149'), money('298.00'))).toMatchObject({
    itemsTotal: null,
    total: '€298.00',
  });
  expect(orderOf(null, money('298.00'))).toMatchObject({
    items: [{ price: null, lineTotal: null }],
    itemsTotal: null,
    total: '€298.00',
  });
});

test('amounts have the decimals of their currency', () => {
  expect(orderOf(money('1490', 'JPY'), money('3000', 'JPY'))).toMatchObject({
    items: [{ price: 'JP¥1,490', lineTotal: 'JP¥2,980' }],
    itemsTotal: 'JP¥2,980',
    total: 'JP¥3,000',
  });
  const dinars = orderOf(money('1.5', 'KWD'), null);
  expect(JSON.stringify(dinars.items).replaceAll('\u00a0', ' ')).toContain(
    '"price":"KWD 1.500","lineTotal":"KWD 3.000"',
  );
});
