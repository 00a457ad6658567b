/**
 * Purolator. Source: the schema of Purolator's tracking web service (TrackPackagesByPin: types of
 * scans, details of the scan), and descriptions in its responses. Scans of the type Other have only
 * words.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { refineByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  codeRows,
  findCode,
  findFirstCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../reading/document.ts';
import { combinePieces } from '../reading/pieces.ts';
import { CANADIAN_PROVINCES } from '../reading/regions.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

const TYPES: CodeTable = {
  ...codeRows('in_transit', { ProofOfPickUp: 'Picked up by Purolator' }),
  ...codeRows('out_for_delivery', { OnDelivery: 'On vehicle for delivery' }),
  ...codeRows('delivered', { Delivery: 'Delivered' }),
  // The scan's details name the address of the attempt.
  ...codeRows('attempted', { Undeliverable: 'Attempted delivery' }),
};

const IN_WORDS: CodeTable = {
  ...phraseRows('pre_transit', [
    'Shipment created',
    'Shipping label created',
    'Shipping label created with reference(s)',
  ]),
  ...phraseRows('in_transit', [
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
  ...phraseRows('out_for_delivery', ['On vehicle for delivery', 'Out for delivery']),
  ...phraseRows('delivered', ['Delivered to', 'Shipment delivered']),
  ...phraseRows('available_for_pickup', [
    'Available for pickup',
    'Shipment available for pickup',
    'Package available for pickup',
    'Ready for pickup',
  ]),
  ...phraseRows('attempted', ['Attempted delivery', 'Delivery attempted']),
  ...phraseRows('attempted/closed', [
    'Attempted delivery - Customer closed',
    'Attempted delivery - Business closed',
    'Customer closed',
    'Receiver closed',
    'Tentative de livraison - Établissement du client fermé',
  ]),
  ...phraseRows('attempted/nobody_home', [
    'Attempted delivery - Receiver not available',
    'Receiver not available',
    'Tentative de livraison - Destinataire non disponible',
    'No one home',
    'Not home',
  ]),
  ...phraseRows('exception/address', [
    'Incorrect address',
    'Address incorrect',
    'Receiver moved',
    'Address correction required',
    "Correction d'adresse requise",
  ]),
  ...phraseRows('exception/refused', [
    'Refused by receiver',
    'Receiver refused shipment',
    'Attempted delivery - Package refused',
    'Attempted delivery - Shipment refused',
    'Tentative de livraison - Colis refusé',
  ]),
  ...phraseRows('exception/damage', ['Shipment damaged']),
  ...phraseRows('exception/customs', ['Held by customs', 'Held for customs clearance']),
  ...phraseRows('in_transit/weather', ['Delayed due to weather', 'Weather delay']),
  ...phraseRows('return_to_sender', ['Return to sender', 'Returning to sender']),
  ...phraseRows('return_to_sender/returned', ['Returned to sender']),
  ...phraseRows('info', ['New Tracking Number Assigned']),
};

const TABLE: CodeTable = { ...IN_WORDS, ...TYPES };

export const purolator = {
  id: 'purolator',
  name: 'Purolator',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'TrackPackagesByPin and ByReference of the tracking service (XML)',
  verify: () => notPushed('Purolator'),
  recognises,
  read,
  homeZone: 'America/Toronto',
  readOwnCode: (type, words) =>
    type === null ? findCode(IN_WORDS, normalizePhrase(words ?? '')) : readCode(type, words ?? ''),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'xml' && findAnswer(root) !== null;
}

function findAnswer(root: unknown): Fields | null {
  for (const holder of [get(root, 'Envelope', 'Body'), root]) {
    for (const name of ['TrackPackagesByPinResponse', 'TrackPackagesByReferenceResponse']) {
      const answer = get(holder, name);
      if (isRecord(answer)) return answer;
    }
  }
  return null;
}

function read(document: Document, asked: string | null): ParseResult {
  const answer = findAnswer(document.root);
  const parcels = getRecords(answer, 'TrackingInformationList', 'TrackingInformation');
  if (parcels.length === 0) {
    const detail = `no TrackingInformation: ${describeFields(answer ?? document.root)}`;
    return findFailure(answer) ?? readUnknownError(document) ?? refuse('malformed', detail);
  }
  const failures = parcels.map(findFailure).filter((each) => each !== null);
  const known = parcels.filter((each) => findFailure(each) === null);
  const [failure] = failures;
  if (known.length === 0 && failure) return failure;
  const parsed = known.map((each) => readParcel(each, asked));
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    [...parsed.flatMap(({ notices }) => notices), ...failures.map(({ detail }) => detail)],
  );
}

function findFailure(answer: unknown): Refused | null {
  const [error] = getRecords(answer, 'ResponseInformation', 'Errors', 'Error');
  const words = getFirstText(error, 'Description', 'AdditionalInformation', 'Code');
  return words === null ? null : refuseByMessage(words);
}

function readParcel(parcel: Fields, asked: string | null) {
  const scans = getRecords(parcel, 'Scans', 'Scan');
  const number = getText(parcel, 'PIN', 'Value') ?? asked;
  const scanOf = new Map<TrackingEvent, Fields>();
  const { events: listed, notices } = readEventRows(scans, (scan, index) => {
    const event = readScan(scan, index);
    if (typeof event !== 'string') scanOf.set(event, scan);
    return event;
  });
  const events = combinePieces(
    listed.map((event) => ({ event, piece: findPiece(scanOf.get(event), scans, number) })),
    { number },
  );
  const delivered = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: 'purolator',
    trackingNumber: number,
    events,
    newestFirst: true,
    proofOfDelivery: delivered
      ? buildProof({
          at: delivered.dateOnly ? null : delivered.occurredAt,
          signedBy: getText(scanOf.get(delivered), 'ScanDetails', 'DeliverySignature'),
          location: getText(scanOf.get(delivered), 'ScanDetails', 'DeliveryCompanyName'),
        })
      : null,
  });
  return { shipment, notices };
}

/**
 * The piece that a scan is about. After `New Tracking Number Assigned - 333000000302`, that number
 * belongs to the same parcel. If the scan gives no number, any number may.
 */
