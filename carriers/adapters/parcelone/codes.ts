/**
 * Parcel One's codes. Sources: the examples of its OpenAPI documents, and its Karrio connector.
 * Checked against the words of the examples.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

/**
 * `Statuscode` in TrackingEvents (three digits) and `StatusCode` in the response with `results`.
 */
export const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    '100': 'prepared for transportation by the sender',
    P100: 'prepared for transportation by the sender',
    CREATED: 'created',
    REGISTERED: 'registered',
    DATA_RECEIVED: 'data received',
    LABEL_PRINTED: 'label printed',
    '0': 'created',
    '1': 'created',
  }),
  ...codeRows('in_transit', {
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
  ...codeRows('in_transit/delay', { DELAYED: 'delayed' }),
  ...codeRows('in_transit/rescheduled', { RESCHEDULED: 'rescheduled' }),
  REDIRECTED: { status: 'in_transit', words: 'redirected' },
  ...codeRows('out_for_delivery', {
    '495': 'out for delivery',
    OUT_FOR_DELIVERY: 'out for delivery',
    ON_DELIVERY_VEHICLE: 'on the delivery vehicle',
    IN_DELIVERY_VEHICLE: 'in the delivery vehicle',
    DELIVERY_IN_PROGRESS: 'delivery in progress',
    '80': 'out for delivery',
  }),
  ...codeRows('attempted', { NOT_DELIVERED: 'not delivered', FAILED: 'failed' }),
  ...codeRows('available_for_pickup', {
    READY_FOR_PICKUP: 'ready for pickup',
    AT_PARCELSHOP: 'at the parcel shop',
    AVAILABLE_FOR_COLLECTION: 'available for collection',
    AWAITING_PICKUP: 'awaiting pickup',
    // At the parcel shop: the customer does not have it yet.
    DELIVERED_PARCELSHOP: 'delivered to the parcel shop',
    '70': 'ready for pickup',
  }),
  ...codeRows('delivered', {
    '900': 'delivered',
    DELIVERED: 'delivered',
    POD: 'proof of delivery',
    DELIVERED_NEIGHBOR: 'delivered to a neighbour',
    DELIVERED_SAFE_PLACE: 'delivered to a safe place',
    '90': 'delivered',
  }),
  ...codeRows('exception/held', { HELD: 'held', '40': 'held' }),
  ...codeRows('exception/payment_due', { PAYMENT_REQUIRED: 'payment required' }),
  ...codeRows('exception/refused', { REFUSED: 'refused' }),
  ...codeRows('exception/address', {
    WRONG_ADDRESS: 'wrong address',
    ADDRESSEE_NOT_FOUND: 'addressee not found',
  }),
  ...codeRows('exception/other', { EXCEPTION: 'exception', '99': 'failed' }),
};

/** `DeliveryStatus`: AfterShip's tags and subtags. */
export const TAGS: CodeTable = {
  ...codeRows('info', { Pending: 'pending', Expired: 'expired' }),
  ...codeRows('pre_transit', { InfoReceived: 'info received' }),
  ...codeRows('in_transit', { InTransit: 'in transit' }),
  ...codeRows('out_for_delivery', { OutForDelivery: 'out for delivery' }),
  ...codeRows('attempted', { AttemptFail: 'failed attempt' }),
  ...codeRows('available_for_pickup', { AvailableForPickup: 'available for pickup' }),
  ...codeRows('delivered', { Delivered: 'delivered' }),
  ...codeRows('exception/other', { Exception: 'exception' }),
  ...codeRows('exception/customs', { Exception_004: 'delayed by customs' }),
  ...codeRows('in_transit/delay', { Exception_005: 'delayed' }),
  ...codeRows('return_to_sender', { Exception_010: 'returning to sender' }),
  ...codeRows('return_to_sender/returned', { Exception_011: 'returned to sender' }),
  ...codeRows('exception/damage', { Exception_012: 'damaged' }),
  ...codeRows('exception/loss', { Exception_013: 'lost' }),
};
