/** The HTTP requests by which a shop's platform or a carrier reports facts. */

import twilio from 'twilio';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { Status } from '../../domain/tracking.ts';
import { type Fact, orderIdOf, returnIdOf, type Story } from './facts.ts';

export interface ShopAccess {
  readonly id: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly timeZone: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type ShopOrCarrierFact = Exclude<Fact, { what: 'replied_stop' }>;

export function requestFor(story: Story, fact: ShopOrCarrierFact, shop: ShopAccess): HttpRequest {
  if (fact.what === 'scanned') return webhook(story, fact, shop);
  const [method, path, body] = call(story, fact, shop);
  return {
    method,
    path,
    headers: { authorization: `Bearer ${shop.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** The platform's call. Its times are those of the fact, so that a repetition is the same. */
function call(
  story: Story,
  fact: Exclude<ShopOrCarrierFact, { what: 'scanned' }>,
  shop: ShopAccess,
): readonly [method: string, path: string, body: object] {
  const order = `/v1/orders/${orderIdOf(story)}`;
  const back = `/v1/returns/${returnIdOf(story)}`;
  const amount = { amount: '79.00', currency: 'USD' };
  switch (fact.what) {
    case 'order_placed':
      return ['PUT', order, orderBody(story, shop)];
    case 'shipment_added': {
      const line = story.parcels.indexOf(fact.parcel) + 1;
      const items = [{ line, quantity: 1 }];
      const parcel = { carrier: story.carrier, trackingNumber: fact.parcel };
      return ['POST', `${order}/shipments`, { ...parcel, shippedAt: placedAt(story), items }];
    }
    case 'order_cancelled':
      return ['POST', `${order}/cancel`, {}];
    case 'order_refunded':
      return ['POST', `${order}/refunds`, { amount, reference: fact.reference }];
    case 'return_requested': {
      const items = [{ line: 1, quantity: 1 }];
      return ['PUT', back, { orderId: orderIdOf(story), items, requestedAt: placedAt(story) }];
    }
    case 'return_approved':
      return ['POST', `${back}/approve`, {}];
    case 'return_rejected':
      return ['POST', `${back}/reject`, { reason: 'The 30 days are over.' }];
    case 'return_labelled':
      return ['POST', `${back}/label`, { carrier: story.carrier, trackingNumber: fact.parcel }];
    case 'return_inspected': {
      const items = [{ line: 1, quantity: 1, disposition: 'refund' }];
      return ['POST', `${back}/inspection`, { items }];
    }
    case 'return_refunded':
      return ['POST', `${back}/refund`, { amount, reference: fact.reference }];
    case 'return_cancelled':
      return ['POST', `${back}/cancel`, {}];
  }
}

function orderBody({ customer, parcels, placedAt: at }: Story, { timeZone }: ShopAccess): object {
  const { name, email, phone } = customer;
  const count = Math.max(1, parcels.length);
  const price = { amount: '79.00', currency: 'USD' };
  return {
    placedAt: new Date(at).toISOString(),
    contact: { name, email, phone, timeZone, consent: { email: true, sms: phone !== null } },
    items: Array.from({ length: count }, (_, index) => ({
      name: `Thing ${index + 1}`,
      quantity: 1,
      price,
    })),
    total: { amount: (79 * count).toFixed(2), currency: 'USD' },
    country: 'US',
  };
}

function placedAt({ placedAt: at }: Story): string {
  return new Date(at).toISOString();
}

const DETAILS: Readonly<Partial<Record<Status, readonly [detail: string, message: string]>>> = {
  pre_transit: ['label_created', 'Shipping label created, USPS awaiting item'],
  in_transit: ['arrived_at_facility', 'Arrived at regional facility'],
  out_for_delivery: ['out_for_delivery', 'Out for delivery'],
  available_for_pickup: ['arrived_at_pickup_location', 'Available for pickup'],
  delivered: ['arrived_at_destination', 'Delivered, in or at mailbox'],
  return_to_sender: ['return', 'Return to sender'],
};

/** Each webhook has one scan only: if wismr loses one, no later webhook brings it. */
function webhook(
  { carrier }: Story,
  { parcel, status, at }: Extract<Fact, { what: 'scanned' }>,
  { id, webhookSecret }: ShopAccess,
): HttpRequest {
  const [statusDetail, message] = DETAILS[status] ?? ['status_update', status];
  const datetime = new Date(at).toISOString();
  const body = trackerUpdated({
    trackingCode: parcel,
    carrier: carrier === 'fedex' ? 'FedEx' : 'USPS',
    status,
    details: [{ status, statusDetail, message, datetime }],
  });
  const path = `/webhooks/carriers/easypost/${id}`;
  const headers = { 'content-type': 'application/json', ...signEasyPost(body, webhookSecret) };
  return { method: 'POST', path, headers, body };
}

export interface ReplyContext {
  readonly apiUrl: string;
  readonly twilioAuthToken: string;
}

/** Twilio's webhook about a customer who replies STOP. */
export function stopReply(
  { ref, customer }: Story,
  { apiUrl, twilioAuthToken }: ReplyContext,
): HttpRequest {
  const path = '/webhooks/twilio/inbound';
  const form = {
    AccountSid: 'AC0',
    Body: 'STOP',
    From: customer.phone ?? '',
    MessageSid: `SM${ref.padStart(32, '0')}`,
    To: '+15005550006',
  };
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(
        twilioAuthToken,
        `${apiUrl}${path}`,
        form,
      ),
    },
    body: new URLSearchParams(form).toString(),
  };
}
