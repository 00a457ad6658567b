/**
 * Checkpoints of DHL Express, with the same two-letter codes in all its formats. Sources: DHL's
 * list of Express event codes for the MyDHL API and Shipment Tracking – Unified (2024), and its
 * older list for XML Services, which includes the network's internal codes. The words are DHL's.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

export const CHECKPOINTS: CodeTable = {
  ...codeRows('pre_transit', {
    SD: 'Shipment information received',
    DU: 'Shipment information received',
  }),
  ...codeRows('in_transit', {
    PU: 'Shipment picked up',
    SA: 'Shipment acceptance',
    PO: 'Departing origin',
    PL: 'Processed at location',
    DF: 'Departed facility',
    AF: 'Arrived at facility',
    AR: 'Arrived at delivery facility',
    CI: 'Facility check-in',
    CU: 'Confirm uplift',
    LV: 'Load vehicle',
    UV: 'Unload vehicle',
    SM: 'Scheduled for movement',
    TR: 'Record of transfer',
    HN: 'Handover',
    HO: 'Lodged out of held inventory control',
    FD: 'Forward destination, delivery details expected',
    TP: 'Forwarded to third party, no delivery details',
    SI: 'Shipment inspection',
    // Regular customs steps: presented, answered, released. None is a problem.
    ES: 'Entry submitted',
    BL: 'Bond location',
    IC: 'In clearance processing',
    RR: 'Response received, customs status updated',
    BN: 'Customer broker notified',
    BR: 'Broker release',
    CR: 'Clearance release',
  }),
  ...codeRows('in_transit/delay', {
    MD: 'Missed delivery cycle',
    ND: 'Not delivered',
    NA: 'Not arrived',
    TD: 'Transport delay',
  }),
  ...codeRows('in_transit/missorted', {
    MS: 'Mis-sort',
    MC: 'Miscode',
    IR: 'Incorrect route',
  }),
  ...codeRows('in_transit/rescheduled', { AD: 'Agreed delivery' }),
  ...codeRows('out_for_delivery', { WC: 'With delivering courier' }),
  ...codeRows('attempted/nobody_home', { NH: 'Not home' }),
  ...codeRows('attempted/closed', { CA: 'Closed on arrival' }),
  ...codeRows('available_for_pickup', { CC: 'Awaiting consignee collection' }),
  ...codeRows('delivered', { OK: 'Delivery' }),
  ...codeRows('delivered/damage', { DD: 'Delivered damaged' }),
  ...codeRows('exception/address', { BA: 'Bad address', CM: 'Customer moved' }),
  ...codeRows('exception/refused', { RD: 'Refused delivery' }),
  ...codeRows('exception/customs', { UD: 'Uncontrollable clearance delay' }),
  // The shipper or the recipient can end it: a document or information is missing.
  ...codeRows('exception/customs_information', { CD: 'Controllable clearance delay' }),
  ...codeRows('exception/payment_due', { HP: 'Held for payment' }),
  ...codeRows('exception/held', {
    OH: 'On hold',
    SS: 'Shipment stopped',
    ST: 'Shipment intercept',
    HI: 'Lodged into held inventory control',
  }),
  ...codeRows('exception/damage', { DM: 'Damaged' }),
  ...codeRows('exception/destroyed', { DS: 'Destroyed / disposal' }),
  ...codeRows('exception/security', { DP: 'Denied parties' }),
  // Some pieces of the shipment are not delivered.
  ...codeRows('in_transit/partial', { PD: 'Partial delivery' }),
  ...codeRows('exception/other', { CS: 'Closed shipment' }),
  ...codeRows('return_to_sender/returned', { RT: 'Returned to consignor' }),
  ...codeRows('info', {
    DI: 'Duty invoice',
    PY: 'Payment',
    EM: 'Electronic data merge',
    IA: 'Image available',
    RW: 'Weigh and dimension',
    SC: 'Service changed',
    TI: 'Trace initiated',
    TT: 'Trace terminated',
  }),
};

/** Words of DHL's older lists that mean something else than the code does now. */
export const OLDER_WORDS: CodeTable = codeRows('info', {
  'DS/shipper contacted': 'Shipper contacted',
});
