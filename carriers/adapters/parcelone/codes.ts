/** Parcel One's codes. Sources: the examples of its OpenAPI documents, and its Karrio connector. */

import type { CodeTable } from '../../adapter.ts';
import { rows } from '../../reading/code-table.ts';

/** `Statuscode` of TrackingEvents (three digits) and `StatusCode` of the answer with results. */
export const CODES: CodeTable = {
  ...rows('pre_transit', {
    '100': 'prepared for transportation by the sender',
    P100: 'prepared for transportation by the sender',
    CREATED: 'created',
    REGISTERED: 'registered',
    DATA_RECEIVED: 'data received',
    LABEL_PRINTED: 'label printed',
    '0': 'created',
    '1': 'created',
  }),
  ...rows('in_transit', {
    P101: 'handed over to a carrier, on its way to Parcel One',
    '200': 'handed over to a carrier, on its way to Parcel One',
    '300': 'arrived at the hub',
    '392': 'left the hub',
    '394': 'left the hub',
    '430': 'handled',
    IN_TRANSIT: 'in transit',
    DEPARTED: 'departed',
    ARRIVED: 'arrived',
    PROCESSED: 'processed',
    SORTING: 'sorting',
    EXPORTED: 'exported',
    IMPORTED: 'imported',
    SHIPPED: 'shipped',
    CUSTOMS: 'with customs',
    CUSTOMS_CLEARANCE: 'in customs clearance',
    '10': 'in transit',
    '20': 'in transit',
    '30': 'in transit',
  }),
  ...rows('in_transit/delay', { DELAYED: 'delayed' }),
  ...rows('in_transit/rescheduled', { RESCHEDULED: 'rescheduled' }),
  REDIRECTED: { status: 'in_transit', words: 'redirected' },
  ...rows('out_for_delivery', {
    '495': 'out for delivery',
    OUT_FOR_DELIVERY: 'out for delivery',
    ON_DELIVERY_VEHICLE: 'on the delivery vehicle',
    IN_DELIVERY_VEHICLE: 'in the delivery vehicle',
    DELIVERY_IN_PROGRESS: 'delivery in progress',
    '80': 'out for delivery',
  }),
  ...rows('attempted', { NOT_DELIVERED: 'not delivered', FAILED: 'failed' }),
  ...rows('available_for_pickup', {
    READY_FOR_PICKUP: 'ready for pickup',
    AT_PARCELSHOP: 'at the parcel shop',
    AVAILABLE_FOR_COLLECTION: 'available for collection',
    AWAITING_PICKUP: 'awaiting pickup',
    // At the shop, not with the customer.
    DELIVERED_PARCELSHOP: 'delivered to the parcel shop',
    '70': 'ready for pickup',
  }),
  ...rows('delivered', {
    '900': 'delivered',
    DELIVERED: 'delivered',
    POD: 'proof of delivery',
    DELIVERED_NEIGHBOR: 'delivered to a neighbour',
    DELIVERED_SAFE_PLACE: 'delivered to a safe place',
    '90': 'delivered',
  }),
  ...rows('exception/held', { HELD: 'held', '40': 'held' }),
  ...rows('exception/payment_due', { PAYMENT_REQUIRED: 'payment required' }),
  ...rows('exception/refused', { REFUSED: 'refused' }),
  ...rows('exception/address', {
    WRONG_ADDRESS: 'wrong address',
    ADDRESSEE_NOT_FOUND: 'addressee not found',
  }),
  ...rows('exception/other', { EXCEPTION: 'exception', '99': 'failed' }),
};

/** `DeliveryStatus`: AfterShip's tags and subtags. */
export const TAGS: CodeTable = {
  ...rows('info', { Pending: 'pending', Expired: 'expired' }),
  ...rows('pre_transit', { InfoReceived: 'info received' }),
  ...rows('in_transit', { InTransit: 'in transit' }),
  ...rows('out_for_delivery', { OutForDelivery: 'out for delivery' }),
  ...rows('attempted', { AttemptFail: 'failed attempt' }),
  ...rows('available_for_pickup', { AvailableForPickup: 'available for pickup' }),
  ...rows('delivered', { Delivered: 'delivered' }),
  ...rows('exception/other', { Exception: 'exception' }),
  ...rows('exception/customs', { Exception_004: 'delayed by customs' }),
  ...rows('in_transit/delay', { Exception_005: 'delayed' }),
  ...rows('return_to_sender', { Exception_010: 'returning to sender' }),
  ...rows('return_to_sender/returned', { Exception_011: 'returned to sender' }),
  ...rows('exception/damage', { Exception_012: 'damaged' }),
  ...rows('exception/loss', { Exception_013: 'lost' }),
};
