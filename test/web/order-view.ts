/** An order with one parcel as its page reads it. */

import type { ScanView } from '../../views/journey.ts';
import type { OrderView, ShipmentView } from '../../views/order.ts';
import type { Shop } from '../../views/shop.ts';

export const SHOP: Shop = {
  id: 'acme' as Shop['id'],
  name: 'Acme',
  brand: 'default',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  country: 'DE',
};
export const NOON = Date.parse('2026-11-26T11:00:00Z');

export function aScanView(overrides: Partial<ScanView> = {}): ScanView {
  return {
    status: 'in_transit',
    reason: null,
    responsible: null,
    code: 'x',
    mapped: true,
    description: null,
    place: null,
    localTime: null,
    offsetSource: 'utc',
    occurredAt: '2026-11-26T09:00:00.000Z',
    receivedAt: '2026-11-26T09:01:00.000Z',
    ahead: false,
    ...overrides,
  };
}

export function anOrderView(shipment: Partial<ShipmentView> = {}): OrderView {
  return {
    orderId: '1001',
    status: 'in_transit',
    placedAt: '2026-11-23T09:00:00.000Z',
    cancelledAt: null,
    cancellationReason: null,
    paid: null,
    test: false,
    customerId: null,
    contact: {
      name: 'Ada',
      email: null,
      phone: null,
      locale: 'en',
      timeZone: 'Europe/Berlin',
      consent: {
        email: true,
        sms: false,
        optional: { email: true, sms: true },
        marketing: { email: false, sms: false },
      },
      erasedAt: null,
    },
    consentHistory: [],
    total: null,
    items: [],
    edd: null,
    shipBy: null,
    creditApplication: false,
    shipRuleExempt: false,
    shippingPromise: null,
    withdrawUntil: null,
    trackingPageUrl: 'https://wismr.example/t/token',
    warnings: [],
    awaited: '',
    closed: false,
    stuckEvent: null,
    expectations: [],
    shipments: [
      {
        shipmentId: 'S1',
        carrier: 'usps',
        carrierName: 'USPS',
        trackingNumber: 'TN1001',
        trackingUrl: null,
        service: null,
        shippedAt: '2026-11-24T09:00:00.000Z',
        status: 'in_transit',
        reason: null,
        unconfirmed: null,
        voidedAt: null,
        aliases: [],
        items: null,
        itemsAssumed: false,
        lostAt: null,
        edd: null,
        originalEdd: null,
        proofOfDelivery: null,
        attempts: 0,
        relatedNumbers: [],
        returnNumber: null,
        lastPollAt: null,
        lastReportAt: null,
        scans: [],
        scansDropped: 0,
        ...shipment,
      },
    ],
    refunds: [],
    returns: [],
    escalations: [],
    messages: [],
  };
}
