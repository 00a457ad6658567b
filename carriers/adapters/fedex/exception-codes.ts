/**
 * FedEx's exception codes. Sources: FedEx's scan codes (DEX, STAT), the status codes of FedEx
 * Ground (OP-324), FedEx's sandbox and responses of both of its APIs.
 *
 * The spelling shows who scanned: two digits are Express, three are Ground, and their meanings
 * differ. `07` is a refusal; `007` means that nobody was at home.
 */

import { type CodeTable, codeRows, phraseRows } from '../../reading/code-table.ts';

/** The parcel does not reach its customer at the door. */
const AT_THE_DOOR: CodeTable = {
  ...codeRows('attempted/nobody_home', {
    '08': 'Customer not available or business closed',
    '007': 'Customer not available or business closed',
  }),
  ...codeRows('attempted/closed', { '004': 'Business closed' }),
  ...codeRows('attempted/no_access', {
    '05': 'Customer security delay',
    '001': 'Customer security delay',
  }),
  ...codeRows('exception/closed', {
    '15': 'Business closed due to strike',
    '42': 'Business closed, delivery not attempted',
    '011': 'Business closed on Saturday, delivery not attempted',
    '059': 'Business closed, no delivery attempt',
    '083': 'Local delivery restriction or holiday, delivery not attempted',
  }),
  ...codeRows('exception/refused', {
    '07': 'Shipment refused by recipient',
    '006': 'Refused by recipient',
    '030': 'Refused at retail location',
  }),
  ...codeRows('exception/address', {
    '03': 'Incorrect address',
    '002': 'Incorrect recipient address',
    '003': 'Unable to locate recipient address',
    '033': 'Address search',
  }),
  ...codeRows('exception/payment_due', {
    '63': 'Package held for taxes',
    '93': 'Unable to collect payment or bill charges',
    '093': 'Unable to collect payment or bill charges',
  }),
  ...codeRows('in_transit/rescheduled', {
    '17': 'Customer requested future delivery',
    '034': 'Future delivery requested',
    '100': 'Customer request, no delivery attempt',
  }),
  // On its way to the place that will hold it. The hold itself is HL or HP.
  ...codeRows('in_transit', {
    A12: 'Hold at FedEx location request received',
    A13: 'Redirecting to FedEx Office',
    A47: 'FedEx redirected your package to a nearby FedEx location',
    '29': 'Reroute requested',
    '079': 'Enroute package transfer',
    '094': 'Out for delivery tomorrow',
    '095': 'Intra-FedEx transfer',
  }),
};

/** Something goes wrong on the way. */
const ON_THE_WAY: CodeTable = {
  ...codeRows('exception/damage', {
    '10': 'Damaged, delivery not completed',
    '37': 'Observed package damage',
    '010': 'Inspection required',
    '039': 'Damaged, delivery not complete',
  }),
  ...codeRows('exception/missorted', {
    '12': 'Package sorted to wrong route',
    '18': 'Missort',
    '012': 'Package sorted to wrong route',
    '017': 'Misdelivered package picked up',
    '065': 'Misload',
  }),
  ...codeRows('exception/weather', { '82': 'Local weather delay', '082': 'Local weather delay' }),
  ...codeRows('exception/held', {
    '36': 'Holding in overgoods',
    '015': 'Holding package',
    '250': 'Unable to hold at location',
  }),
  ...codeRows('exception/delay', {
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
  ...codeRows('exception/other', {
    '20': 'Dangerous goods commodity unacceptable or incompatible',
    '25': 'Package received without tracking number',
    '38': 'Tracking number received without package',
    '57': 'Package manifested but not received',
    '78': 'Country or city not in service area',
    '91': 'Exceeds service limits',
    '099': 'Unable to deliver',
  }),
  ...codeRows('return_to_sender', {
    '14': 'Return tracking number',
    '060': 'Returning to shipper',
  }),
};

export const CUSTOMS: CodeTable = {
  ...codeRows('exception/customs', {
    '55': 'Regulatory agency clearance delay',
    '60': 'Still in bond cage',
    '62': 'Customs paperwork transit',
    '64': 'Non-FedEx clearance',
    '73': 'Extra regulatory processing',
    '76': 'Customs entry and FedEx broker',
    '90': 'Customs paperwork outbound',
  }),
  ...codeRows('exception/customs_information', {
    '50': 'Improper or missing regulatory paperwork',
    '58': 'Unable to contact recipient for broker information',
    '61': 'Broker notification',
    '88': 'Missing commercial invoice',
  }),
  ...codeRows('exception/payment_due', { '63': 'Package held for taxes' }),
  ...codeRows('in_transit', { '65': 'Commercial customs release', '66': 'Customs release' }),
};

/** Clearance is a problem only if the scan says that it takes long. */
const AT_CUSTOMS: CodeTable = codeRows('in_transit', {
  '71': 'Received at port of entry',
  '72': 'Package available for clearance',
  A25: 'Package available for clearance',
});

/** The same in words, for other codes and for scans without a code. */
export const IN_WORDS: CodeTable = {
  ...phraseRows('attempted/nobody_home', [
    'Customer not available or business closed',
    'Recipient not available or business closed',
    'Customer not available',
  ]),
  ...phraseRows('exception/closed', [
    'Business closed - No delivery attempt',
    'Local delivery restriction, delivery not attempted',
    'Local delivery restriction - Delivery not attempted',
  ]),
  ...phraseRows('exception/refused', [
    'Refused by recipient',
    'Shipment refused by recipient',
    'Shipment Refused by recipient - Refused by recipient',
  ]),
  ...phraseRows('exception/address', [
    'Incorrect address',
    'Incorrect recipient address',
    'Incorrect address - Recipient moved',
    'Unable to locate recipient address',
  ]),
  ...phraseRows('in_transit/rescheduled', [
    'Future delivery requested',
    'Customer requested future delivery',
    'Recipient requested future delivery',
  ]),
  ...phraseRows('exception/weather', [
    'Local weather delay - Delivery not attempted',
    'Local weather delay',
    'Weather delay',
  ]),
  ...phraseRows('exception/damage', [
    'Damaged, delivery not completed',
    'Damaged, handling per shipper instructions',
  ]),
  ...phraseRows('exception/missorted', ['Package sorted to wrong route']),
  ...phraseRows('exception/delay', [
    'Package delayed',
    'Delay beyond our control',
    'Package not delivered/not attempted',
    'Package at station, arrived after courier dispatch',
    'Package not due for delivery',
  ]),
  ...phraseRows('in_transit', [
    'Redirecting to FedEx Office',
    'FedEx redirected your package to a nearby FedEx location',
  ]),
  ...phraseRows('return_to_sender', [
    'Unable to deliver shipment, returned to shipper',
    'Unable to deliver shipment - Returning to shipper',
    'Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper',
    'Returning package to shipper',
    'Returned to shipper',
  ]),
};

/** Keyed by exception code and by the words of the exception. */
export const EXCEPTIONS: CodeTable = {
  ...IN_WORDS,
  ...AT_CUSTOMS,
  ...CUSTOMS,
  ...ON_THE_WAY,
  ...AT_THE_DOOR,
};
