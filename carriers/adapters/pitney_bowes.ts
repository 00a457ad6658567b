/**
 * Pitney Bowes: its own network, and labels of USPS and others. Source: "Tracking Event Codes" in
 * the documentation of its Shipping API, and recorded responses. `standardizedEventCode` (in some
 * responses `l1Code`) is Pitney Bowes's own code, `scanType` the code of the carrier that scanned.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import { refineByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  codeRows,
  findFirstCode,
} from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseOffset, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';
import { readEvent } from './usps/events.ts';

const EVENT_CODES: CodeTable = {
  ...codeRows('pre_transit', { LC: 'Label created', PSR: 'Tracking details uploaded' }),
  ...codeRows('in_transit', {
    CUC: 'Customs Cleared',
    SPH: 'Shipped from Shipping Center to International Destination',
    TRD: 'In Transit',
  }),
  ...codeRows('out_for_delivery', { OFD: 'Out for Delivery' }),
  ...codeRows('attempted', { DAT: 'Delivery Attempt' }),
  ...codeRows('available_for_pickup', { AWP: 'Awaiting Pickup' }),
  ...codeRows('delivered', { DLD: 'Delivered' }),
  ...codeRows('exception/other', { DYU: 'Delay - Undeliverable', UDL: 'Unable to deliver' }),
  ...codeRows('return_to_sender', { RTS: 'Return - Shipped to Retailer' }),
  ...codeRows('info', { INF: 'Information Event', MSC: 'Miscellaneous Event' }),
};

export const pitney_bowes = {
  id: 'pitney_bowes',
  name: 'Pitney Bowes',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Tracking response (JSON)',
  verify: () => notPushed('Pitney Bowes'),
  recognises: ({ root }) => isRecord(root) && 'scanDetailsList' in root,
  read,
} as const satisfies CarrierAdapter;

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  if (!isRecord(root) || !('scanDetailsList' in root)) {
    const error = readUnknownError(document);
    return error ?? refuse('malformed', `no scanDetailsList: it has ${describeFields(root)}`);
  }
  const current = get(root, 'currentStatus');
  const listed = getRecords(root, 'scanDetailsList');
  const scans = listed.length > 0 || !isRecord(current) ? listed : [current];
  const { events, notices } = readEventRows(scans, (scan, index) => readScan(scan, index, root));
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: findCarrierId(root),
    trackingNumber: getFirstText(root, 'trackingNumber', 'requestedIdentifier') ?? asked,
    service: getText(root, 'serviceName'),
    events,
    newestFirst: true,
    edd: eddFromDate(parseDate(getText(root, 'estimatedDeliveryDate'))),
    proofOfDelivery: delivery
      ? buildProof({
          at: readTimestamp(root, 'delivery')?.occurredAt ?? delivery.occurredAt,
          signedBy: getText(root, 'signedBy'),
          location: getFirstText(root, 'deliveryLocationDescription', 'deliveryLocation'),
        })
      : null,
    relatedNumbers: [getText(root, 'requestedIdentifier')],
  });
  return buildResult([shipment], notices);
}

/** `PBCS` and similar names mean Pitney Bowes itself. */
function findCarrierId(root: Fields): string {
  const { id, url } = findCarrier(getText(root, 'carrier') ?? 'pitney_bowes');
  return url === null ? 'pitney_bowes' : id;
}

function readScan(scan: Fields, index: number, root: Fields) {
  const timestamp = readTimestamp(scan, 'event');
  if (!timestamp) return `scanDetailsList[${index}].eventDate is not a date`;
  const keys = ['scanDescription', 'l1Description', 'standardizedEventDescription'];
  const texts = keys.map((key) => getText(scan, key));
  return buildEvent({
    reading: refineByAll(readCode(scan, root), texts),
    timestamp,
    description: texts.find((text) => text !== null) ?? null,
    place: buildPlace({
      city: getText(scan, 'eventCity'),
      region: getText(scan, 'eventStateOrProvince'),
      postalCode: getText(scan, 'postalCode'),
      country: getText(scan, 'country'),
    }),
  });
}

/** USPS's scan type says more than Pitney Bowes's code. Other carriers have only that code. */
function readCode(scan: Fields, root: Fields): CodeReading {
  const code = getFirstText(scan, 'standardizedEventCode', 'l1Code') ?? '';
  const own = findFirstCode(EVENT_CODES, [code, getText(scan, 'l1Code') ?? '']);
  const scanType = getText(scan, 'scanType');
  const isPostal = findCarrierId(root) === 'usps' && scanType !== null;
  const postal = isPostal ? readEvent(scanType, getText(scan, 'l1Description')) : null;
  if (postal?.mapped) return postal;
  if (own.mapped) return own;
  const byWords = readEvent(null, getText(scan, 'scanDescription'));
  return byWords.mapped ? { ...byWords, code } : own;
}

/** `eventDate`, `eventTime`, `eventTimeOffset`; fields named `delivery…` for deliveries. */
function readTimestamp(holder: Fields, what: 'event' | 'delivery'): Timestamp | null {
  const date = getText(holder, `${what}Date`);
  const time = getText(holder, `${what}Time`);
  const offsetMinutes = parseOffset(getText(holder, `${what}TimeOffset`));
  return parseTimestamp(time === null ? date : `${date ?? ''}T${time}`, {
    offsetMinutes,
    place: buildPlace({
      region: getText(holder, 'eventStateOrProvince'),
      country: getText(holder, 'country'),
    }),
    homeZone: 'America/New_York',
  });
}
