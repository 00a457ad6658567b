/** An order with one parcel as composeOrderMessage reads it, without a database. */

import type { OrderMessageInput } from '../../activities/order-sources.ts';
import type { RefundRow } from '../../db/returns.ts';
import type { ShipmentRow } from '../../db/shipments.ts';
import type { TrackingEventRow } from '../../db/tracking-events.ts';
import type { JourneyId, OrderId, ShipmentId, ShopId, TrackingNumber } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import type { MessageKind } from '../../domain/message.ts';
import { NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import type { Status } from '../../domain/tracking.ts';
import { KEYS } from '../keys.ts';

const IDS = { shopId: 'acme' as ShopId, orderId: '1001' as OrderId };

export function aShipmentRow(overrides: Partial<ShipmentRow> = {}): ShipmentRow {
  return {
    ...IDS,
    shipmentId: 'S1' as ShipmentId,
    carrier: 'usps',
    trackingNumber: 'TN1001' as TrackingNumber,
    service: null,
    items: null,
    itemsAssumed: false,
    shippedAt: new Date('2026-11-23T09:00:00Z'),
    scanSummary: NO_SCANS,
    status: 'in_transit',
    reason: null,
    edd: null,
    originalEdd: null,
    eddChanges: 0,
    proof: null,
    attempts: null,
    relatedNumbers: [],
    returnNumber: null,
    voidedAt: null,
    aliases: [],
    ...overrides,
  };
}

export function aScanRow(status: Status, at: string, description: string): TrackingEventRow {
  return {
    id: '1',
    source: 'usps',
    pushed: false,
    unconfirmed: false,
    carrier: 'usps',
    status,
    reason: null,
    responsible: null,
    code: status,
    mapped: true,
    description,
    place: null,
    occurredAt: new Date(at),
    localTime: null,
    offsetMinutes: 0,
    offsetSource: 'utc',
    dateOnly: false,
    receivedAt: new Date(at),
  };
}

export const A_REFUND: RefundRow = {
  reference: 'RF-1',
  amount: { amount: '49.9', currency: 'EUR' },
  method: 'original',
  methodNote: 'Visa ending in 4242',
  reason: 'Your parcel was lost.',
  final: true,
  override: false,
  refundedAt: new Date('2026-11-27T09:00:00Z'),
};

export function aPlannedMessage(kind: MessageKind, at: string): PlannedMessage {
  const occurredAt = Date.parse(at);
  return {
    key: `order/acme/1001/S1/${kind}/1/email` as PlannedMessage['key'],
    milestoneId: `S1/${kind}/1`,
    kind,
    channel: 'email',
    shipmentIds: ['S1'],
    occurredAt,
    staleAt: occurredAt + 86_400_000,
    notBefore: occurredAt,
  };
}

interface Given {
  readonly planned: PlannedMessage;
  readonly shipment?: Partial<ShipmentRow>;
  readonly scans?: readonly TrackingEventRow[];
  readonly timeZone?: string;
}

/** Composed at the time of the milestone, for a customer in Berlin who reads English. */
export function anInput({
  planned,
  shipment = {},
  scans = [],
  timeZone = 'Europe/Berlin',
}: Given): OrderMessageInput {
  return {
    order: {
      ...IDS,
      journeyId: 'order/acme/1001' as JourneyId,
      contactId: 'c1',

      customerId: null,
      placedAt: new Date('2026-11-22T09:00:00Z'),
      total: null,
      country: 'DE',
      edd: null,
      shipBy: null,
      creditApplication: false,
      shipRuleExempt: false,
      delayReason: null,
      warnings: [],
      pageId: 'page',
      paid: null,
      isTest: false,
      cancelledAt: null,
      cancellationReason: null,
      changedAt: null,
    },
    contact: {
      name: 'Ada',
      email: null,
      phone: null,
      locale: 'en',
      timeZone,
      consentEmail: true,
      consentSms: false,
      optionalEmail: true,
      optionalSms: true,
      marketingEmail: false,
      marketingSms: false,
    },
    items: [],
    refunds: [A_REFUND],
    shipments: [{ ...aShipmentRow(shipment), scans }],
    planned,
    publicUrl: 'https://wismr.example',
    keys: KEYS,
    localeSettings: { locale: 'en', timeZone },
  };
}
