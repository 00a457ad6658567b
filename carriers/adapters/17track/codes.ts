import { type CodeTable, rows } from '../../reading/code-table.ts';

/** By sub-status, by status alone, and by the stage of an event. */
export const CODES: CodeTable = {
  ...rows('info', {
    NotFound: 'no tracking information was found',
    Expired: 'under way for long, and not delivered yet',
  }),
  ...rows('pre_transit', { InfoReceived: 'the carrier has the order and will pick up the parcel' }),
  ...rows('in_transit', {
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
  ...rows('exception/customs_information', {
    InTransit_CustomsRequiringInformation: 'information is needed for clearance',
  }),
  ...rows('available_for_pickup', { AvailableForPickup: 'at the pickup point' }),
  ...rows('out_for_delivery', { OutForDelivery: 'out for delivery' }),
  ...rows('attempted', { DeliveryFailure: 'delivery was attempted in vain' }),
  ...rows('attempted/nobody_home', { DeliveryFailure_NoBody: 'the recipient was not reached' }),
  ...rows('attempted/security', {
    DeliveryFailure_Security: 'security, clearance or fees stood in the way',
  }),
  ...rows('exception/refused', {
    DeliveryFailure_Rejected: 'the recipient refused the parcel',
    Exception_Rejected: 'the recipient refuses the parcel',
  }),
  ...rows('exception/address', { DeliveryFailure_InvalidAddress: 'the address is wrong' }),
  ...rows('delivered', { Delivered: 'delivered' }),
  ...rows('exception/other', { Exception: 'something is wrong' }),
  ...rows('return_to_sender', {
    Exception_Returning: 'on its way back to the sender',
    Returning: 'on its way back to the sender',
  }),
  ...rows('return_to_sender/returned', {
    Exception_Returned: 'the sender has it back',
    Returned: 'the sender has it back',
  }),
  ...rows('exception/nobody_home', { Exception_NoBody: 'the recipient cannot be found' }),
  ...rows('exception/security', { Exception_Security: 'security, clearance or fees' }),
  ...rows('exception/damage', { Exception_Damage: 'damaged' }),
  ...rows('in_transit/delay', { Exception_Delayed: 'delayed' }),
  ...rows('exception/loss', { Exception_Lost: 'lost' }),
  ...rows('exception/destroyed', { Exception_Destroyed: 'destroyed' }),
  ...rows('cancelled', { Exception_Cancel: 'the order was cancelled' }),
};

/** The states of API v1 (`e`) and of the buyer's web interface (`FPackageState`). */
export const STATES: CodeTable = {
  ...rows('info', { '0': 'not found', '20': 'expired' }),
  ...rows('in_transit', { '10': 'in transit' }),
  ...rows('available_for_pickup', { '30': 'to be picked up' }),
  ...rows('attempted', { '35': 'undelivered' }),
  ...rows('delivered', { '40': 'delivered' }),
  ...rows('exception/other', { '50': 'alert' }),
};

/** Carriers by 17TRACK's numbers, for bodies that do not name the carrier beside its number. */
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

/** Why a number was rejected: that 17TRACK does not know it, or that it knows nothing of it yet. */
export const REJECTIONS: Readonly<Record<string, 'not_found' | 'not_yet'>> = {
  '-18019902': 'not_found',
  '-18019909': 'not_yet',
};
