/**
 * UPS's two-letter codes, each with the type whose list contains it, and UPS's sentences. They
 * apply when the three digits are missing (legacy responses) or vague. Sources: as in codes.ts; the
 * sentences of the Track API from recorded responses. Each row is checked against its words.
 */

import {
  type CodeMeaning,
  type CodeTable,
  codeRows,
  normalizePhrase,
  phraseRows,
} from '../../reading/code-table.ts';
import { DELIVERIES, SHORT_DELIVERIES } from './delivery-letters.ts';
import exceptions from './exceptions.json' with { type: 'json' };
import freight from './freight.json' with { type: 'json' };
import mailInnovations from './mail-innovations.json' with { type: 'json' };

/** `OC` is left out: UPS describes it both as a label and as an origin scan. */
const MOVEMENTS: CodeTable = {
  ...codeRows('pre_transit', {
    PL: 'Shipper created a label, UPS has not received the package yet',
    SP: 'Scheduled for Pickup Today',
  }),
  ...codeRows('in_transit', {
    AG: 'Package is in transit to a UPS facility',
    AR: 'Arrival scan',
    AT: 'Air Transit Scan',
    DL: 'Driver Load',
    DP: 'Departure scan',
    DS: 'Destination scan',
    EP: 'Export scan',
    HU: 'Hub Scan',
    IP: 'Import Scan',
    LC: 'Location Scan',
    LM: 'Location Scan',
    OD: 'Loaded on delivery vehicle for delivery',
    OR: 'Origin scan',
    PC: 'Pickup by UPS Package Car',
    PT: 'Pickup by UPS trailer',
    PU: 'Pickup scan',
    UA: 'Updated Arrival',
    UD: 'Updated Departure',
    UL: 'Unload Scan',
    WH: 'Warehouse Scan, package is residing in a UPS warehouse',
    XA: 'At Local Post Office',
    XD: 'Drop off',
    XR: 'Received by the local post office',
    YH: 'Received by the local post office',
    YI: 'Out For Delivery to UPS Access Point™',
    YM: 'Package moving to local post office',
    YN: 'Package received into postal network',
    YP: 'Preparing for delivery',
  }),
  ...codeRows('out_for_delivery', {
    OF: 'Out for delivery',
    OT: 'Out for delivery',
    YF: 'USPS Out for Delivery',
  }),
  ...codeRows('cancelled', { VP: 'Void Pickup' }),
  ...codeRows('info', { CA: 'Cancelled Arrival', CD: 'Cancelled Departure', CL: 'Cancel Unload' }),
};

const MANIFEST: CodeTable = {
  ...codeRows('pre_transit', {
    DP: 'Shipment ready for UPS, manifest processed.',
    MP: 'Shipment ready for UPS, billing information has been received.',
    RD: 'Shipper created a label, Roadie has not received the package yet',
  }),
  ...codeRows('cancelled', { VP: 'Manifest cancelled and shipment voided' }),
};

/** From UPS's sample of the Track API; no list has it. */
const RELEASED = codeRows('in_transit', { SR: 'Your package was released by the customs agency.' });

const EXCEPTIONS: CodeTable = { ...buildTable(exceptions), ...RELEASED };

const UPDATES = codeRows('info', {
  PX: 'Delivery Photo',
  UP: 'Updated Delivery Date',
  UT: 'Updated Delivery Time',
});

/** Keyed by `type/code`. `O` (out for delivery) and `P` (pickup) also count as movements. */
export const TYPED_CODES: CodeTable = {
  ...withType('I', MOVEMENTS),
  ...withType('O', MOVEMENTS),
  ...withType('P', MOVEMENTS),
  ...withType('D', SHORT_DELIVERIES),
  ...withType('D', DELIVERIES),
  ...withType('M', MANIFEST),
  ...withType('MV', MANIFEST),
  ...withType('X', EXCEPTIONS),
  ...withType('U', UPDATES),
};

/** Keyed by `normalizePhrase` of UPS's sentence. */
export const SENTENCES: CodeTable = {
  ...keySentences(EXCEPTIONS),
  ...buildPhrases(mailInnovations),
  ...buildPhrases(freight),
  ...keySentences(MOVEMENTS),
  ...keySentences(DELIVERIES),
  ...keySentences(MANIFEST),
  ...keySentences(UPDATES),
  ...phraseRows('pre_transit', [
    'Shipper created a label, UPS has not received the package yet.',
    'Billing Information Received',
    'Order Processed: Ready for UPS',
    'Order Processed: In Transit to UPS',
    'Shipment Ready for UPS',
  ]),
  ...phraseRows('cancelled', ['Billing Information Voided', 'Shipment Information Voided']),
  ...phraseRows('in_transit', [
    'Arrived at Facility',
    'Departed from Facility',
    'We have your package',
    'Your package is on the way',
    'On the Way',
    'Preparing for Delivery',
    'Processing at UPS Facility',
    'Loaded on Delivery Vehicle',
    'Drop-Off',
    'Your package has been released by the government agency.',
    'UPS has received the information needed to submit your package for clearance.',
    'Your package was released by the customs agency.',
    // Freight types in the older services: a UPS station has the package.
    'Delivered Origin CFS',
    'Delivered Destination CFS',
  ]),
  ...phraseRows('in_transit/weather', ['Adverse weather recovery in progress']),
  ...phraseRows('out_for_delivery', ['Out for Delivery', 'Out For Delivery Today']),
  ...phraseRows('attempted', ['Delivery Attempted']),
  ...phraseRows('attempted/nobody_home', [
    'The receiver was not available at the time of the first delivery attempt. A second attempt will be made.',
    'The receiver was not available at the time of the second delivery attempt. A final attempt will be made.',
  ]),
  ...phraseRows('delivered', ['Delivered']),
  ...phraseRows('info', [
    'A guaranteed service refund has been submitted for this package.',
    // Minutes after the delivery to it or the drop-off there: nothing else happens.
    'UPS Access Point™ possession',
  ]),
  ...phraseRows('return_to_sender', ['Returning to Sender']),
  ...phraseRows('return_to_sender/returned', ['Returned to Sender', 'Returned to Shipper']),
};

function buildTable(
  byMeaning: Readonly<Record<string, Readonly<Record<string, string>>>>,
): CodeTable {
  const tables = Object.entries(byMeaning).map(([meaning, words]) =>
    codeRows(meaning as CodeMeaning, words),
  );
  return Object.assign({}, ...tables);
}

function buildPhrases(byMeaning: Readonly<Record<string, readonly string[]>>): CodeTable {
  const tables = Object.entries(byMeaning).map(([meaning, sentences]) =>
    phraseRows(meaning as CodeMeaning, sentences),
  );
  return Object.assign({}, ...tables);
}

function withType(type: string, table: CodeTable): CodeTable {
  return Object.fromEntries(Object.entries(table).map(([code, row]) => [`${type}/${code}`, row]));
}

/** Other sentences of UPS's tables, as aggregators pass them on: too long for a name or a place. */
export const LONGER_WORDS: CodeTable = Object.fromEntries(
  Object.entries(keySentences(SHORT_DELIVERIES)).filter(
    ([words, { status }]) => status !== 'delivered' && words.split(' ').length >= 3,
  ),
);

function keySentences(table: CodeTable): CodeTable {
  return Object.fromEntries(Object.values(table).map((row) => [normalizePhrase(row.words), row]));
}
