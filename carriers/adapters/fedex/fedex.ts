/**
 * FedEx. Sources: FedEx's Track API v1 (OpenAPI), its reference of status codes, the documentation
 * of its visibility webhook, and answers of the Track API and of the SOAP service before it.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { report } from '../../reading/build-result.ts';
import { ownCodeReader } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  listOf,
  numberOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { verifyMac } from '../../reading/signature.ts';
import { readUnknownError, refuseByWords } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';
import { detailsIn, failureOf, failureOfReply, trackReplyIn, trackResultOf } from './soap.ts';
import {
  datesAmong,
  numbersAmong,
  placeIn,
  type Read,
  readTrackResult,
  type Scan,
  type TrackResult,
  type Window,
} from './track-result.ts';

export const fedex = {
  id: 'fedex',
  name: 'FedEx',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'HMAC-SHA256, base64, in `fdx-signature`, over the raw body',
  formats: 'Track API v1 and visibility webhook (JSON), TrackReply of the SOAP service (XML)',
  verify: (request, secrets) =>
    verifyMac(request, secrets, { header: 'fdx-signature', encoding: 'base64' }),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'America/New_York',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') return isRecord(trackReplyIn(root));
  return (
    get(root, 'output', 'completeTrackResults') !== undefined ||
    get(root, 'completeTrackResults') !== undefined ||
    get(root, 'trackResults') !== undefined ||
    isRecord(get(root, 'trackingNumberInfo')) ||
    isRecord(get(root, 0, 'trackingNumberInfo')) ||
    (get(root, 'transactionId') !== undefined && get(root, 'errors') !== undefined) ||
    isProofDocument(root)
  );
}

function isProofDocument(root: unknown): boolean {
  return Array.isArray(get(root, 'output', 'documents'));
}

interface Asked {
  readonly number: string | null;
  readonly fields: Fields;
}

function read(document: Document, asked: string | null): ParseResult {
  const { format, root } = document;
  if (format === 'xml') return readReply(document);
  if (isProofDocument(root)) {
    return refuse('malformed', 'a proof-of-delivery document, which names no parcel');
  }
  const results = resultsIn(root, asked);
  if (results.length === 0) {
    const error = readUnknownError(document) ?? alertIn(root) ?? emptyIn(root);
    const detail = `no trackResults, at the top or in output.completeTrackResults: ${fieldsOf(root)}`;
    return error ?? refuse('malformed', detail);
  }
  return reportAll(results.map(readResult));
}

function resultsIn(root: unknown, asked: string | null): readonly Asked[] {
  const output = get(root, 'output') ?? root;
  const complete = recordsOf(output, 'completeTrackResults').flatMap((each) => {
    const number = textOf(each, 'trackingNumber') ?? asked;
    return recordsOf(each, 'trackResults').map((fields) => ({ number, fields }));
  });
  if (complete.length > 0) return complete;
  const pushed = recordsOf(output, 'trackResults');
  const bare = listOf(root).filter((each) => isRecord(get(each, 'trackingNumberInfo')));
  const found = pushed.length > 0 ? pushed : bare.filter(isRecord);
  return found.map((fields) => ({ number: asked, fields }));
}

/** An answer as it should be, with a result of nothing. */
function emptyIn(root: unknown): Refused | null {
  const results = get(root, 'output', 'completeTrackResults') ?? get(root, 'trackResults');
  return Array.isArray(results) ? refuse('not_found', 'FedEx gives no result') : null;
}

/** Alerts are words, or records with words. */
function alertIn(root: unknown): Refused | null {
  for (const alert of listOf(root, 'output', 'alerts')) {
    const words = textOf(alert) ?? textOf(alert, 'message');
    if (words !== null) return refuseByWords(words);
  }
  return null;
}

type Outcome = Read | Refused;

function readResult({ number, fields }: Asked): Outcome {
  const result = trackResult(fields, number);
  const told = readTrackResult(result);
  const code = textOf(fields, 'error', 'code');
  const message = textOf(fields, 'error', 'message') ?? code;
  if (message === null) return told;
  const said = [result.number, message].filter((each) => each !== null).join(': ');
  // A result may have scans and a complaint.
  if (told.shipment.events.length > 0) return { ...told, notices: [...told.notices, said] };
  return /NOTFOUND|NOT\.FOUND/.test(code ?? '')
    ? refuse('not_found', said)
    : { ...refuseByWords(message), detail: said };
}

