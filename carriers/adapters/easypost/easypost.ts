/** EasyPost: an aggregator that pushes whole trackers. Source: its API reference. */

import type { EstimatedDelivery, ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findFirstCode, ownCodeReader } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  numberOf,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { join, verifyMac } from '../../reading/signature.ts';
import { dateOf, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
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
  readOwnCode: ownCodeReader(CODES),
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
  // EasyPost may have signed a whole weight as `17.0` and sent `17`.
  const signed = ({ body }: WebhookRequest) => join(withDecimalWeight(body));
  const again = verifyMac(request, secrets, { ...scheme, signed });
  return again.ok ? again : verdict;
}

function withDecimalWeight(body: Uint8Array): string {
  return new TextDecoder().decode(body).replace(/("weight":\s*\d+)(\s*)(?=[,}])/, '$1.0$2');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const object = textOf(root, 'object');
  if (object === 'Tracker' || object === 'Payload') return true;
  if (object === 'Event') return true;
  if (object === 'Shipment' && textOf(root, 'tracker', 'object') === 'Tracker') return true;
  if (
    /^(tracker|batch|scan_form|insurance|refund|payment|report)\./.test(
      textOf(root, 'description') ?? '',
    )
  )
    return true;
  const inner = textOf(root, 'result', 'object') ?? textOf(root, 'trackers', 0, 'object');
  if (inner !== null || textOf(root, 0, 'object') === 'Tracker') return true;
  return textOf(root, 'events', 0, 'object') === 'Event';
}

function read({ root }: Document): ParseResult {
  const trackers = trackersIn(root);
  if (trackers.length === 0) return refuseOther(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const tracker of trackers) {
    const result = readTracker(tracker);
    if (result.shipment) shipments.push(result.shipment);
    notices.push(...result.notices);
  }
  if (shipments.length > 0) return report(shipments, notices);
  const failed = trackers.find((tracker) => textOf(tracker, 'status') === 'error');
  if (failed) return refuse('error', messageOf(failed) ?? 'the tracker is in the status error');
  return refuse('malformed', notices.join('; '));
}

function trackersIn(root: unknown): readonly Fields[] {
  const inner = get(root, 'result') ?? root;
  if (Array.isArray(get(root, 'trackers'))) return recordsOf(root, 'trackers');
  if (Array.isArray(root)) return recordsOf(root).filter((each) => 'tracking_code' in each);
  // A Shipment has its Tracker within.
  const tracker = get(inner, 'tracker') ?? inner;
  return isRecord(tracker) && get(tracker, 'tracking_code') !== undefined ? [tracker] : [];
}

/** EasyPost tells a webhook of all that happens in an account: most of it is about no parcel. */
function refuseOther(root: unknown): ParseResult {
  const error = textOf(root, 'error', 'message');
  if (error !== null) return refuseByWords(error);
  if (Array.isArray(get(root, 'trackers')))
    return refuse('not_found', 'the list of trackers is empty');
  const about = textOf(root, 'result', 'object') ?? textOf(root, 'object');
  const event = textOf(root, 'description');
  const told = [event, about].filter((each) => each !== null).join(' about ');
  const what = told === '' ? fieldsOf(root) : `${told}, not a Tracker`;
  return refuse('malformed', `no tracker with a tracking_code, at the top or in result: ${what}`);
}

function messageOf(tracker: Fields): string | null {
  return textOf(tracker, 'tracking_details', 0, 'message');
}

function readTracker(tracker: Fields): {
  readonly shipment: TrackedShipment | null;
  readonly notices: readonly string[];
} {
  const number = textOf(tracker, 'tracking_code');
  if (number === null) return { shipment: null, notices: ['a tracker has no tracking_code'] };
  const details = recordsOf(tracker, 'tracking_details');
  // What EasyPost could not do is listed among the scans, and is none.
  const scans = details.filter((detail) => textOf(detail, 'status') !== 'error');
  const failures = details.filter((detail) => textOf(detail, 'status') === 'error');
  const notices = failures.map((failure) => `error: ${textOf(failure, 'message') ?? 'no message'}`);
  if (scans.length === 0 && textOf(tracker, 'status') === 'error')
    return { shipment: null, notices };
  const { events, notices: unread } = readRows(scans, readDetail);
  const shipment = trackedShipment({
    carrier: findCarrier(textOf(tracker, 'carrier') ?? 'unknown').id,
    trackingNumber: number,
    uniqueId: textOf(tracker, 'id'),
    service: textOf(tracker, 'carrier_detail', 'service'),
    events,
    edd: eddIn(tracker),
    originalEdd: eddOfDate(dateOf(textOf(tracker, 'carrier_detail', 'guaranteed_delivery_date'))),
    proofOfDelivery: proofOf({
      at: events.findLast(({ status }) => status === 'delivered')?.occurredAt ?? null,
      signedBy: textOf(tracker, 'signed_by'),
    }),
    attempts: numberOf(tracker, 'carrier_detail', 'delivery_attempts'),
    relatedNumbers: [textOf(tracker, 'carrier_detail', 'alternate_identifier')],
  });
  return { shipment, notices: [...notices, ...unread] };
}

function readDetail(detail: Fields, index: number) {
  const written = textOf(detail, 'datetime');
  const moment = parseTimestamp(written);
  if (!moment) return `tracking_details[${index}].datetime is not a time: ${written ?? 'nothing'}`;
  const status = textOf(detail, 'status') ?? '';
  const statusDetail = textOf(detail, 'status_detail');
  return trackingEvent({
    reading: findFirstCode(CODES, statusDetail ? [`${status}/${statusDetail}`, status] : [status]),
    moment,
    description: textOf(detail, 'message') ?? textOf(detail, 'description'),
    place: placeOf({
      city: textOf(detail, 'tracking_location', 'city'),
      region: textOf(detail, 'tracking_location', 'state'),
      postalCode: textOf(detail, 'tracking_location', 'zip'),
      country: textOf(detail, 'tracking_location', 'country'),
    }),
  });
}

/** Midnight UTC is a date; what the carrier calls local is the day at the door. */
function eddIn(tracker: Fields): EstimatedDelivery | null {
  const local = dateOf(textOf(tracker, 'carrier_detail', 'est_delivery_date_local'));
  return eddOfDate(local ?? dateOf(textOf(tracker, 'est_delivery_date')));
}
