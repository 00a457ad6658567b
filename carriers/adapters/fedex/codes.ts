/**
 * FedEx's codes. Sources: event types from the tracking status codes in FedEx's API reference; AE,
 * AS, HA, IN, IP, PR, RA, RL and RT from its responses. Each row is checked against its words.
 * exception-codes.ts has the exception codes.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';
import { CUSTOMS, EXCEPTIONS } from './exception-codes.ts';

const MOVEMENTS: CodeTable = {
  ...codeRows('pre_transit', {
    OC: 'Shipment information sent to FedEx',
    OX: 'Shipment information sent to USPS',
    IN: 'Initiated',
    EP: 'Enroute to pickup',
    AP: 'At pickup',
    DS: 'Vehicle dispatched',
  }),
  ...codeRows('in_transit', {
    PU: 'Picked up',
    PX: 'Picked up (see details)',
    IP: 'In FedEx possession',
    AA: 'At airport',
    AC: 'At Canada Post facility',
    AE: 'Shipment arriving early',
    AF: 'At local FedEx facility',
    AO: 'Shipment arriving on time',
    AR: 'Arrived at FedEx location',
    AX: 'At USPS facility',
    BR: 'With broker',
    CC: 'Cleared customs',
    CP: 'Clearance in progress',
    CU: 'With customs',
    DP: 'Departed',
    EA: 'Enroute to airport; export approved',
    EO: 'Enroute to origin airport',
    FD: 'At FedEx destination facility',
    IT: 'In transit',
    IX: 'In transit (see details)',
    LO: 'Left origin',
    OF: 'At FedEx origin facility',
    OW: 'On the way',
    PF: 'Plane in flight',
    PL: 'Plane landed',
    PM: 'In progress',
    SF: 'At sort facility',
    TP: 'With transfer partner',
    TR: 'Transfer',
  }),
  ...codeRows('in_transit/delay', {
    DD: 'Delivery delay',
    DY: 'Delay',
    PD: 'Pickup delay',
    RL: 'Running late',
  }),
  ...codeRows('out_for_delivery', {
    OD: 'On FedEx vehicle for delivery',
    ED: 'Enroute to delivery',
    AD: 'At delivery',
  }),
  ...codeRows('available_for_pickup', {
    HL: 'Hold at location',
    HP: 'Ready for recipient pickup',
  }),
  ...codeRows('delivered', { DL: 'Delivered' }),
  // Delivered to its sender.
  ...codeRows('return_to_sender/returned', { 'DL/026': 'Delivered to shipper' }),
  // Ground's list of completed deliveries includes handovers to another carrier or to FedEx itself.
  ...codeRows('in_transit', {
    'DL/025': 'Tendered to US Postal Service',
    'DL/028': 'Tendered to connecting line carrier',
    'DL/029': 'Call tag package pickup',
  }),
  ...codeRows('exception/other', { DE: 'Delivery exception', SE: 'Shipment exception' }),
  ...codeRows('exception/customs', { CD: 'Clearance delay' }),
  ...codeRows('return_to_sender', {
    RS: 'Returning package to shipper',
    RT: 'Returned to shipper',
  }),
  // A link to a return label expired; no parcel was sent.
  ...codeRows('cancelled', {
    CA: 'Shipment cancelled',
    LP: 'Return label link cancelled by shipment originator',
    RD: 'Return label link expired',
  }),
  ...codeRows('info', {
    AS: 'Address corrected',
    CH: 'Location changed',
    DR: 'Vehicle furnished but not used',
    HA: 'Hold at location request accepted',
    PR: 'Redirect completed',
    RA: 'Address change requested',
    RC: 'Delivery option cancelled',
    RG: 'Return label link expiring soon',
    RM: 'Delivery option modified',
    RP: 'Return label link emailed to return sender',
    RR: 'Delivery option requested',
    SP: 'Split status',
  }),
};

/** Reasons for a delay. */
const LATE: CodeTable = codeRows('in_transit/weather', {
  '82': 'Local weather delay',
  '082': 'Local weather delay',
  WEATHER: 'Weather',
});

/** Keyed by event type, `type/exception code`, `type/exception words` or `type/delay type`. */
export const CODES: CodeTable = {
  ...MOVEMENTS,
  ...under('DE', EXCEPTIONS),
  ...under('SE', EXCEPTIONS),
  ...under('CD', CUSTOMS),
  ...under('DY', LATE),
  ...under('DD', LATE),
  ...under('PD', LATE),
};

function under(type: string, table: CodeTable): CodeTable {
  return Object.fromEntries(Object.entries(table).map(([code, row]) => [`${type}/${code}`, row]));
}
