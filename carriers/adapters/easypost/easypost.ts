/** EasyPost: an aggregator that pushes whole trackers. Source: its API reference. */

import type { EstimatedDelivery, ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import { createOwnCodeReader, findFirstCode } from '../../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getNumber,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { concatBytes, verifyMac } from '../../reading/signature.ts';
import { parseDate, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { poll } from './polling.ts';
import { CODES } from './statuses.ts';

export const easypost = {
  id: 'easypost',
  name: 'EasyPost',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, hex, in `X-Hmac-Signature`, over the raw body',
  formats: 'Event with a Tracker, Tracker, list of Trackers, Shipment (JSON)',
  verify,
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const scheme = {
    header: 'X-Hmac-Signature',
    encoding: 'hex',
    prefix: 'hmac-sha256-hex=',
    keyOf: (secret: string) => secret.normalize('NFKD'),
  } as const;
  const verdict = verifyMac(request, secrets, scheme);
  if (verdict.ok || verdict.reason !== 'bad_signature') return verdict;
  // EasyPost may sign a whole weight as `17.0` and send `17`.
  const signed = ({ body }: WebhookRequest) => concatBytes(withDecimalWeight(body));
  const again = verifyMac(request, secrets, { ...scheme, signed });
  return again.ok ? again : verdict;
}

function withDecimalWeight(body: Uint8Array): string {
  return new TextDecoder().decode(body).replace(/("weight":\s*\d+)(\s*)(?=[,}])/, '$1.0$2');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const object = getText(root, 'object');
  if (object === 'Tracker' || object === 'Payload') return true;
  if (object === 'Event') return true;
  if (object === 'Shipment' && getText(root, 'tracker', 'object') === 'Tracker') return true;
  if (
    /^(tracker|batch|scan_form|insurance|refund|payment|report)\./.test(
      getText(root, 'description') ?? '',
    )
  )
    return true;
  const inner = getText(root, 'result', 'object') ?? getText(root, 'trackers', 0, 'object');
  if (inner !== null || getText(root, 0, 'object') === 'Tracker') return true;
  return getText(root, 'events', 0, 'object') === 'Event';
}

function read({ root }: Document): ParseResult {
  const trackers = listTrackers(root);
  if (trackers.length === 0) return refuseOther(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const tracker of trackers) {
    const result = readTracker(tracker);
    if (result.shipment) shipments.push(result.shipment);
    notices.push(...result.notices);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const failed = trackers.find((tracker) => getText(tracker, 'status') === 'error');
  if (failed) return refuse('error', readMessage(failed) ?? 'the tracker is in the status error');
  return refuse('malformed', notices.join('; '));
}

function listTrackers(root: unknown): readonly Fields[] {
  const inner = get(root, 'result') ?? root;
  if (Array.isArray(get(root, 'trackers'))) return getRecords(root, 'trackers');
  if (Array.isArray(root)) return getRecords(root).filter((each) => 'tracking_code' in each);
  // A Shipment contains its Tracker.
  const tracker = get(inner, 'tracker') ?? inner;
  return isRecord(tracker) && get(tracker, 'tracking_code') !== undefined ? [tracker] : [];
}

/** EasyPost sends all events of an account, most of which are not about a parcel. */
function refuseOther(root: unknown): ParseResult {
  const error = getText(root, 'error', 'message');
  if (error !== null) return refuseByMessage(error);
  if (Array.isArray(get(root, 'trackers')))
    return refuse('not_found', 'the list of trackers is empty');
  const about = getText(root, 'result', 'object') ?? getText(root, 'object');
  const event = getText(root, 'description');
  const subject = [event, about].filter((each) => each !== null).join(' about ');
  const what = subject === '' ? describeFields(root) : `${subject}, not a Tracker`;
  return refuse('malformed', `no tracker with a tracking_code, at the top or in result: ${what}`);
}

function readMessage(tracker: Fields): string | null {
  return getText(tracker, 'tracking_details', 0, 'message');
}

function readTracker(tracker: Fields): {
  readonly shipment: TrackedShipment | null;
  readonly notices: readonly string[];
} {
  const number = getText(tracker, 'tracking_code');
  if (number === null) return { shipment: null, notices: ['a tracker has no tracking_code'] };
  const details = getRecords(tracker, 'tracking_details');
  // EasyPost lists its own failures among the scans.
  const scans = details.filter((detail) => getText(detail, 'status') !== 'error');
  const failures = details.filter((detail) => getText(detail, 'status') === 'error');
  const notices = failures.map(
    (failure) => `error: ${getText(failure, 'message') ?? 'no message'}`,
  );
  if (scans.length === 0 && getText(tracker, 'status') === 'error')
    return { shipment: null, notices };
  const { events, notices: unread } = readEventRows(scans, readDetail);
  const shipment = buildShipment({
    carrier: findCarrier(getText(tracker, 'carrier') ?? 'unknown').id,
    trackingNumber: number,
    uniqueId: getText(tracker, 'id'),
    service: getText(tracker, 'carrier_detail', 'service'),
    events,
    edd: readEdd(tracker),
    originalEdd: eddFromDate(
      parseDate(getText(tracker, 'carrier_detail', 'guaranteed_delivery_date')),
    ),
    proofOfDelivery: buildProof({
      at: events.findLast(({ status }) => status === 'delivered')?.occurredAt ?? null,
      signedBy: getText(tracker, 'signed_by'),
    }),
    attempts: getNumber(tracker, 'carrier_detail', 'delivery_attempts'),
    relatedNumbers: [getText(tracker, 'carrier_detail', 'alternate_identifier')],
  });
  return { shipment, notices: [...notices, ...unread] };
}

function readDetail(detail: Fields, index: number) {
  const written = getText(detail, 'datetime');
  const timestamp = parseTimestamp(written);
  if (!timestamp)
    return `tracking_details[${index}].datetime is not a time: ${written ?? 'nothing'}`;
  const status = getText(detail, 'status') ?? '';
  const statusDetail = getText(detail, 'status_detail');
  return buildEvent({
    reading: findFirstCode(CODES, statusDetail ? [`${status}/${statusDetail}`, status] : [status]),
    timestamp,
    description: getText(detail, 'message') ?? getText(detail, 'description'),
    place: buildPlace({
      city: getText(detail, 'tracking_location', 'city'),
      region: getText(detail, 'tracking_location', 'state'),
      postalCode: getText(detail, 'tracking_location', 'zip'),
      country: getText(detail, 'tracking_location', 'country'),
    }),
  });
}

/** Midnight UTC is a date. The carrier's local time gives the day at the destination. */
function readEdd(tracker: Fields): EstimatedDelivery | null {
  const local = parseDate(getText(tracker, 'carrier_detail', 'est_delivery_date_local'));
  return eddFromDate(local ?? parseDate(getText(tracker, 'est_delivery_date')));
}
