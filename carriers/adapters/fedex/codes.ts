import { type CodeTable, phrases, rows } from '../../reading/code-table.ts';

const MOVEMENTS: CodeTable = {
  ...rows('pre_transit', {
    OC: 'Shipment information sent to FedEx',
    OX: 'Shipment information sent to USPS',
    IN: 'Initiated',
    EP: 'Enroute to pickup',
    AP: 'At pickup',
    DS: 'Vehicle dispatched',
  }),
  ...rows('in_transit', {
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
  ...rows('in_transit/delay', {
    DD: 'Delivery delay',
    DY: 'Delay',
    PD: 'Pickup delay',
    RL: 'Running late',
  }),
  ...rows('out_for_delivery', {
    OD: 'On FedEx vehicle for delivery',
    ED: 'Enroute to delivery',
    AD: 'At delivery',
  }),
  ...rows('available_for_pickup', {
    HL: 'Hold at location',
    HP: 'Ready for recipient pickup',
  }),
  ...rows('delivered', { DL: 'Delivered' }),
  // A parcel that came back is delivered too: to its sender.
  ...rows('return_to_sender/returned', { 'DL/026': 'Delivered to shipper' }),
  ...rows('exception/other', { DE: 'Delivery exception', SE: 'Shipment exception' }),
  ...rows('exception/customs', { CD: 'Clearance delay' }),
  ...rows('return_to_sender', { RS: 'Returning package to shipper', RT: 'Returned to shipper' }),
  // Links for return labels die before there is a parcel.
  ...rows('cancelled', {
    CA: 'Shipment cancelled',
    LP: 'Return label link cancelled by shipment originator',
    RD: 'Return label link expired',
  }),
  ...rows('info', {
    CH: 'Location changed',
    DR: 'Vehicle furnished but not used',
    HA: 'Hold at location request accepted',
    RC: 'Delivery option cancelled',
    RG: 'Return label link expiring soon',
    RM: 'Delivery option modified',
    RP: 'Return label link emailed to return sender',
    RR: 'Delivery option requested',
    SP: 'Split status',
  }),
};

/** What keeps a parcel from its customer's door. */
const AT_THE_DOOR: CodeTable = {
  ...rows('attempted/nobody_home', {
    '08': 'Customer not available or business closed',
    '007': 'Customer not available or business closed',
  }),
  ...rows('attempted/closed', { '004': 'Business closed' }),
  ...rows('attempted/no_access', {
    '05': 'Customer security delay',
    '001': 'Customer security delay',
  }),
  ...rows('exception/closed', {
    '15': 'Business closed due to strike',
    '42': 'Business closed, delivery not attempted',
    '011': 'Business closed on Saturday, delivery not attempted',
    '059': 'Business closed, no delivery attempt',
    '083': 'Local delivery restriction or holiday, delivery not attempted',
  }),
  ...rows('exception/refused', {
    '07': 'Shipment refused by recipient',
    '006': 'Refused by recipient',
    '030': 'Refused at retail location',
  }),
  ...rows('exception/address', {
    '03': 'Incorrect address',
    '002': 'Incorrect recipient address',
    '003': 'Unable to locate recipient address',
    '033': 'Address search',
  }),
  ...rows('exception/payment_due', {
    '63': 'Package held for taxes',
    '93': 'Unable to collect payment or bill charges',
    '093': 'Unable to collect payment or bill charges',
  }),
  ...rows('in_transit/rescheduled', {
    '17': 'Customer requested future delivery',
    '034': 'Future delivery requested',
    '100': 'Customer request, no delivery attempt',
  }),
  // On its way to where it will be held: the hold itself is HL or HP.
  ...rows('in_transit', {
    A12: 'Hold at FedEx location request received',
    A13: 'Redirecting to FedEx Office',
    A47: 'FedEx redirected your package to a nearby FedEx location',
    '29': 'Reroute requested',
    '079': 'Enroute package transfer',
    '094': 'Out for delivery tomorrow',
    '095': 'Intra-FedEx transfer',
  }),
};

/** What goes wrong on the way. */
const ON_THE_WAY: CodeTable = {
  ...rows('exception/damage', {
    '10': 'Damaged, delivery not completed',
    '37': 'Observed package damage',
    '010': 'Inspection required',
    '039': 'Damaged, delivery not complete',
  }),
  ...rows('exception/missorted', {
    '12': 'Package sorted to wrong route',
    '18': 'Missort',
    '012': 'Package sorted to wrong route',
    '017': 'Misdelivered package picked up',
    '065': 'Misload',
  }),
  ...rows('exception/weather', { '82': 'Local weather delay', '082': 'Local weather delay' }),
  ...rows('exception/held', {
    '36': 'Holding in overgoods',
    '015': 'Holding package',
    '250': 'Unable to hold at location',
  }),
  ...rows('exception/delay', {
    A52: 'Package delayed',
    '01': 'Package not delivered, not attempted',
    '22': 'Package missed aircraft or truck',
    '31': 'Package at station, arrived after courier dispatch',
    '32': 'Plane arrived late at hub or ramp',
    '33': 'Vendor transportation delay',
    '41': 'Commitment not due, not attempted',
    '44': 'Package movement exception',
    '48': 'Package arrival past cutoff time',
    '53': 'Part of an incomplete shipment',
    '54': 'Possible delay',
    '84': 'Delay beyond our control',
    '85': 'Mechanical delay',
    '89': 'Transport accident, may delay',
    '016': 'Package on manifest, not on van',
    '027': 'Package not delivered, no attempt',
    '081': 'Contractor refused package',
  }),
  ...rows('exception/other', {
    '14': 'Undeliverable package',
    '20': 'Dangerous goods commodity unacceptable or incompatible',
    '25': 'Package received without tracking number',
    '38': 'Tracking number received without package',
    '57': 'Package manifested but not received',
    '78': 'Country or city not in service area',
    '91': 'Exceeds service limits',
    '099': 'Unable to deliver',
  }),
  ...rows('return_to_sender', { '060': 'Returning to shipper' }),
};

const CUSTOMS: CodeTable = {
  ...rows('exception/customs', {
    '55': 'Regulatory agency clearance delay',
    '60': 'Still in bond cage',
    '62': 'Customs paperwork transit',
    '64': 'Non-FedEx clearance',
    '73': 'Extra regulatory processing',
    '76': 'Customs entry and FedEx broker',
    '90': 'Customs paperwork outbound',
  }),
  ...rows('exception/customs_information', {
    '50': 'Improper or missing regulatory paperwork',
    '58': 'Unable to contact recipient for broker information',
    '61': 'Broker notification',
    '88': 'Missing commercial invoice',
  }),
  ...rows('exception/payment_due', { '63': 'Package held for taxes' }),
  ...rows('in_transit', { '65': 'Commercial customs release', '66': 'Customs release' }),
};

/** No trouble, unless the scan says that clearance takes long. */
const AT_CUSTOMS: CodeTable = rows('in_transit', {
  '71': 'Received at port of entry',
  '72': 'Package available for clearance',
  A25: 'Package available for clearance',
});

/** The same in words, for codes that are not above and scans without one. */
const IN_WORDS: CodeTable = {
  ...phrases('attempted/nobody_home', [
    'Customer not available or business closed',
    'Recipient not available or business closed',
    'Customer not available',
  ]),
  ...phrases('exception/closed', [
    'Business closed - No delivery attempt',
    'Local delivery restriction, delivery not attempted',
    'Local delivery restriction - Delivery not attempted',
  ]),
  ...phrases('exception/refused', [
    'Refused by recipient',
    'Shipment refused by recipient',
    'Shipment Refused by recipient - Refused by recipient',
  ]),
  ...phrases('exception/address', [
    'Incorrect address',
    'Incorrect recipient address',
    'Incorrect address - Recipient moved',
    'Unable to locate recipient address',
  ]),
  ...phrases('in_transit/rescheduled', [
    'Future delivery requested',
    'Customer requested future delivery',
    'Recipient requested future delivery',
  ]),
  ...phrases('exception/weather', [
    'Local weather delay - Delivery not attempted',
    'Local weather delay',
    'Weather delay',
  ]),
  ...phrases('exception/damage', [
    'Damaged, delivery not completed',
    'Damaged, handling per shipper instructions',
  ]),
  ...phrases('exception/missorted', ['Package sorted to wrong route']),
  ...phrases('exception/delay', [
    'Package delayed',
    'Delay beyond our control',
    'Package not delivered/not attempted',
    'Package at station, arrived after courier dispatch',
    'Package not due for delivery',
  ]),
  ...phrases('in_transit', [
    'Redirecting to FedEx Office',
    'FedEx redirected your package to a nearby FedEx location',
  ]),
  ...phrases('return_to_sender', [
    'Unable to deliver shipment, returned to shipper',
    'Unable to deliver shipment - Returning to shipper',
    'Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper',
    'Returning package to shipper',
    'Returned to shipper',
  ]),
};

/** While a parcel is only late, the weather is worth telling. */
const LATE: CodeTable = rows('in_transit/weather', {
  '82': 'Local weather delay',
  '082': 'Local weather delay',
  WEATHER: 'Weather',
});

/** By event type, `type/exception code`, `type/words of the exception` or `type/type of delay`. */
export const CODES: CodeTable = {
  ...MOVEMENTS,
  ...under('DE', { ...IN_WORDS, ...AT_CUSTOMS, ...CUSTOMS, ...ON_THE_WAY, ...AT_THE_DOOR }),
  ...under('SE', { ...IN_WORDS, ...AT_CUSTOMS, ...CUSTOMS, ...ON_THE_WAY, ...AT_THE_DOOR }),
  ...under('CD', CUSTOMS),
  ...under('DY', LATE),
  ...under('DD', LATE),
  ...under('PD', LATE),
};

function under(type: string, table: CodeTable): CodeTable {
  return Object.fromEntries(Object.entries(table).map(([code, row]) => [`${type}/${code}`, row]));
}
