/**
 * Shippo's statuses, substatuses and sentences. Source: Shippo's tracking guide, and the tracks that
 * its SDKs and webhooks contain.
 */

import { type CodeTable, codeRows, phraseRows } from '../../reading/code-table.ts';

/**
 * Keyed by `STATUS/substatus` and by `STATUS`. Checked against the texts of the substatuses in
 * Shippo's tracking guide.
 */
export const CODES: CodeTable = {
  ...codeRows('info', {
    UNKNOWN: 'not found in the carrier’s tracking system',
    'UNKNOWN/other': 'unrecognized carrier status',
  }),
  ...codeRows('pre_transit', {
    PRE_TRANSIT: 'label created, not yet with the carrier',
    'PRE_TRANSIT/information_received': 'information about the package received',
  }),
  ...codeRows('in_transit', {
    TRANSIT: 'in transit',
    'TRANSIT/delivery_scheduled': 'scheduled for delivery',
    'TRANSIT/package_accepted': 'accepted into the carrier network',
    'TRANSIT/package_arrived': 'arrived at an intermediate location',
    'TRANSIT/package_departed': 'departed from an intermediate location',
    'TRANSIT/package_forwarded': 'forwarded',
    'TRANSIT/package_processed': 'processed at an intermediate location',
    'TRANSIT/package_processing': 'processing at an intermediate location',
  }),
  ...codeRows('in_transit/delay', { 'TRANSIT/delayed': 'delayed' }),
  ...codeRows('in_transit/rescheduled', { 'TRANSIT/delivery_rescheduled': 'delivery rescheduled' }),
  ...codeRows('out_for_delivery', { 'TRANSIT/out_for_delivery': 'out for delivery' }),
  ...codeRows('attempted', {
    'TRANSIT/delivery_attempted': 'delivery attempted',
    'TRANSIT/notice_left': 'notice left during an attempted delivery',
    'TRANSIT/reschedule_delivery': 'contact the carrier to reschedule delivery',
  }),
  ...codeRows('attempted/no_access', { 'TRANSIT/location_inaccessible': 'location inaccessible' }),
  ...codeRows('available_for_pickup', { 'TRANSIT/pickup_available': 'available for pickup' }),
  ...codeRows('exception/address', { 'TRANSIT/address_issue': 'address information is incorrect' }),
  ...codeRows('exception/other', {
    'TRANSIT/contact_carrier': 'contact the carrier',
    FAILURE: 'issue with the delivery',
    'FAILURE/package_undeliverable': 'not able to be delivered',
  }),
  ...codeRows('exception/damage', { 'TRANSIT/package_damaged': 'damaged' }),
  ...codeRows('exception/held', { 'TRANSIT/package_held': 'held at a carrier location' }),
  ...codeRows('exception/destroyed', { 'FAILURE/package_disposed': 'disposed' }),
  ...codeRows('exception/loss', { 'FAILURE/package_lost': 'lost' }),
  ...codeRows('delivered', { DELIVERED: 'delivered', 'DELIVERED/delivered': 'delivered' }),
  // A substatus that contradicts the delivery wins.
  ...codeRows('attempted', {
    'DELIVERED/delivery_attempted': 'delivery attempted',
    'DELIVERED/notice_left': 'notice left during an attempted delivery',
    'DELIVERED/reschedule_delivery': 'contact the carrier to reschedule delivery',
  }),
  ...codeRows('attempted/no_access', {
    'DELIVERED/location_inaccessible': 'location inaccessible',
  }),
  ...codeRows('in_transit', {
    'DELIVERED/delivery_scheduled': 'scheduled for delivery',
    'DELIVERED/package_departed': 'departed from an intermediate location',
    'DELIVERED/package_forwarded': 'forwarded',
    'DELIVERED/package_processing': 'processing at an intermediate location',
  }),
  ...codeRows('in_transit/rescheduled', {
    'DELIVERED/delivery_rescheduled': 'delivery rescheduled',
  }),
  ...codeRows('out_for_delivery', { 'DELIVERED/out_for_delivery': 'out for delivery' }),
  ...codeRows('exception/address', {
    'DELIVERED/address_issue': 'address information is incorrect',
  }),
  ...codeRows('available_for_pickup', { 'DELIVERED/pickup_available': 'available for pickup' }),
  ...codeRows('exception/held', { 'DELIVERED/package_held': 'held at a carrier location' }),
  ...codeRows('exception/other', { 'DELIVERED/package_undeliverable': 'not able to be delivered' }),
  ...codeRows('exception/destroyed', { 'DELIVERED/package_disposed': 'disposed' }),
  ...codeRows('exception/loss', { 'DELIVERED/package_lost': 'lost' }),
  ...codeRows('delivered/damage', { 'DELIVERED/package_damaged': 'damaged' }),
  ...codeRows('return_to_sender/returned', {
    'DELIVERED/return_to_sender': 'to be returned to the sender',
    'DELIVERED/package_unclaimed': 'unclaimed',
  }),
  ...codeRows('return_to_sender', {
    RETURNED: 'on its way back to the sender, or there',
    'RETURNED/return_to_sender': 'to be returned to the sender',
  }),
  ...codeRows('return_to_sender/unclaimed', { 'RETURNED/package_unclaimed': 'unclaimed' }),
};

/** Shippo's sentences, for statuses without a substatus, which say less. */
export const SENTENCES: CodeTable = {
  ...phraseRows('pre_transit', [
    'The USPS has received the electronic shipment information and is awaiting the item.',
    'The shipping label has been created and the USPS is awaiting the item.',
    'The carrier has received the electronic shipment information.',
  ]),
  ...phraseRows('in_transit', [
    'Your shipment has been accepted at the USPS origin facility.',
    'Your shipment has arrived at the USPS origin facility.',
    'Your shipment has arrived at the USPS facility.',
    'Your shipment has arrived at the post office.',
    'Your shipment has been sorted completely.',
    'Your shipment has departed the USPS facility.',
  ]),
  ...phraseRows('out_for_delivery', [
    'Your shipment is out for delivery.',
    'Your shipment is out for delivery',
  ]),
};
