/** Pages stay small on a phone, however much there is to show. */

import { expect, test } from 'vitest';
import { TrackingPage } from '../../web/customer/tracking.tsx';
import { anOrderView, aScanView, NOON, SHOP } from './order-view.ts';

const BYTES_MAX = 60 * 1024;

function htmlOf(order: ReturnType<typeof anOrderView>): string {
  const settings = { locale: 'en', timeZone: 'Europe/Berlin' };
  return String(TrackingPage({ shop: SHOP, order, settings, now: NOON }));
}

function scans(count: number, description: string) {
  return Array.from({ length: count }, (_, index) => {
    const occurredAt = new Date(NOON - (count - index) * 60_000).toISOString();
    return aScanView({ occurredAt, description: `${index} ${description}` });
  });
}

/** An order with so many of everything. */
function largeOrder({ parcels = 1, items = 0, perParcel = 0, words = 'On its way' }) {
  const [shipment] = anOrderView({ scans: scans(perParcel, words) }).shipments;
  if (!shipment) throw new Error('the order has a shipment');
  return {
    ...anOrderView(),
    items: Array.from({ length: items }, (_, index) => ({
      name: `Boots ${index} ${words}`,
      quantity: 1,
      sku: null,
      price: null,
      url: null,
      imageUrl: null,
      withdrawable: true,
    })),
    shipments: Array.from({ length: parcels }, (_, index) => ({
      ...shipment,
      shipmentId: `S${index}`,
      trackingNumber: `TN${index}`,
      status: index < 50 ? ('delivered' as const) : ('in_transit' as const),
    })),
  };
}

test('of many scans, the page shows the newest and says that there were more', () => {
  const html = htmlOf(largeOrder({ perParcel: 240 }));
  expect(html).toContain('239 On its way');
  expect(html).toContain('180 On its way');
  expect(html).not.toContain('179 On its way');
  expect(html).toContain('Some older reports are not shown here.');
});

test('a delivery stays on the page, however many scans are newer', () => {
  const delivered = aScanView({ status: 'delivered', description: 'Handed to Ada' });
  const order = anOrderView({ status: 'delivered', scans: [delivered, ...scans(200, 'Later')] });
  expect(htmlOf(order)).toContain('Handed to Ada');
});

test('a page with few scans says nothing about others', () => {
  expect(htmlOf(largeOrder({ perParcel: 20 }))).not.toContain('older reports');
});

test('of a hundred parcels, those to come are shown in full, and all are named', () => {
  const html = htmlOf(largeOrder({ parcels: 100, perParcel: 20 }));
  expect(html.match(/class="steps/g)).toHaveLength(15);
  expect(html).toContain('Parcel 51 of 100</p>');
  expect(html).toContain('Parcel 1 of 100: <code>TN0</code>');
  for (let index = 0; index < 100; index += 1) expect(html).toContain(`<code>TN${index}</code>`);
});

test('of many items, the first fifty are shown, and the others counted', () => {
  const html = htmlOf(largeOrder({ items: 500 }));
  expect(html).toContain('Boots 49 ');
  expect(html).not.toContain('Boots 50 ');
  expect(html).toContain('And 450 more items.');
});

test('with everything at its largest, the page has less than 60 KiB', () => {
  const html = htmlOf(
    largeOrder({ parcels: 100, perParcel: 260, items: 500, words: 'x'.repeat(290) }),
  );
  expect(Buffer.byteLength(html)).toBeLessThan(BYTES_MAX);
});
