/**
 * eShipper: a Canadian reseller of many couriers, polled. Source: the schemas of eShipper's API v2
 * (`track`, and `track/events`). eShipper publishes no list of statuses, so wismr reads only
 * sentences with a clear meaning.
 */

import type { TrackingNumber } from '../../domain/ids.ts';
import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  createOwnCodeReader,
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
  refuse,
} from '../reading/document.ts';
import { preferOwnSentence } from '../reading/own-sentence.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/**
 * Whole sentences: eShipper's statuses, and couriers' words for scans. Checked word by word: no
 * other list exists.
 */
export const CODES: CodeTable = {
  ...phraseRows('pre_transit', [
    'Label Generated',
    'Label Created',
    'Electronic information submitted by shipper',
    'Ready for Shipping',
    'Shipment information sent to FedEx',
    'Shipper created a label, UPS has not received the package yet',
    'Shipping label created',
  ]),
  ...phraseRows('in_transit', [
    'Arrived at facility',
    'Departed from facility',
    'In Transit',
    'Item processed',
    'Picked up',
    'Reached at Warehouse',
  ]),
  ...phraseRows('out_for_delivery', [
    'Item out for delivery',
    'On vehicle for delivery',
    'Out for Delivery',
  ]),
  ...phraseRows('available_for_pickup', [
    'Available for Pickup',
    'Item available for pickup at Post Office',
  ]),
  ...phraseRows('attempted', ['Attempted delivery', 'Delivery attempted']),
  ...phraseRows('delivered', ['Delivered', 'Item successfully delivered']),
  ...phraseRows('exception/other', ['Exception']),
  ...phraseRows('exception/refused', ['Refused by recipient']),
  ...phraseRows('return_to_sender', ['Return to Sender', 'Returning to sender']),
  ...phraseRows('return_to_sender/returned', ['Returned to sender']),
  ...phraseRows('cancelled', ['Cancelled']),
};

const HOME = 'America/Toronto';

export const eshipper = {
  id: 'eshipper',
  name: 'eShipper',
  kind: 'aggregator',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'List of trackings with events, tracking details of an order (JSON)',
  verify: () => notPushed('eShipper'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (listTrackings(root).some(isTracking)) return true;
  return get(root, 'fieldErrors') !== undefined && get(root, 'message') !== undefined;
}

function listTrackings(root: unknown): readonly Fields[] {
  return getRecords(root);
}

function isTracking(value: Fields): boolean {
  if ('trackingDetails' in value && ('orderDetails' in value || 'brandedTrackingUrl' in value)) {
    return true;
  }
  return 'shipmentStatus' in value && ('carrierName' in value || 'currentStatus' in value);
}

function read(
  { root }: Document,
  asked: TrackingNumber | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  if (Array.isArray(root) && root.length === 0) return refuse('not_found', 'the list is empty');
  const trackings = listTrackings(root).filter(isTracking);
  if (trackings.length === 0) {
    const message = getFirstText(root, 'message', 'thirdPartyMessage', 'code');
    if (message !== null) return refuseByMessage(message);
    return refuse('malformed', `no shipmentStatus or trackingDetails: ${describeFields(root)}`);
  }
  const read = trackings.map((tracking) => readTracking(tracking, asked, carriers));
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function readTracking(
  tracking: Fields,
  asked: TrackingNumber | null,
  carriers: UnderlyingCarriers,
) {
  const details = getRecords(tracking, 'trackingDetails');
  const listed = details.length > 0 ? details : getRecords(tracking, 'event');
  const rows = listed.length > 0 ? listed : readCurrentStatus(tracking);
  const carrierName =
    getText(tracking, 'carrierName') ??
    getText(tracking, 'orderDetails', 'carrier', 'carrierName') ??
    getText(details[0], 'carrier');
  const carrier = findCarrier(carrierName ?? 'unknown').id;
  const readOwn = (words: string) => carriers.readSentence(carrier, words);
  const { events, notices } = readEventRows(rows, (row, index) => readEvent(row, index, readOwn));
  const signer = rows.map((row) => getText(row, 'signatoryName')).find((name) => name !== null);
  const proof = rows.map((row) => getText(row, 'proofOfDelivery'));
  const shipment = buildShipment({
    carrier,
    trackingNumber: getText(tracking, 'trackingNumber') ?? asked,
    uniqueId: getText(tracking, 'orderId'),
    service:
      getText(tracking, 'carrierService') ??
      getText(tracking, 'orderDetails', 'carrier', 'serviceName'),
    events,
    edd: eddFromDate(parseDate(getText(tracking, 'expectedDeliveryDate'))),
    proofOfDelivery: buildProofOf(events, {
      signedBy: signer ?? null,
      photoUrl: proof.find((url) => url !== null && /^https?:/.test(url)) ?? null,
    }),
  });
  return { shipment, notices };
}

/** For responses without events: the current status with its time. */
function readCurrentStatus(tracking: Fields): readonly Fields[] {
  const description = getText(tracking, 'currentStatus');
  const dateTime = getText(tracking, 'eventTime');
  return description === null || dateTime === null ? [] : [{ description, dateTime }];
}

type OwnReader = (words: string) => CodeReading | null;

function readEvent(row: Fields, index: number, readOwn: OwnReader): TrackingEvent | string {
  const original = get(row, 'originalEvent');
  const place = buildPlace({
    ...parsePlaceLine(getText(row, 'location') ?? getText(original, 'eventLocation')),
    postalCode: getText(row, 'postalCode'),
  });
  const hints = { place, homeZone: HOME };
  const written = getText(row, 'dateTime');
  const timestamp =
    parseTimestamp(written, hints) ?? parseTimestamp(getText(original, 'eventDate'), hints);
  if (!timestamp) return `event ${index}: dateTime is not a time: ${written ?? 'nothing'}`;
  const sentences = [
    getText(row, 'description'),
    getText(original, 'name'),
    getText(row, 'eshipperOrderStatus'),
  ].filter((each) => each !== null);
  const detail = getText(row, 'additionalInformation');
  return buildEvent({
    reading: refineMovement(readSentences(sentences, readOwn), ...sentences),
    timestamp,
    description: sentences[0] ?? null,
    otherWords: [...sentences, detail],
    place,
  });
}

/** The courier's own sentence takes precedence over `Delivered`, and over unknown sentences. */
function readSentences(sentences: readonly string[], readOwn: OwnReader): CodeReading {
  const [first = '', ...others] = sentences.map(normalizePhrase);
  const known = findFirstCode(CODES, [first, ...others]);
  const owns = sentences.map((words) => ({ words, own: readOwn(words) }));
  if (known.mapped) {
    return owns.reduce((reading, { own, words }) => preferOwnSentence(reading, own, words), known);
  }
  const own = owns.find((each) => each.own !== null)?.own ?? known;
  return { ...own, code: known.code };
}

/** `TORONTO, ON, CA` and `TORONTO, ON`; other text becomes the city. */
function parsePlaceLine(location: string | null) {
  const parts = (location ?? '').split(',').map((part) => part.trim());
  const [city = '', region = '', country = ''] = parts;
  const isState = /^[A-Z]{2}$/.test(region) && /^([A-Z]{2})?$/.test(country) && parts.length <= 3;
  return isState ? { city, region, country: country || null } : { city: location };
}
