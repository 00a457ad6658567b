/**
 * SEKO (OmniParcel): parcels that local carriers deliver. Source: SEKO's integration guide
 * (tracking webhook and API: `EventDT` is local to the place of the event) and its list of
 * OmniParcel codes.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { parseAddressLine } from '../../reading/address-line.ts';
import { buildEvent, buildResult, buildShipment } from '../../reading/build-result.ts';
import { createOwnCodeReader, findCode } from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
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
} from '../../reading/document.ts';
import { combinePieces, type PieceEvent } from '../../reading/pieces.ts';
import { getHeader, verifySharedSecret } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';

export const seko = {
  id: 'seko',
  name: 'SEKO',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'no signature: the secret itself in the header `Password`, as Basic password, or as `?token=`',
  webhookSecret: { kind: 'token' },
  // A webhook is a list of consignments (integration guide). It names no size.
  webhookBytesMax: 2 * 1024 * 1024,
  formats: 'list of consignments with OmniParcel codes (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

/** SEKO signs nothing: it sends the user name and password that the shop set. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given =
    getHeader(request, 'password') ?? parsePassword(getHeader(request, 'authorization'));
  return verifySharedSecret(
    given ?? request.query['token'] ?? null,
    secrets,
    'the header Password',
  );
}

function parsePassword(authorization: string | null): string | null {
  const [scheme, credentials = ''] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(credentials, 'base64').toString();
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : null;
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return listConsignments(root).some(
    (each) => get(each, 'Events') !== undefined || get(each, 'Tracking') !== undefined,
  );
}

function listConsignments(root: unknown): readonly Fields[] {
  const list = Array.isArray(root) ? root : [root];
  return list.filter(isRecord).filter((each) => get(each, 'ConsignmentNo') !== undefined);
}

function read({ root }: Document): ParseResult {
  const consignments = listConsignments(root).filter((each) => findNumber(each) !== null);
  if (consignments.length === 0) return refuseOther(root);
  const read = consignments.map(readConsignment);
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function findNumber(consignment: Fields): string | null {
  return getText(consignment, 'ConsignmentNo');
}

function refuseOther(root: unknown): ParseResult {
  const [error] = getRecords(root, 'Errors');
  const message = error
    ? getFirstText(error, 'Message', 'Key')
    : getFirstText(root, 'Message', 'message', 'error');
  if (message !== null) return refuseByMessage(message);
  if (Array.isArray(root) && root.length === 0)
    return refuse('not_found', 'the list of consignments is empty');
  return refuse('malformed', `no consignment with a ConsignmentNo: ${describeFields(root)}`);
}

function readConsignment(consignment: Fields) {
  const rows: PieceEvent[] = [];
  const notices: string[] = [];
  for (const [index, given] of getRecords(consignment, 'Events').entries()) {
    const event = readEvent(given, index);
    if (typeof event === 'string') notices.push(event);
    else rows.push({ event, piece: getText(given, 'Part') });
  }
  const number = findNumber(consignment);
  // If a consignment is delivered in part, it has parts that no event names yet.
  const isPart = /\bpart(ly|ial|ially)?\b/i.test(getText(consignment, 'Status') ?? '');
  const parts = new Set(rows.map(({ piece }) => piece)).size;
  const events = combinePieces(rows, { count: isPart ? parts + 1 : null, number: null });
  return {
    shipment: buildShipment({ carrier: 'seko', trackingNumber: number, events }),
    notices,
  };
}

function readEvent(event: Fields, index: number) {
  const place = parseAddressLine(getText(event, 'Location'), 'country');
  const written = getText(event, 'EventDT');
  const timestamp = parseTimestamp(written, { place });
  if (!timestamp) return `Events[${index}].EventDT is not a time: ${written ?? 'nothing'}`;
  // `Code` is the delivering carrier's own code and differs by carrier.
  const reading = findCode(CODES, getFirstText(event, 'OmniCode', 'Code') ?? 'no code');
  const description = getText(event, 'Description');
  return buildEvent({
    reading: refineMovement(reading, description),
    timestamp,
    description,
    otherWords: [getText(event, 'ExtraInfo')],
    place,
  });
}
