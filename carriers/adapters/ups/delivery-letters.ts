/**
 * The two-letter codes of UPS's list "Delivery codes", type `D`. Source: UPS's appendix to the
 * Track API; each row is checked against its words. Half of the list is not a delivery: a delay, a
 * refusal, a pickup at the sender's door. Codes whose words do not say where the package is are
 * left out.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

/** Whole sentences, which UPS also sends without a code. */
export const DELIVERIES: CodeTable = {
  ...codeRows('delivered', {
    '2W': 'Package Picked Up At UPS Access Point',
    '9E': 'Commercial Inside Release',
    A0: 'Package Picked Up At USPS Facility',
    F4: 'Delivered',
    FS: 'Delivered',
    FT: 'The receiver has picked up their package.',
    KB: 'Delivered',
    KM: "The package was delivered at the receiver's location.",
    OO: 'Your UPS Premier Package Was Delivered',
    YC: 'Package Delivered By Local Post Office',
  }),
  ...codeRows('available_for_pickup', {
    '1N': 'The package was delivered to a locker and is awaiting customer pickup.',
    '2Q': 'Delivered To UPS Access Point™',
    '5F': 'Recipient did not collect the package; UPS Access Point™ returned package to inventory.',
    EP: 'Your UPS SurePost® package was delivered to the Post Office and it is being held for pickup.',
    ZI: 'Left At UPS Retail Location',
    ZP: 'Delivered to UPS Access Point™ location and awaiting customer pickup.',
    ZQ: 'Your Pkg Is Being Held For Collection',
  }),
  ...codeRows('in_transit', {
    '2D': 'Package Arrived At USPS Sort Facility',
    '2J': 'Package Departed From USPS Sort Facility',
    '4X': 'Delivery To UPS Facility See Alt Track #',
    F7: 'Your UPS SurePost® package was delivered to an Agent for final delivery.',
    YH: 'Post Office To Deliver In 1 To 2 Days',
  }),
  ...codeRows('out_for_delivery', { '2K': 'Package Out For Delivery With The USPS' }),
  ...codeRows('exception/refused', { '53': 'Receiver Refused Package' }),
  ...codeRows('exception/address', { '50': 'Not Delivered - Incorrect Address' }),
  ...codeRows('return_to_sender/returned', {
    B0: 'Package Delivered To Original Sender',
    // From recorded responses; no list has it with this type.
    UA: 'Package was returned to the sender',
  }),
};

/** Short words that have a meaning, as a delivery or not, only beside their code. */
export const SHORT_DELIVERIES: CodeTable = {
  ...codeRows('delivered', {
    '3F': 'Other Location At Address',
    '3G': 'Left With Individual',
    '3H': 'Neighbor - By Request',
    '8O': 'Management Office',
    AI: 'Dock',
    FV: 'Successful.',
    M1: 'Residential',
    M2: 'Commercial',
    M3: 'Front Desk',
    M4: 'Reception',
    M5: 'Mail Room',
    M6: 'Office',
    M7: 'Receiver',
    M8: 'Guard',
    M9: 'Door Person',
    MA: 'Hostess',
    MB: 'Janitor',
    MC: 'Store',
    MD: 'Warehouse',
    ME: 'Receiving office',
    MG: 'Met Customer',
    MH: 'Met Customer',
    MJ: 'Met Customer',
    MK: 'Met Customer',
    ML: 'Front Door',
    MM: 'Rear Door',
    MN: 'Side Door',
    MP: 'Garage',
    MQ: 'Porch',
    MR: 'Deck',
    MS: 'Patio',
    MU: 'Mailbox',
    MW: 'Carport',
    MX: 'Other - released',
    NL: 'As requested by the receiver, the package was left in a delivery bag.',
    NT: 'As requested by the receiver, the package was delivered to a meter box.',
    OZ: 'As requested by the receiver, the package was delivered to a security office.',
    PF: 'Inside Delivery',
    UC: 'Delivery completed.',
    ZE: 'Authorize Shipment Release Was Utilized',
    ZF: 'Shed',
    ZG: 'Concierge',
    ZH: 'Superintendent',
  }),
  ...codeRows('in_transit', {
    '7A': 'Delivery To UPS Ap Next Bus Day',
    '83': 'The freight shipment has cleared customs.',
    '85': 'The freight shipment has been processed to the warehouse.',
    '86': 'The freight shipment has been tendered to the designated broker.',
    BN: 'Package Has Cleared Customs',
    F0: 'Arrival Scan',
    F1: 'Delivery scheduled.',
    F3: 'Departure Scan',
    FB: 'Being Delivered - Address Corrected',
    VS: 'Shipment Tendered To UPS',
  }),
  ...codeRows('in_transit/partial', { KU: 'The entire shipment was not delivered.' }),
  ...codeRows('in_transit/delay', {
    '32': 'In-transit delay at UPS facility. Delivery is rescheduled.',
    '57': 'No Delivery Attempt On Scheduled Day',
    '7B': 'Non-Del To UPS Ap; Status Update Pending',
    EI: 'Delay For Mechanical Or Technical Reason',
    EK: 'Package Missed Scheduled Connection',
  }),
  ...codeRows('in_transit/weather', { CR: 'Delay - Local Weather', EJ: 'Delay - Local Weather' }),
  ...codeRows('in_transit/customs', {
    '70': 'Package Awaiting Customs Clearance',
    B2: 'Not Yet Released By Customs',
    DK: "Delay - Custom'S Pre-Inspection Required",
    L4: "Package Requires Custom's Inspection",
  }),
  ...codeRows('out_for_delivery', { '7K': 'Delivery Attempt In Progress' }),
  ...codeRows('attempted', { DO: 'Other non delivery.' }),
  ...codeRows('exception/address', {
    BO: 'Incorrect address.',
    CU: 'Not Delivered-Missing Or Illegible Label',
    DZ: 'Not Delivered - Room Number Needed',
  }),
  ...codeRows('exception/customs', { ST: 'Customs Reject' }),
  ...codeRows('exception/customs_information', { ET: 'Delay-More Government Documents Required' }),
  ...codeRows('exception/damage', { '28': 'Damaged Package Held At Transit Location' }),
  ...codeRows('exception/security', {
    BL: 'International - Commodity Restricted',
    RN: 'Shipment Contains Restricted Commodities',
  }),
  ...codeRows('exception/other', {
    BM: 'Package Dimensions Exceed Size Limit',
    BS: 'Not Forwarded-Unable To Contact Receiver',
    FC: 'Not Forwarded-Unable To Contact Receiver',
    HI: 'Package Intercepted',
  }),
  // Requests, and a label that UPS left with the customer.
  ...codeRows('info', {
    '8Q': 'Authorize Shipment Release Requested',
    AU: 'Receiver Requests Hold For Pickup',
    FD: 'Phone Number Obtained',
    MY: "Return service shipping label was left with the shipment's receiver.",
  }),
};
