/**
 * Reads UPS's status codes. Sources: UPS's appendix to the Track API (developer.ups.com): status
 * description codes, movement scans, package exceptions, manifest codes, updates, Mail Innovations,
 * freight.
 *
 * Thirty-two of the two-letter codes appear in more than one of those lists, with a different
 * meaning in each (`DL`: driver load, and a package on its way back). One code has opposite
 * meanings, depending on the three digits beside it (`RZ/012` awaits release, `RZ/014` is
 * released). So the three digits decide first, then UPS's own sentence, then the two letters
 * together with the type; the letters alone decide nothing.
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
import { correctDelivered, refineMovement } from '../../reading/correct-by-words.ts';
import { SENTENCES, TYPED_CODES } from './letters.ts';

/** Keyed by `statusCode` (Track API) or `descriptionCode` (Track Alert). */
export const STATUS_CODES: CodeTable = {
  ...codeRows('pre_transit', {
    '003': 'Shipment Ready for UPS',
    '044': 'On the Way to UPS',
    '045': 'On the Way to UPS',
    '065': 'Pickup Attempted',
    '077': 'Scheduled for Pickup Today',
    '079': 'Order Processed: In Transit to UPS',
    '080': 'Order Processed: Ready for UPS',
    '131': 'Final Pickup Attempted',
    '135': 'Second Pickup Attempted',
    '157': 'Shipment Ready for UPS',
    '166': 'Shipment Ready for Roadie',
  }),
  ...codeRows('cancelled', { '007': 'Shipment Information Voided', '043': 'Voided Pickup' }),
  ...codeRows('in_transit', {
    '005': 'On the Way',
    '010': 'On the Way',
    '014': 'Clearance Completed',
    '016': 'In Warehouse',
    '025': 'On the Way',
    '038': 'Picked Up by UPS',
    '039': 'On the Way',
    '047': 'On the Way',
    '057': 'On the Way to a Local UPS Access Point™',
    '070': 'Package not at UPS Access Point™ yet',
    '071': 'Preparing for Delivery',
    // Loaded on Saturday, it may be for Monday: not yet out for delivery.
    '072': 'Loaded on Delivery Vehicle',
    '073': 'In Transit to UPS Delivery Partner',
    '074': 'UPS Delivery Partner has Shipment',
    '075': 'Scheduled for Delivery',
    '084': 'Cleared',
    '087': 'On the Way',
    '093': 'Premier Recovery In Progress',
    '094': 'Premier Recovery Completed',
    '134': 'Cleared Import Customs',
    '137': 'Transferred to UPS Delivery Partner',
    '138': 'Awaiting Scheduled Departure',
    // Another carrier delivers it: it is not at the customer yet.
    '143': 'Delivered to Agent',
    '158': 'On the Way',
    '159': 'On the Way',
    '160': 'We Have Your Package',
    '164': 'On the Way',
    '165': 'On the Way',
    '167': 'Dropped off at UPS Store by Customer',
    '168': 'Dropped off at Retail Location by Customer',
    '169': 'Dropped off at a UPS Access Point by Customer',
  }),
  ...codeRows('in_transit/customs', {
    '012': 'Clearance in Progress',
    '092': 'Customs Clearance in Progress',
  }),
  ...codeRows('in_transit/delay', {
    '046': 'Delay',
    '048': 'Delay',
    '049': 'Delay: Action Required',
    '086': 'Delay',
    '090': 'Delay',
    '132': 'Airport Security Delay',
  }),
  ...codeRows('in_transit/weather', {
    '032': 'Adverse Weather May Cause Delay',
    '051': 'Delay: Emergency Situation or Severe Weather',
    '052': 'Delay: Severe Weather',
    '053': 'Delay: Severe Weather',
  }),
  ...codeRows('in_transit/rescheduled', {
    '055': 'Rescheduled Delivery',
    '136': 'Delivery Rescheduled for Saturday',
  }),
  ...codeRows('out_for_delivery', {
    '006': 'Out for Delivery',
    '021': 'Out for Delivery',
    '037': 'Out for Delivery',
    '078': 'Your Driver is Arriving Soon!',
    '089': 'Out for Delivery',
    '091': 'Out for Delivery',
    '146': 'Out for Delivery',
    '162': 'Out for Delivery',
  }),
  ...codeRows('attempted', {
    '022': 'First Attempt Made',
    '023': 'Second Delivery Attempted',
    '024': 'Final Attempt Made',
    '060': 'Delivery Attempted',
    '061': 'Delivery Attempted: Adult Signature Required',
    '066': 'Post Office Delivery Attempted',
    '145': 'Delivery Attempted',
  }),
  ...codeRows('attempted/payment_due', { '062': 'Delivery Attempted: Funds Required' }),
  ...codeRows('available_for_pickup', {
    '017': 'Held for Customer Pickup',
    '040': 'Ready for Customer Pickup',
    '144': 'Delivered to Post Office for Pickup',
    '161': 'Delivered to UPS Access Point',
  }),
  ...codeRows('delivered', { '011': 'Delivered', '026': 'Delivered by Local Post Office' }),
  ...codeRows('exception/other', {
    '013': 'Exception',
    '029': 'Exception: Action Required',
    '030': 'Local Post Office Exception',
    '069': 'Unable to Deliver',
    '076': 'UPS Delivery Partner Exception',
  }),
  ...codeRows('exception/held', { '019': 'Held for Future Delivery', '083': 'Held' }),
  ...codeRows('exception/address', { '050': 'Address Information Required' }),
  ...codeRows('exception/customs_information', {
    '058': 'Clearance Information Required',
    '124': 'Clearance Information Needed',
    '125': 'Clearance Information Needed',
    '141': 'Incomplete Documentation Received',
  }),
  ...codeRows('exception/customs', {
    '123': 'Pending Release From Non-UPS Broker',
    '126': 'Pending Government Agency Release',
  }),
  ...codeRows('exception/damage', { '059': 'Damage Reported' }),
  ...codeRows('exception/refused', { '064': 'Delivery Refused' }),
  ...codeRows('exception/payment_due', { '085': 'Held for COD Payment' }),
  ...codeRows('exception/no_access', { '139': 'Security Access Required' }),
  ...codeRows('exception/loss', {
    '068': 'Sent to Lost and Found',
    '147': 'Seized by Law Enforcement, No Longer in UPS possession',
  }),
  ...codeRows('exception/destroyed', {
    '149': 'Prohibited Contents, Package Destroyed No Longer in UPS possession',
  }),
  ...codeRows('return_to_sender', {
    '033': 'Return to Sender Requested',
    '035': 'Returning to Sender',
    '036': 'Returning to Sender: In Transit',
    '117': 'Return by Saturday Confirmed',
    '118': 'Return to Sender Confirmed',
    '119': 'Return to Sender Requested',
  }),
  ...codeRows('return_to_sender/returned', {
    '034': 'Returned to Sender',
    '067': 'Returned to Sender by Post Office',
    '081': 'Returned - Damage Reported',
  }),
  // Requests to UPS, claims, photos and new dates change no status.
  ...codeRows('info', {
    '000': 'Status Not Available',
    '018': 'Delivery Change Requested: Hold for Pickup',
    '020': 'Held for Future Delivery Requested',
    '027': 'Delivery Address Change Requested',
    '028': 'Delivery Address Changed',
    '041': 'Service Upgrade Requested',
    '042': 'Service Upgraded',
    '054': 'Delivery Change Requested',
    '056': 'Service Upgrade Requested',
    '063': 'Delivery Change Completed',
    '082': 'Delivery Instructions Received',
    '088': 'Test',
    '095': 'Additional Attempt Requested',
    '096': 'Address Change Confirmed',
    '097': 'Address Change Requested',
    '098': 'Deliver to Original Address Requested',
    '099': 'Deliver to Original Address Confirmed',
    '100': 'Hold at UPS Access Point™ Confirmed',
    '101': 'Hold at UPS Access Point™ Requested',
    '102': 'Hold for Courier Requested',
    '103': 'Hold for Courier Confirmed',
    '104': 'Hold for Instructions Confirmed',
    '105': 'Hold for Instructions Requested',
    '106': 'Hold for Pickup Confirmed',
    '107': 'Hold for Pickup Requested',
    '108': 'Hold for Pickup Today Confirmed',
    '109': 'Hold for Pickup Today Requested',
    '110': 'Refrigeration Confirmed',
    '111': 'Refrigeration Requested',
    '112': 'Re-Ice Confirmed',
    '113': 'Re-Ice Requested',
    '114': 'Request Canceled',
    '115': 'Reschedule Delivery Confirmed',
    '116': 'Reschedule Delivery Requested',
    '120': 'Saturday Delivery Confirmed',
    '121': 'Saturday Delivery Requested',
    '122': 'Upgrade Confirmed',
    '127': 'Investigation Closed',
    '128': 'Investigation Canceled',
    '129': 'Investigation Opened',
    '130': 'Claim in Progress',
    '133': 'Return Label Left With Customer',
    '140': 'Claim Paid - Claim Payment Has Been Processed.',
    '142': 'Claim Voided',
    '148': 'Package Information Unavailable',
    '153': 'Updated Delivery Time',
    '154': 'Updated Delivery Date',
    '155': 'Delivery Photo',
    '163': 'Package Information Unavailable',
  }),
};

