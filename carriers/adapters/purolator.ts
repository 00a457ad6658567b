/**
 * Purolator. Source: the schema of Purolator's tracking web service (TrackPackagesByPin: types of
 * scans, details of the scan), and descriptions of its answers. Scans of the type Other tell what
 * happened in words alone.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findCode,
  findFirstCode,
  phraseOf,
  phrases,
  type Reading,
  rows,
} from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';

const TYPES: CodeTable = {
  ...rows('in_transit', { ProofOfPickUp: 'Picked up by Purolator' }),
  ...rows('out_for_delivery', { OnDelivery: 'On vehicle for delivery' }),
  ...rows('delivered', { Delivery: 'Delivered' }),
  // Its details name the address at which delivery was attempted.
  ...rows('attempted', { Undeliverable: 'Attempted delivery' }),
};

const IN_WORDS: CodeTable = {
  ...phrases('pre_transit', [
    'Shipment created',
    'Shipping label created',
    'Shipping label created with reference(s)',
  ]),
  ...phrases('in_transit', [
    'Picked up by Purolator',
    'Shipment In Transit',
    'Arrived at sort facility',
    'Departed sort facility',
    'Received by Purolator',
    'Shipment received at Purolator facility',
    'Arrived at Purolator facility',
    'Departed Purolator facility',
    'Customs cleared',
    'Shipment cleared customs',
    'In transit to destination',
  ]),
  ...phrases('out_for_delivery', ['On vehicle for delivery', 'Out for delivery']),
  ...phrases('delivered', ['Delivered to', 'Shipment delivered']),
  ...phrases('available_for_pickup', [
    'Available for pickup',
    'Shipment available for pickup',
    'Package available for pickup',
    'Ready for pickup',
  ]),
  ...phrases('attempted', ['Attempted delivery', 'Delivery attempted']),
  ...phrases('attempted/closed', [
    'Attempted delivery - Customer closed',
    'Attempted delivery - Business closed',
    'Customer closed',
    'Receiver closed',
  ]),
  ...phrases('attempted/nobody_home', [
    'Attempted delivery - Receiver not available',
    'Receiver not available',
    'No one home',
    'Not home',
  ]),
  ...phrases('exception/address', ['Incorrect address', 'Address incorrect', 'Receiver moved']),
  ...phrases('exception/refused', ['Refused by receiver', 'Receiver refused shipment']),
  ...phrases('exception/damage', ['Shipment damaged']),
  ...phrases('exception/customs', ['Held by customs', 'Held for customs clearance']),
  ...phrases('in_transit/weather', ['Delayed due to weather', 'Weather delay']),
  ...phrases('return_to_sender', ['Return to sender', 'Returning to sender']),
  ...phrases('return_to_sender/returned', ['Returned to sender']),
  ...phrases('info', ['New Tracking Number Assigned']),
};

const TABLE: CodeTable = { ...IN_WORDS, ...TYPES };

export const purolator = {
  id: 'purolator',
  name: 'Purolator',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'TrackPackagesByPin and ByReference of the tracking service (XML)',
  verify: () => notPushed('Purolator'),
  recognises,
  read,
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'xml' && answerIn(root) !== null;
}

function answerIn(root: unknown): Fields | null {
  for (const holder of [get(root, 'Envelope', 'Body'), root]) {
    for (const name of ['TrackPackagesByPinResponse', 'TrackPackagesByReferenceResponse']) {
      const answer = get(holder, name);
      if (isRecord(answer)) return answer;
    }
  }
  return null;
}

function read(document: Document, asked: string | null): ParseResult {
  const answer = answerIn(document.root);
  const parcels = recordsOf(answer, 'TrackingInformationList', 'TrackingInformation');
  if (parcels.length === 0) {
    const detail = `no TrackingInformation: ${fieldsOf(answer ?? document.root)}`;
    return failureIn(answer) ?? readUnknownError(document) ?? refuse('malformed', detail);
  }
  const failures = parcels.map(failureIn).filter((each) => each !== null);
  const known = parcels.filter((each) => failureIn(each) === null);
  const [failure] = failures;
  if (known.length === 0 && failure) return failure;
  const told = known.map((each) => readParcel(each, asked));
  return report(
    told.map(({ shipment }) => shipment),
    [...told.flatMap(({ notices }) => notices), ...failures.map(({ detail }) => detail)],
  );
}

function failureIn(answer: unknown): Refused | null {
  const [error] = recordsOf(answer, 'ResponseInformation', 'Errors', 'Error');
  const words = firstText(error, 'Description', 'AdditionalInformation', 'Code');
  return words === null ? null : refuseByWords(words);
}

function readParcel(parcel: Fields, asked: string | null) {
  const scans = recordsOf(parcel, 'Scans', 'Scan');
  const { events, notices } = readRows(scans, readScan);
  const handOver = scans.find((scan) => textOf(scan, 'ScanType') === 'Delivery');
  const delivered = events.find(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: 'purolator',
    trackingNumber: textOf(parcel, 'PIN', 'Value') ?? asked,
    events,
    newestFirst: true,
    proofOfDelivery: proofOf({
      at: delivered && !delivered.dateOnly ? delivered.occurredAt : null,
      signedBy: textOf(handOver, 'ScanDetails', 'DeliverySignature'),
      location: textOf(handOver, 'ScanDetails', 'DeliveryCompanyName'),
    }),
  });
  return { shipment, notices };
}

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const date = textOf(scan, 'ScanDate');
  const time = textOf(scan, 'ScanTime')?.padStart(6, '0');
  const place = placeOfDepot(textOf(scan, 'Depot', 'Name'));
  const moment = parseTimestamp(date !== null && time !== undefined ? `${date}T${time}` : date, {
    place,
    home: 'America/Toronto',
  });
  if (!moment) return `Scan ${index} has no ScanDate: ${fieldsOf(scan)}`;
  const type = textOf(scan, 'ScanType') ?? '';
  const description = textOf(scan, 'Description');
  return trackingEvent({
    reading: readingOf(type, description ?? ''),
    moment,
    description,
    place,
  });
}

/** Words before a colon count where a reference follows: `Shipping label created with …: 123`. */
function readingOf(type: string, words: string): Reading {
  const certain = findCode(TYPES, type);
  if (certain.mapped && type !== 'Undeliverable') return certain;
  const said = phraseOf(words);
  const before = phraseOf(words.split(':')[0] ?? '');
  return findFirstCode(TABLE, [`${type}/${said}`, said, before, type]);
}

const PROVINCES = new Set('AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '));

/** `MONTREAL SORT CTR/CTR TRIE, PQ`: Quebec has its old letters here; depots abroad have states. */
function placeOfDepot(name: string | null): Place | null {
  if (name === null) return null;
  const parts = /^(.*?),\s*([A-Z]{2})$/.exec(name);
  if (!parts) return placeOf({ city: name });
  const [, city = null, province = null] = parts;
  const region = province === 'PQ' ? 'QC' : province;
  return placeOf({ city, region, country: PROVINCES.has(region ?? '') ? 'CA' : null });
}
