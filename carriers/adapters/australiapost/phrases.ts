import { type CodeTable, phraseOf, phrases } from '../../reading/code-table.ts';

export const PHRASES: CodeTable = {
  ...phrases('pre_transit', [
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
    // StarTrack: awaiting pickup by the carrier, not by the customer.
    'Ready for pickup',
    'Unsuccessful pickup',
  ]),
  ...phrases('in_transit', [
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
  ...phrases('in_transit/delay', ['Possible delay', 'Delayed']),
  ...phrases('in_transit/rescheduled', ['Booked in']),
  ...phrases('out_for_delivery', [
    'With Australia Post for delivery today',
    'Onboard for delivery',
    'On board for delivery',
    'On board with driver',
    'Out for delivery',
    "It's coming today",
  ]),
  ...phrases('attempted', [
    'Attempted delivery',
    'Delivery attempted',
    'Unsuccessful delivery',
    // StarTrack: back at the local depot as undeliverable, out again on a following day.
    'To be re-delivered',
  ]),
  ...phrases('attempted/nobody_home', [
    'Attempted delivery - No one home',
    'Attempted delivery - Nobody home',
    'Attempted delivery - Customer not home',
    'Attempted delivery - Recipient not home',
    'Attempted delivery - Card left',
    'Card left',
  ]),
  ...phrases('attempted/closed', [
    'Attempted delivery - Business closed',
    'Attempted delivery - Premises closed',
  ]),
  ...phrases('attempted/no_access', [
    'Attempted delivery - Unable to gain access',
    'Attempted delivery - No safe place to leave',
  ]),
  ...phrases('available_for_pickup', [
    'Awaiting collection',
    'Available for collection',
    'Ready for collection',
  ]),
  ...phrases('delivered', [
    'Delivered',
    'Delivered in full',
    'Item delivered',
    'Collected by customer',
  ]),
  ...phrases('exception/damage', ['Article damaged', 'Item damaged', 'Damaged']),
  ...phrases('exception/held', ['Held by courier']),
  ...phrases('exception/customs', ['Held by customs']),
  ...phrases('exception/address', [
    // "cannot be delivered as addressed"
    'Cannot be delivered',
  ]),
  ...phrases('exception/refused', [
    'Delivery refused',
    'Refused by customer',
    'Attempted delivery - Refused',
  ]),
  ...phrases('exception/loss', ['Final shortage']),
  ...phrases('return_to_sender', [
    'Return to sender',
    'Returning to sender',
    'Return to sender in progress',
  ]),
  ...phrases('return_to_sender/returned', [
    'Returned to sender',
    'Delivered to sender',
    'Delivered - Returned to sender',
  ]),
  ...phrases('cancelled', ['Cancelled', 'Deleted']),
  ...phrases('info', [
    'Re-consigned',
    'Partial delivery',
    // What the recipient wishes for; the delivery tells where it was left.
    'Leave in a safe place requested by Receiver',
  ]),
};

/** The phrase, and what it is without a place or a detail at its end. */
export function phrasesOf(said: string): readonly [string, ...string[]] {
  const whole = phraseOf(said.replaceAll('’', "'"));
  const cuts = [' - ', ' at ', ' in ']
    .map((cut) => whole.indexOf(cut))
    .filter((at) => at > 0)
    .sort((a, b) => b - a);
  return [whole, ...cuts.map((at) => whole.slice(0, at))];
}
