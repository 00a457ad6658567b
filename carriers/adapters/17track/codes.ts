/**
 * Meanings of 17TRACK's statuses. Source: its help pages and API documentation (9 statuses, 30
 * sub-statuses, the stages of milestones), and for the older interfaces its API v1 (`e`, 0–50).
 * Checked against the explanations on "Understanding Tracking Status".
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

/** Keyed by sub-status, by status, and by the stage of an event. */
export const CODES: CodeTable = {
  ...codeRows('info', {
    NotFound: 'no tracking information was found',
    Expired: 'under way for long, and not delivered yet',
  }),
  ...codeRows('pre_transit', {
    InfoReceived: 'the carrier has the order and will pick up the parcel',
  }),
  ...codeRows('in_transit', {
    InTransit: 'in transit',
    InTransit_PickedUp: 'the carrier has collected the parcel from the sender',
    InTransit_Departure: 'left the port of the country of origin',
    InTransit_Arrival: 'arrived at the port of the country of destination',
    InTransit_CustomsProcessing: 'undergoing customs clearance',
    InTransit_CustomsReleased: 'customs clearance is complete',
    PickedUp: 'picked up by the carrier',
    Departure: 'departed',
    Arrival: 'arrived',
  }),
  ...codeRows('exception/customs_information', {
    InTransit_CustomsRequiringInformation: 'information is needed for clearance',
  }),
  ...codeRows('available_for_pickup', { AvailableForPickup: 'at the pickup point' }),
  ...codeRows('out_for_delivery', { OutForDelivery: 'out for delivery' }),
  ...codeRows('attempted', { DeliveryFailure: 'delivery was attempted in vain' }),
  ...codeRows('attempted/nobody_home', { DeliveryFailure_NoBody: 'the recipient was not reached' }),
  ...codeRows('attempted/security', {
    DeliveryFailure_Security: 'security, clearance or fees stood in the way',
  }),
  ...codeRows('exception/refused', {
    DeliveryFailure_Rejected: 'the recipient refused the parcel',
    Exception_Rejected: 'the recipient refuses the parcel',
  }),
  ...codeRows('exception/address', { DeliveryFailure_InvalidAddress: 'the address is wrong' }),
  ...codeRows('delivered', { Delivered: 'delivered' }),
  ...codeRows('exception/other', { Exception: 'something is wrong' }),
  ...codeRows('return_to_sender', {
    Exception_Returning: 'on its way back to the sender',
    Returning: 'on its way back to the sender',
  }),
  ...codeRows('return_to_sender/returned', {
    Exception_Returned: 'the sender has it back',
    Returned: 'the sender has it back',
  }),
  ...codeRows('exception/nobody_home', { Exception_NoBody: 'the recipient cannot be found' }),
  ...codeRows('exception/security', { Exception_Security: 'security, clearance or fees' }),
  ...codeRows('exception/damage', { Exception_Damage: 'damaged' }),
  ...codeRows('in_transit/delay', { Exception_Delayed: 'delayed' }),
  ...codeRows('exception/loss', { Exception_Lost: 'lost' }),
  ...codeRows('exception/destroyed', { Exception_Destroyed: 'destroyed' }),
  ...codeRows('cancelled', { Exception_Cancel: 'the order was cancelled' }),
};

/** The states of API v1 (`e`) and of the buyer's web interface (`FPackageState`). */
export const STATES: CodeTable = {
  ...codeRows('info', { '0': 'not found', '20': 'expired' }),
  ...codeRows('in_transit', { '10': 'in transit' }),
  ...codeRows('available_for_pickup', { '30': 'to be picked up' }),
  ...codeRows('attempted', { '35': 'undelivered' }),
  ...codeRows('delivered', { '40': 'delivered' }),
  ...codeRows('exception/other', { '50': 'alert' }),
};

/** Carriers by 17TRACK's numbers, for bodies that give no carrier name. */
export const CARRIER_NAMES: Readonly<Record<string, string>> = {
  '1151': 'Australia Post',
  '3011': 'China Post',
  '3041': 'Canada Post',
  '7041': 'DHL Paket',
  '11031': 'Royal Mail',
  '14041': 'PostNL',
  '21051': 'USPS',
  '100001': 'DHL Express',
  '100002': 'UPS',
  '100003': 'FedEx',
  '100004': 'TNT',
  '100005': 'GLS',
};

/** Rejection codes: 17TRACK does not know the number, or has no information yet. */
export const REJECTIONS: Readonly<Record<string, 'not_found' | 'not_yet'>> = {
  '-18019902': 'not_found',
  '-18019909': 'not_yet',
};
