import { expect, test } from 'vitest';
import { TrackingPage } from '../../web/customer/tracking.tsx';
import { anOrderView, aScanView, NOON, SHOP } from './order-view.ts';

function htmlOf(shipment: Parameters<typeof anOrderView>[0], timeZone = 'Europe/Berlin'): string {
  const settings = { locale: 'en', timeZone };
  return String(TrackingPage({ shop: SHOP, order: anOrderView(shipment), settings, now: NOON }));
}

function wordsOf(html: string): string {
  return html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

const proofOfDelivery = {
  at: null,
  signedBy: 'M. M.',
  location: 'Safe place - Porch',
  signatureUrl: 'https://photos.example/signature.png',
  photoUrl: 'https://photos.example/1.jpg',
};

test('the page says where a delivered parcel was left and who signed, with the photo', () => {
  const html = htmlOf({ status: 'delivered', proofOfDelivery });
  expect(wordsOf(html)).toContain('Left in the safe place: Porch Signed for by M. M.');
  expect(html).toContain('<a href="https://photos.example/1.jpg" rel="noreferrer">');
  expect(html).not.toContain('signature.png');
});

test('a parcel that is not delivered has no proof on its page', () => {
  expect(wordsOf(htmlOf({ status: 'out_for_delivery', proofOfDelivery }))).not.toMatch(/M\. M\./);
});

test('the delivery scan says where the parcel was left', () => {
  const scans = [aScanView({ status: 'delivered', description: 'Delivered to a neighbour' })];
  expect(wordsOf(htmlOf({ status: 'delivered', scans }))).toContain('Left with a neighbour');
});

const ONE_TO_THREE = {
  date: '2026-11-26',
  from: '2026-11-26T13:00:00+01:00',
  until: '2026-11-26T15:00:00+01:00',
};

test('the page shows the hours of the expected day, in the customer’s zone', () => {
  const edd = ONE_TO_THREE;
  const words = wordsOf(htmlOf({ edd }));
  expect(words).toContain('Expected Thursday 26 November, between 13:00 and 15:00');
  expect(wordsOf(htmlOf({ edd }, 'Europe/London'))).toContain('between 12:00 and 14:00');
});

test('a parcel that is out for delivery shows the hours of today, until they are over', () => {
  const today = wordsOf(htmlOf({ status: 'out_for_delivery', edd: ONE_TO_THREE }));
  expect(today).toContain('Today between 13:00 and 15:00');
  const over = { ...ONE_TO_THREE, from: null, until: '2026-11-26T11:00:00+01:00' };
  expect(wordsOf(htmlOf({ status: 'out_for_delivery', edd: over }))).not.toContain('Today');
});

test('the page counts the attempts from the second one', () => {
  expect(wordsOf(htmlOf({ status: 'attempted', attempts: 2 }))).toContain(
    'The carrier has tried 2 times.',
  );
  expect(wordsOf(htmlOf({ status: 'attempted', attempts: 1 }))).not.toContain('has tried');
});
