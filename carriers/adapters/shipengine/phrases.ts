/**
 * Phrases of USPS, UPS and FedEx, for scans for which ShipEngine sends only the carrier's words:
 * its older responses leave each event's `status_code` empty. Source: the carriers' published scan
 * descriptions. Matches whole sentences, apart from the expected day that USPS appends.
 */

import { type CodeTable, normalizePhrase, phraseRows } from '../../reading/code-table.ts';

/** The key of a description in `PHRASES`. */
export function createPhraseKey(description: string): string {
  return normalizePhrase(description.replace(/,? expected delivery\b.*$/i, ''));
}

export const PHRASES: CodeTable = {
  ...phraseRows('pre_transit', [
    'Pre-Shipment Info Sent to USPS',
    'Pre-Shipment Info Sent to USPS, USPS Awaiting Item',
    'Pre-Shipment, USPS Awaiting Item',
    'Shipping Label Created',
    'Shipping Label Created, USPS Awaiting Item',
    'Order Processed: Ready for UPS',
    'Shipper created a label, UPS has not received the package yet',
    'Shipment information sent to FedEx',
  ]),
  ...phraseRows('in_transit', [
    // A partner of USPS has the parcel: in transit, but not yet with USPS.
    'Picked Up by Shipping Partner, USPS Awaiting Item',
    'Arrived Shipping Partner Facility, USPS Awaiting Item',
    'Departed Shipping Partner Facility, USPS Awaiting Item',
    'Accepted at USPS Origin Facility',
    'Accepted at USPS Destination Facility',
    'Accepted at USPS Facility',
    'Acceptance',
    'USPS in possession of item',
    'USPS picked up item',
    'Arrived at Post Office',
    'Arrived at Unit',
    'Arrived at Hub',
    'Arrived at USPS Facility',
    'Arrived at USPS Origin Facility',
    'Arrived at USPS Regional Facility',
    'Arrived at USPS Regional Origin Facility',
    'Arrived at USPS Regional Destination Facility',
    'Departed Post Office',
    'Departed USPS Facility',
    'Departed USPS Regional Facility',
    'Departed USPS Regional Origin Facility',
    'Departed USPS Regional Destination Facility',
    'In Transit to Next Facility',
    'In Transit to Destination',
    'Processed Through Facility',
    'Processed Through USPS Facility',
    'Processed at USPS Facility',
    'Sorting Complete',
    'Sorting/Processing Complete',
    'Arrival Scan',
    'Departure Scan',
    'Destination Scan',
    'Origin Scan',
    'Pickup Scan',
    'Arrived at Facility',
    'Arrived at UPS Facility',
    'Departed from Facility',
    'Departed from UPS Facility',
    'Processing at UPS Facility',
    'Picked up',
    'In transit',
    'Arrived at FedEx hub',
    'Arrived at FedEx location',
    'At destination sort facility',
    'At local FedEx facility',
    'Departed FedEx hub',
    'Departed FedEx location',
    'Left FedEx origin facility',
    // UPS: a parcel loaded on Saturday may be for Monday.
    'Loaded on Delivery Vehicle',
  ]),
  ...phraseRows('in_transit/delay', ['In Transit to Next Facility, Arriving Late']),
  ...phraseRows('out_for_delivery', [
    'Out for Delivery',
    'Out for Delivery Today',
    'On FedEx vehicle for delivery',
  ]),
  ...phraseRows('attempted/nobody_home', ['Notice Left (No Authorized Recipient Available)']),
  ...phraseRows('attempted/closed', ['Notice Left (Business Closed)']),
  ...phraseRows('attempted/no_access', ['Delivery Attempted - No Access to Delivery Location']),
  ...phraseRows('available_for_pickup', ['Available for Pickup']),
  ...phraseRows('delivered', [
    'Delivered',
    'Delivered, Front Desk/Reception',
    'Delivered, Front Desk/Reception/Mail Room',
    'Delivered, Front Door/Porch',
    'Delivered, Garage / Other Door / Other Location at Address',
    'Delivered, Garage or Other Location at Address',
    'Delivered, In/At Mailbox',
    'Delivered, Individual Picked Up at Post Office',
    'Delivered, Individual Picked Up at Postal Facility',
    'Delivered, Left with Individual',
    'Delivered, Neighbor as Requested',
    'Delivered, PO Box',
    'Delivered, Parcel Locker',
    'Delivered, To Mail Room',
  ]),
  ...phraseRows('return_to_sender', ['Return to Sender', 'Return to Sender Processed']),
  ...phraseRows('return_to_sender/returned', ['Delivered, To Original Sender']),
};