function findPiece(
  scan: Fields | undefined,
  scans: readonly Fields[],
  number: string | null,
): string | null {
  const pin = getText(scan, 'PIN', 'Value');
  const renamed = scans
    .map((each) => getText(each, 'Description') ?? '')
    .filter((words) => NEW_NUMBER.test(words))
    .map((words) => words.replace(NEW_NUMBER, '').trim());
  return renamed.some((own) => own === '' || own === pin) ? number : pin;
}

const NEW_NUMBER = /^(new tracking number assigned|nouveau numéro de repérage attribué)\W*/i;

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const date = getText(scan, 'ScanDate');
  const time = getText(scan, 'ScanTime')?.padStart(6, '0');
  const place = parseDepot(getText(scan, 'Depot', 'Name'));
  const timestamp = parseTimestamp(date !== null && time !== undefined ? `${date}T${time}` : date, {
    place,
    homeZone: 'America/Toronto',
  });
  if (!timestamp) return `Scan ${index} has no ScanDate: ${describeFields(scan)}`;
  const type = getText(scan, 'ScanType') ?? '';
  const description = getText(scan, 'Description');
  return buildEvent({
    reading: refineByAll(readCode(type, description ?? ''), [
      description,
      getText(scan, 'Comment'),
    ]),
    timestamp,
    description,
    place,
  });
}

/**
 * If a colon introduces a reference, only the words before it count:
 * `Shipping label created …: 123`.
 */
function readCode(type: string, words: string): CodeReading {
  const certain = findCode(TYPES, type);
  if (certain.mapped && type !== 'Undeliverable') return certain;
  const phrase = normalizePhrase(words);
  const before = normalizePhrase(words.split(':')[0] ?? '');
  const reading = findFirstCode(TABLE, [`${type}/${phrase}`, phrase, before, type]);
  if (reading.status !== 'attempted') return reading;
  const beyond = refineMovement(findCode({}, reading.code), words);
  return beyond.status === null ? reading : beyond;
}

/** `MONTREAL SORT CTR/CTR TRIE, PQ`: `PQ` is Quebec. Depots outside Canada also have states. */
function parseDepot(name: string | null): Place | null {
  if (name === null) return null;
  const parts = /^(.*?),\s*([A-Z]{2})$/.exec(name);
  if (!parts) return buildPlace({ city: name });
  const [, city = null, province = null] = parts;
  const region = province === 'PQ' ? 'QC' : province;
  return buildPlace({
    city,
    region,
    country: Object.hasOwn(CANADIAN_PROVINCES, region ?? '') ? 'CA' : null,
  });
}
