/**
 * FedEx. Sources: FedEx's Track API v1 (OpenAPI), its reference of status codes, the documentation
 * of its visibility webhook, and responses of the Track API and of the older SOAP service.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { buildResult } from '../../reading/build-result.ts';
import { createOwnCodeReader, keyByWords } from '../../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFlag,
  getList,
  getNumber,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { verifyMac } from '../../reading/signature.ts';
import { readUnknownError, refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { EXCEPTIONS, IN_WORDS } from './exception-codes.ts';
import { collectDates, collectNumbers } from './numbers-and-dates.ts';
import { poll } from './polling.ts';
import {
  buildTrackResult,
  findTrackReply,
  listDetails,
  readFailure,
  readReplyFailure,
} from './soap.ts';
import {
  type DeliveryWindow,
  type FedexScan,
  HOME,
  type ParcelResult,
  readPlace,
  readTrackResult,
  type TrackResult,
} from './track-result.ts';

export const fedex = {
  id: 'fedex',
  name: 'FedEx',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'HMAC-SHA256, base64, in `fdx-signature`, over the raw body',
  webhookSecret: { kind: 'key' },
  formats: 'Track API v1 and visibility webhook (JSON), TrackReply of the SOAP service (XML)',
  verify: (request, secrets) =>
    verifyMac(request, secrets, { header: 'fdx-signature', encoding: 'base64' }),
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(CODES, IN_WORDS, keyByWords(EXCEPTIONS)),
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') return isRecord(findTrackReply(root));
  return (
    get(root, 'output', 'completeTrackResults') !== undefined ||
    get(root, 'completeTrackResults') !== undefined ||
    get(root, 'trackResults') !== undefined ||
    isRecord(get(root, 'trackingNumberInfo')) ||
    isRecord(get(root, 0, 'trackingNumberInfo')) ||
    (get(root, 'transactionId') !== undefined && get(root, 'errors') !== undefined) ||
    isProofDocument(root) ||
    get(root, 'webhookName') !== undefined
  );
}

function isProofDocument(root: unknown): boolean {
  return Array.isArray(get(root, 'output', 'documents'));
}

/** FedEx's portal sends one on request. */
function isTest(root: unknown): boolean {
  return getFlag(root, 'test') === true || get(root, 'webhookName') !== undefined;
}

interface RequestedFields {
  readonly number: string | null;
  readonly fields: Fields;
}

function read(document: Document, asked: string | null): ParseResult {
  const { format, root } = document;
  if (format === 'xml') return readReply(document);
  if (isProofDocument(root)) {
    return refuse('malformed', 'a proof-of-delivery document, which names no parcel');
  }
  const results = listResults(root, asked);
  if (results.length === 0) {
    if (isTest(root)) return refuse('other', "a test of the webhook's URL");
    const error = readUnknownError(document) ?? readAlert(root) ?? findEmptyResult(root);
    const detail = `no trackResults, at the top or in output.completeTrackResults: ${describeFields(root)}`;
    return error ?? refuse('malformed', detail);
  }
  return combineResults(results.map(readResult));
}

function listResults(root: unknown, asked: string | null): readonly RequestedFields[] {
  const output = get(root, 'output') ?? root;
  const complete = getRecords(output, 'completeTrackResults').flatMap((each) => {
    const number = getText(each, 'trackingNumber') ?? asked;
    return getRecords(each, 'trackResults').map((fields) => ({ number, fields }));
  });
  if (complete.length > 0) return complete;
  const pushed = getRecords(output, 'trackResults');
  const bare = getList(root).filter((each) => isRecord(get(each, 'trackingNumberInfo')));
  const found = pushed.length > 0 ? pushed : bare.filter(isRecord);
  return found.map((fields) => ({ number: asked, fields }));
}

/** A valid response without results. */
function findEmptyResult(root: unknown): Refused | null {
  const results = get(root, 'output', 'completeTrackResults') ?? get(root, 'trackResults');
  return Array.isArray(results) ? refuse('not_found', 'FedEx returned no result') : null;
}

/** Alerts are strings, or records with a text. */
function readAlert(root: unknown): Refused | null {
  for (const alert of getList(root, 'output', 'alerts')) {
    const words = getText(alert) ?? getText(alert, 'message');
    if (words !== null) return refuseByMessage(words);
  }
  return null;
}

type ParcelOrRefusal = ParcelResult | Refused;

function readResult({ number, fields }: RequestedFields): ParcelOrRefusal {
  const result = readTrackFields(fields, number);
  const parsed = readTrackResult(result);
  const code = getText(fields, 'error', 'code');
  const message = getText(fields, 'error', 'message') ?? code;
  if (message === null) return parsed;
  const detail = [result.number, message].filter((each) => each !== null).join(': ');
  // A result may contain both scans and an error.
  if (parsed.shipment.events.length > 0) return { ...parsed, notices: [...parsed.notices, detail] };
  return /NOTFOUND|NOT\.FOUND/.test(code ?? '')
    ? refuse('not_found', detail)
    : { ...refuseByMessage(message), detail: detail };
}