/** A manifest is about packages that UPS does not have yet. With any other type it is a mistake. */
const MANIFEST_ONLY = ['003', '007', '157', '166'];

export interface UpsStatus {
  /** `D`, `I`, `M`, `MV`, `X`, `U`; in some responses also `O` and `P`. */
  readonly type: string | null;
  /** Two letters or digits. */
  readonly code: string | null;
  /** Three digits. */
  readonly statusCode: string | null;
  readonly description: string | null;
}

export function readStatus(status: UpsStatus): CodeReading {
  const type = status.type?.toUpperCase() ?? '';
  const letters = status.code?.toUpperCase().padStart(2, '0') ?? '';
  const digits = status.statusCode?.padStart(3, '0') ?? '';
  const byLetters = findRow(TYPED_CODES, `${type}/${letters}`);
  const bySentence = findRow(SENTENCES, normalizePhrase(status.description ?? ''));
  const byDigits = findRow(STATUS_CODES, digits);
  if (byDigits && fits(type, digits)) {
    const row = findOtherThanDelivered(byDigits, [bySentence, byLetters]) ?? byDigits;
    return readCodeRow(`${type}/${digits}`, refineRow(row, byLetters));
  }
  const row = bySentence ?? byLetters;
  const code = `${type}/${letters}`;
  if (row) return readCodeRow(code, findOtherThanDelivered(row, [byLetters]) ?? row);
  const unknown = findCode({}, `${type}/${digits === '' ? letters : digits}`);
  if (type === 'D') return readOtherThanDelivered(unknown, status.description);
  return refineMovement(unknown, status.description);
}

