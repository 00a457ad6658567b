/**
 * AfterShip's tags and subtags. Source: AfterShip Tracking's pages "Delivery Statuses" and
 * "Delivery Sub-statuses" (versions 2023-10 to 2026-07), and its help centre on those added in
 * March 2026. Checked against the messages in that list. A subtag that is not in the table is read
 * by its tag.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

export const SUBTAGS: CodeTable = {
  // No information, ever or for 30 days: neither is a scan.
  ...codeRows('info', { Pending: 'Pending', Expired: 'Expired' }),
  ...codeRows('pre_transit', {
    InfoReceived: 'Info Received',
    InfoReceived_001: 'Info Received',
  }),
  ...codeRows('in_transit', {
    InTransit: 'In Transit',
    InTransit_001: 'In Transit',
    InTransit_002: 'Acceptance scan',
    InTransit_003: 'Arrival scan',
    InTransit_004: 'Arrived at the destination country',
    InTransit_005: 'Customs clearance completed',
    InTransit_006: 'Customs clearance started',
    InTransit_007: 'Departure Scan',
    InTransit_008: 'Problem resolved',
    InTransit_009: 'Forwarded to a different delivery address',
    // Announced, but not yet on the way to the door.
    OutForDelivery_003: 'Customer contacted',
    OutForDelivery_004: 'Delivery appointment scheduled',
  }),
  ...codeRows('out_for_delivery', {
    OutForDelivery: 'Out for Delivery',
    OutForDelivery_001: 'Out for Delivery',
  }),
  ...codeRows('available_for_pickup', {
    AvailableForPickup: 'Available for pickup',
    AvailableForPickup_001: 'Available for pickup',
    // Older than the tag AvailableForPickup.
    OutForDelivery_002: 'Available for pickup',
  }),
  ...codeRows('attempted', {
    AttemptFail: 'Failed Attempt',
    AttemptFail_001: 'Failed Attempt',
  }),
  ...codeRows('attempted/nobody_home', { AttemptFail_002: 'Addressee not available' }),
  ...codeRows('attempted/closed', { AttemptFail_003: 'Business Closed' }),
  ...codeRows('delivered', {
    Delivered: 'Delivered',
    Delivered_001: 'Delivered',
    Delivered_002: 'Picked up by the customer',
    Delivered_003: 'Sign by customer',
    Delivered_004: 'Delivered and received cash on delivery',
    Delivered_005: 'Delivered to neighbor',
  }),
  ...codeRows('exception/other', {
    Exception: 'Exception',
    Exception_001: 'Exception',
  }),
  ...codeRows('exception/address', {
    Exception_002: 'Customer moved',
    Exception_007: 'Incorrect Address',
  }),
  ...codeRows('exception/refused', { Exception_003: 'Customer refused delivery' }),
  ...codeRows('exception/customs', { Exception_004: 'Delayed (Customs clearance)' }),
  ...codeRows('in_transit/delay', {
    Exception_005: 'Delayed (External factors)',
    Exception_016: 'Delayed (Processing issue)',
    Exception_019: 'Delayed (Late flight)',
  }),
  ...codeRows('in_transit/weather', { Exception_017: 'Delayed (Extreme weather)' }),
  ...codeRows('exception/payment_due', { Exception_006: 'Held for payment' }),
  ...codeRows('exception/unclaimed', { Exception_008: 'Pick up missed' }),
  Exception_009: {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'Rejected by carrier',
  },
  ...codeRows('return_to_sender', { Exception_010: 'Returning to sender' }),
  ...codeRows('return_to_sender/returned', { Exception_011: 'Returned to sender' }),
  ...codeRows('exception/damage', { Exception_012: 'Shipment damage' }),
  ...codeRows('exception/loss', { Exception_013: 'Shipment lost' }),
  ...codeRows('exception/customs_information', { Exception_018: 'Incorrect / missing documents' }),
  ...codeRows('cancelled', { Exception_020: 'Shipment cancelled' }),
  ...codeRows('exception/destroyed', { Exception_021: 'Shipment disposed' }),
};
