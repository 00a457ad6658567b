/**
 * Carriers' phrases in plain English, for aggregators that pass on a carrier's words without a
 * status. Source: the wording of the UPU's EMSEVT events (as posts and 17TRACK publish them) and of
 * USPS, UPS, FedEx and DHL on their public tracking pages. Matches whole phrases only: a single
 * word within a sentence decides nothing.
 */

import {
  type CodeReading,
  type CodeTable,
  findCode,
  normalizePhrase,
  phraseRows,
} from './code-table.ts';

const PHRASES: CodeTable = {
  ...phraseRows('pre_transit', [
    'Label created',
    'Shipping label created',
    'Shipping label created, USPS awaiting item',
    'Shipment information received',
    'Shipment information sent to FedEx',
    'Shipment data uploaded',
    'Order information received',
    'Electronic information received',
    'Pre-advice received',
    'Pre-shipment info sent to USPS, USPS awaiting item',
    'Shipper created a label, UPS has not received the package yet',
  ]),
  ...phraseRows('in_transit', [
    'Accepted',
    'Acceptance',
    'Posting/Collection',
    'Posted',
    'Origin scan',
    'Shipment picked up',
    'In transit',
    'In transit to next facility',
    'Arrived at facility',
    'Arrived at sorting facility',
    'Arrived at USPS regional facility',
    'Arrived at USPS facility',
    'Arrived at post office',
    'Arrived at FedEx location',
    'Arrived at FedEx hub',
    'At local FedEx facility',
    'At destination sort facility',
    'Left FedEx origin facility',
    'Departed FedEx location',
    'Departed from facility',
    'Departed facility',
    'Departed USPS regional facility',
    'Departed USPS facility',
    'Arrival scan',
    'Departure scan',
    'Destination scan',
    'Processed through facility',
    'Processed at facility',
    'Departure from outward office of exchange',
    'Departure from origin post',
    'Departure from export customs',
    'Arrival at inward office of exchange',
    'Arrival at destination post',
    'Arrival at destination country',
    'Arrival at transit office of exchange',
    'Departure from transit office of exchange',
    'Departure from inward office of exchange',
    'Arrival at delivery office',
    'Arrival at outward office of exchange',
    'Item into sorting centre',
    'Item out of sorting centre',
    'Presented to export customs',
    'Presented to import customs',
    'Presented to customs',
    'Customs cleared',
    'Released from customs',
    'Clearance processing complete',
  ]),
  ...phraseRows('in_transit/delay', ['Delayed', 'Delay']),
  ...phraseRows('out_for_delivery', [
    'Out for delivery',
    'Out for delivery today',
    'Out for physical delivery',
    'Item out for physical delivery',
    'On FedEx vehicle for delivery',
    'With delivery courier',
    'On vehicle for delivery',
  ]),
  ...phraseRows('attempted', [
    'Attempted delivery',
    'Delivery attempted',
    'Delivery attempt',
    'Unsuccessful delivery',
    'Attempted/unsuccessful delivery',
  ]),
  ...phraseRows('available_for_pickup', [
    'Available for pickup',
    'Ready for pickup',
    'Awaiting collection',
    'Arrival at collection point',
    'Arrival at collection point for pick-up',
    'Held for pickup at post office',
  ]),
  ...phraseRows('delivered', [
    'Delivered',
    'Final delivery',
    'Package delivered',
    'Parcel delivered',
    'Item delivered',
    'Delivered, front door/porch',
    'Delivered, in/at mailbox',
    'Delivered, left with individual',
    'Delivered, individual picked up at post office',
  ]),
  ...phraseRows('exception/customs', [
    'Held by customs',
    'Held by import customs',
    'Held by export customs',
  ]),
  ...phraseRows('return_to_sender', ['Return to sender']),
  ...phraseRows('return_to_sender/returned', ['Returned to sender']),
};

/**
 * Reads a phrase; unmapped if it is not in the table. The event's code is `code` or the table's
 * phrase, never the sentence itself: it may name people.
 */
export function readPlainEnglish(words: string | null, code: string | null): CodeReading {
  const reading = findCode(PHRASES, normalizePhrase(words ?? ''));
  return { ...reading, code: code ?? (reading.mapped ? reading.code : 'other words') };
}