function readReply(document: Document): ParseResult {
  const reply = findTrackReply(document.root);
  const details = listDetails(reply);
  if (details.length > 0) {
    return combineResults(
      details.map((each) => readFailure(each) ?? readTrackResult(buildTrackResult(each))),
    );
  }
  const nothing = `no TrackDetails in the TrackReply: ${describeFields(reply ?? document.root)}`;
  return readReplyFailure(reply) ?? readUnknownError(document) ?? refuse('malformed', nothing);
}

/** A refused number becomes a notice, unless all numbers are refused. */
function combineResults(outcomes: readonly ParcelOrRefusal[]): ParseResult {
  const refusals = outcomes.filter((each) => 'refusal' in each);
  const parsed = outcomes.filter((each) => 'shipment' in each);
  const [first] = refusals;
  if (parsed.length === 0 && first) return first;
  const failed = refusals.map(({ refusal, detail }) => `${refusal}: ${detail}`);
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    [...parsed.flatMap(({ notices }) => notices), ...failed],
  );
}

function readTrackFields(fields: Fields, asked: string | null): TrackResult {
  const destination =
    get(fields, 'destinationLocation', 'locationContactAndAddress', 'address') ??
    get(fields, 'recipientInformation', 'address');
  const delivery = get(fields, 'deliveryDetails');
  return {
    number: getText(fields, 'trackingNumberInfo', 'trackingNumber') ?? asked,
    uniqueId: getText(fields, 'trackingNumberInfo', 'trackingNumberUniqueId'),
    service:
      getText(fields, 'serviceDetail', 'description') ?? getText(fields, 'serviceDetail', 'type'),
    scans: getRecords(fields, 'scanEvents').map(readScanFields),
    latest: readLatestScan(get(fields, 'latestStatusDetail')),
    latestReasons: getRecords(fields, 'latestStatusDetail', 'ancillaryDetails').map((reason) =>
      getText(reason, 'reason'),
    ),
    latestWords: listLatestWords(get(fields, 'latestStatusDetail')),
    isSplit: isSplit(fields),
    dates: collectDates(getRecords(fields, 'dateAndTimes'), 'type', 'dateTime'),
    expected: readWindow(get(fields, 'estimatedDeliveryTimeWindow', 'window')),
    promised: readWindow(get(fields, 'standardTransitTimeWindow', 'window')),
    destination: readPlace(destination),
    signedBy: getText(delivery, 'signedByName') ?? getText(delivery, 'receivedByName'),
    leftAt: getText(delivery, 'locationDescription'),
    attempts: getNumber(delivery, 'deliveryAttempts'),
    ...collectNumbers(
      getRecords(fields, 'additionalTrackingInfo', 'packageIdentifiers').map((each) => ({
        type: getText(each, 'type'),
        values: [...getList(each, 'values'), get(each, 'value')].map((value) => getText(value)),
      })),
    ),
  };
}

function readScanFields(event: Fields): FedexScan {
  return {
    type: getText(event, 'eventType'),
    derived: getText(event, 'derivedStatusCode'),
    exceptionCode: getText(event, 'exceptionCode'),
    exceptionWords: getText(event, 'exceptionDescription'),
    delayType: getText(event, 'delayDetail', 'type'),
    words: getText(event, 'eventDescription') ?? getText(event, 'derivedStatus'),
    derivedWords: getText(event, 'derivedStatus'),
    time: getText(event, 'date'),
    place: readPlace(get(event, 'scanLocation')),
  };
}

function readLatestScan(status: unknown): FedexScan {
  const [reason] = getRecords(status, 'ancillaryDetails');
  return {
    type: getText(status, 'code') ?? getText(status, 'eventType'),
    derived: getText(status, 'derivedCode') ?? getText(status, 'derivedStatusCode'),
    exceptionCode: getText(reason, 'reason'),
    exceptionWords: getText(reason, 'reasonDescription'),
    delayType: getText(status, 'delayDetail', 'type'),
    words: getText(status, 'description') ?? getText(status, 'statusByLocale'),
    derivedWords: getText(status, 'statusByLocale'),
    time: getText(status, 'date'),
    place: readPlace(get(status, 'scanLocation')),
  };
}

function listLatestWords(status: unknown): readonly (string | null)[] {
  const reasons = getRecords(status, 'ancillaryDetails');
  return [
    getText(status, 'description'),
    getText(status, 'statusByLocale'),
    ...reasons.flatMap((reason) => [
      getText(reason, 'reasonDescription'),
      getText(reason, 'actionDescription'),
    ]),
  ];
}

/** Parts of a shipment under one number, of which some are delivered. */
function isSplit(fields: Fields): boolean {
  const parts = getRecords(fields, 'shipmentDetails', 'splitShipments');
  const delivered = parts.filter((part) => getText(part, 'statusCode') === 'DL');
  return delivered.length > 0 && delivered.length < parts.length;
}

function readWindow(window: unknown): DeliveryWindow {
  return { begins: getText(window, 'begins'), ends: getText(window, 'ends') };
}
