/**
 * SEKO (OmniParcel): parcels that local carriers deliver. Source: SEKO's integration guide (tracking
 * webhook and API: `EventDT` is local to the place of the event) and its list of OmniParcel codes.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { placeOfLine } from '../../reading/address-line.ts';
import { readRows, report, trackedShipment, trackingEvent } from '../../reading/build-result.ts';
import { findCode, ownCodeReader } from '../../reading/code-table.ts';
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
} from '../../reading/document.ts';
import { headerOf, verifyShared } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';

export const seko = {
  id: 'seko',
  name: 'SEKO',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'the secret itself in the header `Password`, as the password of Basic, or as `?token=`',
  formats: 'list of consignments with OmniParcel codes (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

/** SEKO signs nothing: it sends the user name and the password that the shop gave it. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = headerOf(request, 'password') ?? passwordOf(headerOf(request, 'authorization'));
  return verifyShared(given ?? request.query['token'] ?? null, secrets, 'the header Password');
}

function passwordOf(authorization: string | null): string | null {
  const [scheme, credentials = ''] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(credentials, 'base64').toString();
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : null;
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return consignmentsIn(root).some(
    (each) => get(each, 'Events') !== undefined || get(each, 'Tracking') !== undefined,
  );
}

function consignmentsIn(root: unknown): readonly Fields[] {
  const list = Array.isArray(root) ? root : [root];
  return list.filter(isRecord).filter((each) => get(each, 'ConsignmentNo') !== undefined);
}

function read({ root }: Document): ParseResult {
  const consignments = consignmentsIn(root).filter((each) => numberIn(each) !== null);
  if (consignments.length === 0) return refuseOther(root);
  const read = consignments.map(readConsignment);
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function numberIn(consignment: Fields): string | null {
  return textOf(consignment, 'ConsignmentNo');
}

function refuseOther(root: unknown): ParseResult {
  const [error] = recordsOf(root, 'Errors');
  const message = error
    ? firstText(error, 'Message', 'Key')
    : firstText(root, 'Message', 'message', 'error');
  if (message !== null) return refuseByWords(message);
  if (Array.isArray(root) && root.length === 0)
    return refuse('not_found', 'the list of consignments is empty');
  return refuse('malformed', `no consignment with a ConsignmentNo: ${fieldsOf(root)}`);
}

function readConsignment(consignment: Fields) {
  const { events, notices } = readRows(recordsOf(consignment, 'Events'), readEvent);
  const shipment = trackedShipment({
    carrier: 'seko',
    trackingNumber: numberIn(consignment),
    events,
  });
  return { shipment, notices };
}

function readEvent(event: Fields, index: number) {
  const place = placeOfLine(textOf(event, 'Location'), 'country');
  const written = textOf(event, 'EventDT');
  const moment = parseTimestamp(written, { place });
  if (!moment) return `Events[${index}].EventDT is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    // `Code` is the delivering carrier's own, and every carrier's differ.
    reading: findCode(CODES, firstText(event, 'OmniCode', 'Code') ?? 'no code'),
    moment,
    description: textOf(event, 'Description'),
    place,
  });
}
