import {
  type CodeTable,
  findCode,
  phraseOf,
  type Reading,
  readingOf,
  rows,
} from '../../reading/code-table.ts';
import { EVENT_NAMES } from './phrases.ts';

export const EVENT_CODES: CodeTable = {
  ...rows('pre_transit', {
    '89': 'Merchant Order Receipt Notification',
    GX: 'Shipping Label Created, USPS Awaiting Item',
    MA: 'Pre-Shipment Info Sent to USPS, USPS Awaiting Item',
    NP: 'Origin Post is Preparing Shipment',
  }),
  ...rows('in_transit', {
    '03': 'Accept or Pickup (by carrier)',
    '06': 'Forwarded',
    '07': 'Arrival at Unit',
    '10': 'Processed',
    '19': 'DC eVS Arrive',
    '41': 'Received at Opening Unit',
    '42': 'USPS Handoff to Shipping Partner',
    '43': 'Picked Up',
    // For final delivery by somebody else: not yet at the customer.
    '60': 'Tendered to Agent for Final Delivery',
    '80': 'Picked Up by Shipping Partner, USPS Awaiting Item',
    '81': 'Arrived Shipping Partner Facility, USPS Awaiting Item',
    '82': 'Departed Shipping Partner Facility, USPS Awaiting Item',
    '83': 'Tendered to Postal Service',
    A1: 'Arrived at USPS Facility',
    AD: 'Acceptance at Destination',
    EF: 'Departed Sort Facility',
    MR: 'Picked Up and Processed by Agent',
    NT: 'In Transit to Next Facility',
    OA: 'Origin Acceptance',
    PA: 'Passive Acceptance, Shipment Acceptance',
    PC: 'Sorting/Processing Complete',
    SF: 'Departed Post Office',
    T1: 'Departed USPS Facility',
    TL: 'In Transit to Next Facility',
    TM: 'Shipment Received, Package Acceptance Pending',
    UA: 'Accepted at USPS Facility',
  }),
  ...rows('in_transit/missorted', { '08': 'Missent', '15': 'Mis-shipped' }),
  ...rows('in_transit/rescheduled', { '71': 'Rescheduled to Next Delivery Day' }),
  ...rows('out_for_delivery', { OF: 'Out for Delivery' }),
  ...rows('delivered', {
    '01': 'Delivered',
    '17': 'Picked Up By Agent',
    DL: 'Delivered',
    I0: 'Delivered Abroad',
  }),
  ...rows('available_for_pickup', {
    '14': 'Arrival at Pickup Point',
    '16': 'Available for Pickup',
  }),
  ...rows('attempted', {
    '02': 'Attempted/Notice Left',
    '52': 'Notice Left',
    '54': 'Receptacle Full/Item Oversized',
    '55': 'No Secure Location Available',
    H0: 'Attempted Delivery Abroad',
  }),
  ...rows('attempted/closed', { '51': 'Business Closed', CA: 'Closed on Arrival' }),
  ...rows('attempted/nobody_home', {
    '56': 'No Authorized Recipient Available',
    NH: 'Not Home',
  }),
  ...rows('attempted/no_access', {
    '30': 'Delivery Attempted - No Access to Delivery Location',
    '53': 'Receptacle Blocked',
  }),
  ...rows('exception/refused', { '04': 'Refused', RD: 'Refused Delivery' }),
  ...rows('exception/address', { '05': 'Undeliverable as Addressed', BA: 'Bad Address' }),
  ...rows('exception/customs', { RE: 'Refused Entry by Customs' }),
  ...rows('exception/destroyed', { '11': 'Dead MessageContent' }),
  ...rows('return_to_sender', {
    '09': 'Return to Sender',
    '28': 'Return to Sender, Deceased',
    '29': 'Return to Sender, Other',
    '44': 'Customer Recall',
    H8: 'Foreign Return to Sender',
    K4: 'R.T.S: Improper Documentation',
    K6: 'R.T.S: Duty Nonpayment',
  }),
  ...rows('return_to_sender/address', {
    '21': 'No Such Number',
    '22': 'Insufficient Address',
    '23': 'Moved, Left No Address',
    '24': 'Forward Expired',
    '25': 'Addressee Unknown',
    '26': 'Vacant',
  }),
  ...rows('return_to_sender/unclaimed', {
    '27': 'Unclaimed',
    '31': 'Return to Sender/Not Picked Up',
    K5: 'R.T.S: Abandonment',
  }),
  ...rows('return_to_sender/returned', { RT: 'Returned to Consignor' }),
  ...rows('info', { DX: 'Delivery Status Not Updated', GC: 'Return Receipt Associated' }),
};

/** Of the item as a whole (`statusCategory`), and of a webhook's event (`IN_TRANSIT`). */
const CATEGORIES: CodeTable = {
  ...rows('pre_transit', { 'pre shipment': 'Pre-Shipment' }),
  ...rows('in_transit', {
    accepted: 'Accepted',
    acceptance: 'Acceptance',
    'in transit': 'In Transit',
    'moving through network': 'Moving Through Network',
    'delivered to agent': 'Delivered to Agent',
  }),
  ...rows('out_for_delivery', { 'out for delivery': 'Out for Delivery' }),
  ...rows('attempted', {
    'delivery attempt': 'Delivery Attempt',
    'delivery attempt: action needed': 'Delivery Attempt: Action Needed',
  }),
  ...rows('available_for_pickup', { 'available for pickup': 'Available for Pickup' }),
  ...rows('delivered', { delivered: 'Delivered' }),
  ...rows('exception/other', { alert: 'Alert' }),
  ...rows('return_to_sender', { 'return to sender': 'Return to Sender' }),
};

/**
 * What an event says: its name, where that is known, then its code, the beginning of its name, its
 * category. The reading keeps USPS's code, so that one sees what was said.
 */
export function readEvent(
  code: string | null,
  name: string | null,
  category: string | null = null,
): Reading {
  const phrase = nameOf(name ?? '');
  const asked = code?.toUpperCase() ?? (phrase === '' ? (category ?? '') : phrase);
  const short = phrase.replace(/, usps awaiting item$/, '');
  const kind = (category ?? '').toLowerCase().replaceAll(/[-_]/g, ' ');
  const byName = own(EVENT_NAMES, phrase) ?? own(EVENT_NAMES, short);
  const byCode = own(EVENT_CODES, code?.toUpperCase().padStart(2, '0') ?? '');
  const row = byName ?? byCode ?? own(EVENT_NAMES, headOf(phrase)) ?? own(CATEGORIES, kind);
  return row ? readingOf(asked, row) : findCode({}, asked);
}

/** What comes before a comma or a bracket, where USPS writes there only how and where. */
const HEADS = ['delivered', 'notice left', 'out for delivery', 'processing exception'];

function headOf(phrase: string): string {
  return (
    HEADS.find((head) => phrase.startsWith(`${head}, `) || phrase.startsWith(`${head} (`)) ?? ''
  );
}

/** Names come with another date or number in each (`Reminder to pick up your item before June 3`). */
function nameOf(written: string): string {
  const phrase = phraseOf(written)
    .replace(/ before [a-z]+ \d{1,2}, \d{4}$/, '')
    .replace(/^(package research case \w+) \d+$/, '$1');
  return phrase.replace(/^(out for delivery), expected delivery by .+$/, '$1');
}

function own(table: CodeTable, key: string) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
