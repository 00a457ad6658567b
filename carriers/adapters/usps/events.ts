/**
 * USPS's event codes, for events whose name is not known. Sources: USPS Publication 97 (appendix I)
 * and Publication 199, recorded responses. Each row is checked against its words; codes whose words
 * are not known are left out.
 */

import {
  type CodeReading,
  type CodeRow,
  type CodeTable,
  codeRows,
  findCode,
  normalizePhrase,
  readCodeRow,
} from '../../reading/code-table.ts';
import { EVENT_NAMES } from './event-names.ts';

export const EVENT_CODES: CodeTable = {
  ...codeRows('pre_transit', {
    '89': 'Merchant Order Receipt Notification',
    GX: 'Shipping Label Created, USPS Awaiting Item',
    MA: 'Pre-Shipment Info Sent to USPS, USPS Awaiting Item',
    NP: 'Origin Post is Preparing Shipment',
  }),
  ...codeRows('in_transit', {
    '03': 'Accept or Pickup (by carrier)',
    '06': 'Forwarded',
    '07': 'Arrival at Unit',
    '10': 'Processed',
    // Parcel Return Service: the agent who collects returns for a shop.
    '16': 'Available for Returns Agent',
    '17': 'Picked Up By Agent, Tendered to Returns Agent',
    '19': 'DC eVS Arrive',
    '41': 'Received at Opening Unit',
    '42': 'USPS Handoff to Shipping Partner',
    '43': 'Picked Up',
    // Another carrier delivers it: it is not at the customer yet.
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
  ...codeRows('in_transit/missorted', { '08': 'Missent', '15': 'Mis-shipped' }),
  ...codeRows('in_transit/rescheduled', { '71': 'Rescheduled to Next Delivery Day' }),
  ...codeRows('out_for_delivery', { OF: 'Out for Delivery' }),
  ...codeRows('delivered', {
    '01': 'Delivered',
    DL: 'Delivered',
    I0: 'Delivered Abroad',
  }),
  ...codeRows('available_for_pickup', {
    '14': 'Arrival at Pickup Point',
  }),
  ...codeRows('attempted', {
    '02': 'Attempted/Notice Left',
    '52': 'Notice Left',
    '54': 'Receptacle Full/Item Oversized',
    '55': 'No Secure Location Available',
    H0: 'Attempted Delivery Abroad',
  }),
  ...codeRows('attempted/closed', { '51': 'Business Closed', CA: 'Closed on Arrival' }),
  ...codeRows('attempted/nobody_home', {
    '56': 'No Authorized Recipient Available',
    NH: 'Not Home',
  }),
  ...codeRows('attempted/no_access', {
    '30': 'Delivery Attempted - No Access to Delivery Location',
    '53': 'Receptacle Blocked',
  }),
  ...codeRows('exception/refused', { '04': 'Refused', RD: 'Refused Delivery' }),
  ...codeRows('exception/address', { '05': 'Undeliverable as Addressed', BA: 'Bad Address' }),
  ...codeRows('exception/customs', { RE: 'Refused Entry by Customs' }),
  ...codeRows('exception/loss', { '11': 'Dead Letter' }),
  ...codeRows('return_to_sender', {
    '09': 'Return to Sender',
    '28': 'Return to Sender, Deceased',
    '29': 'Return to Sender, Other',
    '44': 'Customer Recall',
    H8: 'Foreign Return to Sender',
    K4: 'R.T.S: Improper Documentation',
    K6: 'R.T.S: Duty Nonpayment',
  }),
  ...codeRows('return_to_sender/address', {
    '21': 'No Such Number',
    '22': 'Insufficient Address',
    '23': 'Moved, Left No Address',
    '24': 'Forward Expired',
    '25': 'Addressee Unknown',
    '26': 'Vacant',
  }),
  ...codeRows('return_to_sender/unclaimed', {
    '27': 'Unclaimed',
    '31': 'Return to Sender/Not Picked Up',
    K5: 'R.T.S: Abandonment',
  }),
  ...codeRows('return_to_sender/returned', { RT: 'Returned to Consignor' }),
  ...codeRows('info', { DX: 'Delivery Status Not Updated', GC: 'Return Receipt Associated' }),
};

/** Categories of an item (`statusCategory`) and of a webhook's event (`IN_TRANSIT`). */
const CATEGORIES: CodeTable = {
  ...codeRows('pre_transit', { 'pre shipment': 'Pre-Shipment' }),
  ...codeRows('in_transit', {
    accepted: 'Accepted',
    acceptance: 'Acceptance',
    'in transit': 'In Transit',
    'moving through network': 'Moving Through Network',
    'delivered to agent': 'Delivered to Agent',
    'available for agent pickup': 'Available for Agent Pickup',
  }),
  ...codeRows('out_for_delivery', { 'out for delivery': 'Out for Delivery' }),
  ...codeRows('attempted', {
    'delivery attempt': 'Delivery Attempt',
    'delivery attempt: action needed': 'Delivery Attempt: Action Needed',
  }),
  ...codeRows('available_for_pickup', { 'available for pickup': 'Available for Pickup' }),
  ...codeRows('delivered', { delivered: 'Delivered' }),
  ...codeRows('exception/other', { alert: 'Alert' }),
  ...codeRows('return_to_sender', { 'return to sender': 'Return to Sender' }),
};

/**
 * Reads an event by its name, then its code, then the beginning of its name, then its category. The
 * reading keeps USPS's code.
 */
export function readEvent(
  code: string | null,
  name: string | null,
  category: string | null = null,
): CodeReading {
  const phrase = getName(name ?? '');
  const asked = code?.toUpperCase() ?? (phrase === '' ? (category ?? '') : phrase);
  const short = phrase.replace(/, usps awaiting item$/, '');
  const byName = findRow(EVENT_NAMES, phrase) ?? findRow(EVENT_NAMES, short);
  const byCode = findRow(EVENT_CODES, code?.toUpperCase().padStart(2, '0') ?? '');
  const row = byName ?? byCode ?? findRow(EVENT_NAMES, findHead(phrase)) ?? readCategory(category);
  return row ? readCodeRow(asked, row) : findCode({}, asked);
}

export function readCategory(category: string | null): CodeRow | undefined {
  return findRow(CATEGORIES, (category ?? '').toLowerCase().replaceAll(/[-_]/g, ' '));
}

/** Names with the same meaning whatever follows the comma or bracket. */
const HEADS = ['delivered', 'notice left', 'out for delivery', 'processing exception'];

function findHead(phrase: string): string {
  return (
    HEADS.find((head) => phrase.startsWith(`${head}, `) || phrase.startsWith(`${head} (`)) ?? ''
  );
}

/** Drops dates and numbers from names (`Reminder to pick up your item before June 3`). */
function getName(written: string): string {
  const phrase = normalizePhrase(written)
    .replace(/ before [a-z]+ \d{1,2}, \d{4}\b.*$/, '')
    .replace(/^(package research case \w+) \d+$/, '$1');
  return phrase.replace(/^(out for delivery), expected delivery by .+$/, '$1');
}

function findRow(table: CodeTable, key: string) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