function readReply(document: Document): ParseResult {
  const reply = trackReplyIn(document.root);
  const details = detailsIn(reply);
  if (details.length > 0) {
    return reportAll(
      details.map((each) => failureOf(each) ?? readTrackResult(trackResultOf(each))),
    );
  }
  const nothing = `no TrackDetails in the TrackReply: ${fieldsOf(reply ?? document.root)}`;
  return failureOfReply(reply) ?? readUnknownError(document) ?? refuse('malformed', nothing);
}

/** One number that cannot be told leaves the others alone. */
function reportAll(outcomes: readonly Outcome[]): ParseResult {
  const refusals = outcomes.filter((each) => 'refusal' in each);
  const told = outcomes.filter((each) => 'shipment' in each);
  const [first] = refusals;
  if (told.length === 0 && first) return first;
  const failed = refusals.map(({ refusal, detail }) => `${refusal}: ${detail}`);
  return report(
    told.map(({ shipment }) => shipment),
    [...told.flatMap(({ notices }) => notices), ...failed],
  );
}

function trackResult(fields: Fields, asked: string | null): TrackResult {
  const destination =
    get(fields, 'destinationLocation', 'locationContactAndAddress', 'address') ??
    get(fields, 'recipientInformation', 'address');
  const delivery = get(fields, 'deliveryDetails');
  return {
    number: textOf(fields, 'trackingNumberInfo', 'trackingNumber') ?? asked,
    uniqueId: textOf(fields, 'trackingNumberInfo', 'trackingNumberUniqueId'),
    service:
      textOf(fields, 'serviceDetail', 'description') ?? textOf(fields, 'serviceDetail', 'type'),
    scans: recordsOf(fields, 'scanEvents').map(scanOf),
    latest: latestOf(get(fields, 'latestStatusDetail')),
    dates: datesAmong(recordsOf(fields, 'dateAndTimes'), 'type', 'dateTime'),
    expected: windowIn(get(fields, 'estimatedDeliveryTimeWindow', 'window')),
    promised: windowIn(get(fields, 'standardTransitTimeWindow', 'window')),
    destination: placeIn(destination),
    signedBy: textOf(delivery, 'signedByName') ?? textOf(delivery, 'receivedByName'),
    leftAt: textOf(delivery, 'locationDescription'),
    attempts: numberOf(delivery, 'deliveryAttempts'),
    ...numbersAmong(
      recordsOf(fields, 'additionalTrackingInfo', 'packageIdentifiers').map((each) => ({
        type: textOf(each, 'type'),
        values: [...listOf(each, 'values'), get(each, 'value')].map((value) => textOf(value)),
      })),
    ),
  };
}

function scanOf(event: Fields): Scan {
  return {
    type: textOf(event, 'eventType'),
    derived: textOf(event, 'derivedStatusCode'),
    exceptionCode: textOf(event, 'exceptionCode'),
    exceptionWords: textOf(event, 'exceptionDescription'),
    delayType: textOf(event, 'delayDetail', 'type'),
    words: textOf(event, 'eventDescription') ?? textOf(event, 'derivedStatus'),
    time: textOf(event, 'date'),
    place: placeIn(get(event, 'scanLocation')),
  };
}

function latestOf(status: unknown): Scan {
  const [reason] = recordsOf(status, 'ancillaryDetails');
  return {
    type: textOf(status, 'code') ?? textOf(status, 'eventType'),
    derived: textOf(status, 'derivedCode') ?? textOf(status, 'derivedStatusCode'),
    exceptionCode: textOf(reason, 'reason'),
    exceptionWords: textOf(reason, 'reasonDescription'),
    delayType: textOf(status, 'delayDetail', 'type'),
    words: textOf(status, 'description') ?? textOf(status, 'statusByLocale'),
    time: textOf(status, 'date'),
    place: placeIn(get(status, 'scanLocation')),
  };
}

function windowIn(window: unknown): Window {
  return { begins: textOf(window, 'begins'), ends: textOf(window, 'ends') };
}
