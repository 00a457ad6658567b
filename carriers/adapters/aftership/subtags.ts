import { type CodeTable, rows } from '../../reading/code-table.ts';

export const SUBTAGS: CodeTable = {
  // Nothing was heard of the parcel, or not for 30 days: neither is a scan.
  ...rows('info', { Pending: 'Pending', Expired: 'Expired' }),
  ...rows('pre_transit', {
    InfoReceived: 'Info Received',
    InfoReceived_001: 'Info Received',
  }),
  ...rows('in_transit', {
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
  }),
  ...rows('out_for_delivery', {
    OutForDelivery: 'Out for Delivery',
    OutForDelivery_001: 'Out for Delivery',
    OutForDelivery_003: 'Customer contacted',
    OutForDelivery_004: 'Delivery appointment scheduled',
  }),
  ...rows('available_for_pickup', {
    AvailableForPickup: 'Available for pickup',
    AvailableForPickup_001: 'Available for pickup',
    // Before the tag AvailableForPickup there was this one, under OutForDelivery.
    OutForDelivery_002: 'Available for pickup',
  }),
  ...rows('attempted', {
    AttemptFail: 'Failed Attempt',
    AttemptFail_001: 'Failed Attempt',
  }),
  ...rows('attempted/nobody_home', { AttemptFail_002: 'Addressee not available' }),
  ...rows('attempted/closed', { AttemptFail_003: 'Business Closed' }),
  ...rows('delivered', {
    Delivered: 'Delivered',
    Delivered_001: 'Delivered',
    Delivered_002: 'Picked up by the customer',
    Delivered_003: 'Sign by customer',
    Delivered_004: 'Delivered and received cash on delivery',
    Delivered_005: 'Delivered to neighbor',
  }),
  ...rows('exception/other', {
    Exception: 'Exception',
    Exception_001: 'Exception',
  }),
  ...rows('exception/address', {
    Exception_002: 'Customer moved',
    Exception_007: 'Incorrect Address',
  }),
  ...rows('exception/refused', { Exception_003: 'Customer refused delivery' }),
  ...rows('exception/customs', { Exception_004: 'Delayed (Customs clearance)' }),
  ...rows('in_transit/delay', {
    Exception_005: 'Delayed (External factors)',
    Exception_016: 'Delayed (Processing issue)',
    Exception_019: 'Delayed (Late flight)',
  }),
  ...rows('in_transit/weather', { Exception_017: 'Delayed (Extreme weather)' }),
  ...rows('exception/payment_due', { Exception_006: 'Held for payment' }),
  ...rows('exception/unclaimed', { Exception_008: 'Pick up missed' }),
  Exception_009: {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'Rejected by carrier',
  },
  ...rows('return_to_sender', { Exception_010: 'Returning to sender' }),
  ...rows('return_to_sender/returned', { Exception_011: 'Returned to sender' }),
  ...rows('exception/damage', { Exception_012: 'Shipment damage' }),
  ...rows('exception/loss', { Exception_013: 'Shipment lost' }),
  ...rows('exception/customs_information', { Exception_018: 'Incorrect / missing documents' }),
  ...rows('cancelled', { Exception_020: 'Shipment cancelled' }),
  ...rows('exception/destroyed', { Exception_021: 'Shipment disposed' }),
};
