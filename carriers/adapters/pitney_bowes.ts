/**
 * Pitney Bowes: its own network and labels of USPS and others. Source: "Tracking Event Codes" of its
 * Shipping API's documentation, recorded answers. `standardizedEventCode` (in some answers `l1Code`)
 * is Pitney Bowes' own, `scanType` that of the carrier that scanned.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findFirstCode, type Reading, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, offsetOf, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';
import { readEvent } from './usps/events.ts';

const EVENT_CODES: CodeTable = {
  ...rows('pre_transit', { LC: 'Label created', PSR: 'Tracking details uploaded' }),
  ...rows('in_transit', {
    CUC: 'Customs Cleared',
    SPH: 'Shipped from Shipping Center to International Destination',
    TRD: 'In Transit',
  }),
  ...rows('out_for_delivery', { OFD: 'Out for Delivery' }),
  ...rows('attempted', { DAT: 'Delivery Attempt' }),
  ...rows('available_for_pickup', { AWP: 'Awaiting Pickup' }),
  ...rows('delivered', { DLD: 'Delivered' }),
  ...rows('exception/other', { DYU: 'Delay - Undeliverable', UDL: 'Unable to deliver' }),
  ...rows('return_to_sender', { RTS: 'Return - Shipped to Retailer' }),
  ...rows('info', { INF: 'Information Event', MSC: 'Miscellaneous Event' }),
};

export const pitney_bowes = {
  id: 'pitney_bowes',
  name: 'Pitney Bowes',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Tracking response (JSON)',
  verify: () => notPushed('Pitney Bowes'),
  recognises: ({ root }) => isRecord(root) && 'scanDetailsList' in root,
  read,
} as const satisfies CarrierAdapter;

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  if (!isRecord(root) || !('scanDetailsList' in root)) {
    const error = readUnknownError(document);
    return error ?? refuse('malformed', `no scanDetailsList: it has ${fieldsOf(root)}`);
  }
  const current = get(root, 'currentStatus');
  const listed = recordsOf(root, 'scanDetailsList');
  const scans = listed.length > 0 || !isRecord(current) ? listed : [current];
  const { events, notices } = readRows(scans, (scan, index) => readScan(scan, index, root));
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: carrierOf(root),
    trackingNumber: firstText(root, 'trackingNumber', 'requestedIdentifier') ?? asked,
    service: textOf(root, 'serviceName'),
    events,
    newestFirst: true,
    edd: eddOfDate(dateOf(textOf(root, 'estimatedDeliveryDate'))),
    proofOfDelivery: proofOf({
      at: momentIn(root, 'delivery')?.occurredAt ?? delivery?.occurredAt ?? null,
      signedBy: textOf(root, 'signedBy'),
      location: firstText(root, 'deliveryLocationDescription', 'deliveryLocation'),
    }),
    relatedNumbers: [textOf(root, 'requestedIdentifier')],
  });
  return report([shipment], notices);
}

/** `PBCS` and its like are Pitney Bowes itself. */
function carrierOf(root: Fields): string {
  const { id, url } = findCarrier(textOf(root, 'carrier') ?? 'pitney_bowes');
  return url === null ? 'pitney_bowes' : id;
}

function readScan(scan: Fields, index: number, root: Fields) {
  const moment = momentIn(scan, 'event');
  if (!moment) return `scanDetailsList[${index}].eventDate is no date`;
  return trackingEvent({
    reading: readingIn(scan, root),
    moment,
    description: firstText(
      scan,
      'scanDescription',
      'l1Description',
      'standardizedEventDescription',
    ),
    place: placeOf({
      city: textOf(scan, 'eventCity'),
      region: textOf(scan, 'eventStateOrProvince'),
      postalCode: textOf(scan, 'postalCode'),
      country: textOf(scan, 'country'),
    }),
  });
}

/** What USPS scanned says more than Pitney Bowes' code for it; elsewhere there is only that. */
function readingIn(scan: Fields, root: Fields): Reading {
  const code = firstText(scan, 'standardizedEventCode', 'l1Code') ?? '';
  const own = findFirstCode(EVENT_CODES, [code, textOf(scan, 'l1Code') ?? '']);
  const scanType = textOf(scan, 'scanType');
  const isPostal = carrierOf(root) === 'usps' && scanType !== null;
  const postal = isPostal ? readEvent(scanType, textOf(scan, 'l1Description')) : null;
  if (postal?.mapped) return postal;
  if (own.mapped) return own;
  const byWords = readEvent(null, textOf(scan, 'scanDescription'));
  return byWords.mapped ? { ...byWords, code } : own;
}

/** `eventDate`, `eventTime` and `eventTimeOffset`, and the same of deliveries. */
function momentIn(holder: Fields, what: 'event' | 'delivery'): Timestamp | null {
  const date = textOf(holder, `${what}Date`);
  const time = textOf(holder, `${what}Time`);
  const offsetMinutes = offsetOf(textOf(holder, `${what}TimeOffset`));
  return parseTimestamp(time === null ? date : `${date ?? ''}T${time}`, {
    offsetMinutes,
    place: placeOf({
      region: textOf(holder, 'eventStateOrProvince'),
      country: textOf(holder, 'country'),
    }),
    home: 'America/New_York',
  });
}