/** `D/B0/011` is delivered to the sender: a delivery counts only if nothing else contradicts it. */
function findOtherThanDelivered(
  row: CodeRow,
  others: readonly (CodeRow | null)[],
): CodeRow | undefined {
  if (row.status !== 'delivered') return undefined;
  return others.find((other) => other !== null && other.status !== 'delivered') ?? undefined;
}

/** Some codes of type `D` are in no list. Their words may still rule out a delivery. */
function readOtherThanDelivered(unknown: CodeReading, words: string | null): CodeReading {
  const delivered = readCodeRow(unknown.code, { status: 'delivered', words: '' });
  const reading = correctDelivered(delivered, words);
  return reading.status === 'delivered' ? unknown : reading;
}

/**
 * The digits say what happened. If they are vague, the letters may say more, except for good news:
 * `RZ` means "pending release", but UPS also sends it with a release.
 */
function refineRow(row: CodeRow, byLetters: CodeRow | null): CodeRow {
  if (!byLetters?.status || byLetters.status === 'delivered') return row;
  const isException = row.status === 'exception' && row.reason === 'other';
  if (isException) return byLetters;
  // "Damage Reported", and the letters say that the goods go back.
  if (row.status === 'exception' && byLetters.status === 'return_to_sender') return byLetters;
  const goesOn = row.status === 'in_transit' && (!row.reason || row.reason === 'delay');
  if (goesOn && byLetters.status === 'return_to_sender') return byLetters;
  const isOpen = row.reason === 'delay' || (!row.reason && row.status === 'attempted');
  if (!isOpen || byLetters.status !== row.status || !byLetters.reason) return row;
  return { ...row, reason: byLetters.reason };
}

function fits(type: string, digits: string): boolean {
  return !MANIFEST_ONLY.includes(digits) || ['', 'M', 'MV', 'MX', 'NA'].includes(type);
}

function findRow(table: CodeTable, code: string): CodeRow | null {
  return (Object.hasOwn(table, code) ? table[code] : undefined) ?? null;
}
