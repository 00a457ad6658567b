/**
 * Phrases of Australia Post and StarTrack, which send words instead of codes. Sources: the
 * reference of the Shipping & Tracking API (statuses of shipments, items and consignments), and the
 * events in its examples and in recorded responses. A few rows are alternative wordings of the same
 * status.
 *
 * A place or a detail may follow a phrase: `In transit to next facility in DARRA QLD`,
 * `Awaiting collection at INALA HEIGHTS LPO`, `Delivered - Left in a safe place`. If the table does
 * not have the whole text, wismr looks it up again without what follows ` - `, ` at `, ` to ` and
 * the like.
 *
 * Each row is checked against the reference's explanation of the status.
 */

import { type CodeTable, normalizePhrase, phraseRows } from '../../reading/code-table.ts';

export const PHRASES: CodeTable = {
  ...phraseRows('pre_transit', [
    'Shipping information approved by Australia Post',
    'Shipping information received by Australia Post',
    'Shipping information received',
    'Shipment information received',
    'Label created by sender',
    'Created',
    'Sealed',
    'Initiated',
    'Confirmed',
    'Unconfirmed',
    'Incomplete',
    // StarTrack: waits for pickup by the carrier, not by the customer.
    'Ready for pickup',
    'Unsuccessful pickup',
  ]),
  ...phraseRows('in_transit', [
    'Accepted by Australia Post',
    'Received by Australia Post',
    'Received and ready for processing',
    'Received item from Sender (Outbound)',
    'Received item from sender',
    'Received',
    'Lodged',
    'Picked up',
    'Picked up from sender',
    'Partial pickup',
    'Item processed',
    'Item processed at facility',
    'Processed',
    'Processed through Australia Post facility',
    'Processed through facility',
    'Processed at Export Facility',
    'Processed by air carrier',
    'Arrived',
    'Arrived at facility',
    'Arrived at sorting facility',
    'Arrived at delivery facility',
    'Arrived at facility in destination country',
    'Arrived awaiting clearance (Inbound)',
    'Arrived (Inbound)',
    'Departed',
    'Departed facility',
    'Departed (Outbound)',
    'Despatched',
    'Dispatched',
    'Parcel processing at final carrier hub',
    'Your parcel is on its way overseas',
    'Despatch Parcels from Export Facility',
    'International departure',
    'International arrival',
    'In transit',
    'In transit to next facility',
    'At delivery depot',
    'Cleared and awaiting international departure',
    'Item cleared by Customs',
    'Cleared by customs',
    'Item is in Customs',
    'Presented to customs',
    'Transferred to delivery facility',
    'Transferred',
    'Redirected',
    "We've got it",
    "It's on its way",
  ]),
  ...phraseRows('in_transit/delay', ['Possible delay', 'Delayed']),
  ...phraseRows('in_transit/missorted', ['Incorrectly sorted', 'Missorted']),
  ...phraseRows('in_transit/rescheduled', ['Booked in']),
  ...phraseRows('out_for_delivery', [
    'With Australia Post for delivery today',
    'Onboard for delivery',
    'On board for delivery',
    'On board with driver',
    'Out for delivery',
    "It's coming today",
  ]),
  ...phraseRows('attempted', [
    'Attempted delivery',
    'Delivery attempted',
    'Unable to be left in a safe place',
    'Unsuccessful delivery',
    // StarTrack: undeliverable and back at the local depot; goes out again on a later day.
    'To be re-delivered',
  ]),
  ...phraseRows('attempted/nobody_home', [
    'Attempted delivery - No one home',
    'Attempted delivery - Nobody home',
    'Attempted delivery - Customer not home',
    'Attempted delivery - Recipient not home',
    'Attempted delivery - Card left',
    'Unsuccessful delivery - Addressee not available',
    'Card left',
  ]),
  ...phraseRows('attempted/closed', [
    'Attempted delivery - Business closed',
    'Attempted delivery - Premises closed',
    'Delivery location closed',
  ]),
  ...phraseRows('attempted/no_access', [
    'Attempted delivery - Unable to gain access',
    'Attempted delivery - No safe place to leave',
  ]),
  ...phraseRows('available_for_pickup', [
    'Awaiting collection',
    'Available for collection',
    'Ready for collection',
    // Its Parcel Lockers are shared: customers collect from them with a code.
    'Delivered to parcel locker',
    'Delivered in parcel locker',
    'Delivered - Parcel locker',
    'Delivered - In parcel locker',
  ]),
  ...phraseRows('delivered', [
    'Collected by addressee',
    'Collected by receiver',
    'Collected from Parcel Locker',
    'Collected from Post Office',
    'Delivered',
    'Delivered in full',
    'Item delivered',
    'Collected by customer',
  ]),
  ...phraseRows('exception/damage', ['Article damaged', 'Item damaged', 'Damaged']),
  ...phraseRows('exception/held', ['Held by courier']),
  ...phraseRows('exception/customs', ['Held by customs']),
  ...phraseRows('exception/address', [
    'Cannot be delivered as addressed',
    // "cannot be delivered as addressed"
    'Cannot be delivered',
  ]),
  ...phraseRows('exception/refused', [
    'Delivered - Refused',
    'Delivery refused',
    'Refused by customer',
    'Attempted delivery - Refused',
  ]),
  ...phraseRows('exception/loss', ['Final shortage']),
  ...phraseRows('return_to_sender', [
    'Contact sender',
    'Return to sender',
    'Returning to sender',
    'Return to sender in progress',
  ]),
  ...phraseRows('return_to_sender/returned', [
    'Returned to sender',
    'Your item has been returned to the sender',
    'Delivered to sender',
    'Delivered - Returned to sender',
  ]),
  ...phraseRows('cancelled', ['Cancelled', 'Deleted']),
  // "Some but not all freight items in the consignment have been delivered."
  ...phraseRows('in_transit/partial', ['Partially delivered', 'Partial delivery']),
  ...phraseRows('delivered/damage', ['Delivered - Damaged', 'Delivered damaged']),
  ...phraseRows('info', [
    'Customer enquiry lodged',
    // "Consignment information incorrect. Corrected information supplied in a new consignment."
    'Re-consigned',
    // The items of a consignment have different statuses.
    'Track items for detailed delivery information',
    // The recipient's request; only the delivery shows where the parcel was left.
    'Leave in a safe place requested by Receiver',
  ]),
};

/** The phrase, then the phrase without the place or detail at its end. */
export function listPhrases(words: string): readonly [string, ...string[]] {
  const whole = normalizePhrase(words)
    .replaceAll('’', "'")
    .replace(/ [–—] /g, ' - ');
  const cuts = [' - ', ' at ', ' in ', ' to ', ' by ', ' with ', ' over ', ' (', ', ', '. ']
    .map((cut) => whole.indexOf(cut))
    .filter((at) => at > 0)
    .sort((a, b) => b - a);
  return [whole, ...cuts.map((at) => whole.slice(0, at))];
}
