/**
 * DHL Parcel Polska: answers of DHL24 WebAPI v2 (SOAP), method getTrackAndTraceInfo. Source: DHL24's
 * documentation of the method and of the structure ShipmentEvent.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
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
import { beginsWithNewest } from '../../reading/event-order.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { STATUSES } from './codes.ts';

const HOME = 'Europe/Warsaw';
const NOT_FOUND =
  /nie (?:zosta[łl]a? )?(?:znaleziono|znaleziona|istnieje|ma )|brak (?:danych|przesy[łl]k|wynik)|nieprawid[łl]owy numer/i;

export const dhl_poland = {
  id: 'dhl_poland',
  name: 'DHL Parcel Polska',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: DHL24 is polled (its pushes come by `dhl_unified`)',
  formats: 'DHL24 WebAPI getTrackAndTraceInfo, with or without its SOAP envelope (XML)',
  verify: () => notPushed('DHL Parcel Polska'),
  recognises,
  read,
  readOwnCode: ownCodeReader(STATUSES),
  homeZone: 'Europe/Warsaw',
} as const satisfies CarrierAdapter;

/** DHL24's faults have numbers; those of other SOAP services name the guilty side. */
function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  const body = bodyOf(root);
  if (get(body, 'getTrackAndTraceInfoResponse') !== undefined) return true;
  if (get(body, 'getTrackAndTraceInfoResult') !== undefined) return true;
  return /^\d{1,3}$/.test(textOf(body, 'Fault', 'faultcode') ?? '');
}

function bodyOf(root: unknown): unknown {
  return get(root, 'Envelope', 'Body') ?? root;
}

function read({ root }: Document): ParseResult {
  const body = bodyOf(root);
  const fault = firstText(get(body, 'Fault'), 'faultstring', 'faultcode');
  if (fault !== null) return refuseFault(fault);
  const answer = get(body, 'getTrackAndTraceInfoResponse') ?? body;
  const results = recordsOf(answer, 'getTrackAndTraceInfoResult');
  if (results.length === 0) {
    const what = isRecord(answer) ? fieldsOf(answer) : fieldsOf(root);
    return refuse('malformed', `no getTrackAndTraceInfoResult: the body has ${what}`);
  }
  const read = results.map(readResult);
  const notices = read.flatMap((each) => each.notices);
  return report(
    read.map(({ shipment }) => shipment),
    notices,
  );
}

function refuseFault(fault: string): ParseResult {
  return NOT_FOUND.test(fault) ? refuse('not_found', fault) : refuseByWords(fault);
}

function readResult(result: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const list = get(result, 'events');
  const rows = recordsOf(list, 'item').length > 0 ? recordsOf(list, 'item') : recordsOf(list);
  const { events, notices } = readRows(rows, readEvent);
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: 'dhl_poland',
    trackingNumber: textOf(result, 'shipmentId'),
    events,
    newestFirst: beginsWithNewest(events),
    proofOfDelivery: delivery
      ? proofOf({ at: delivery.occurredAt, signedBy: textOf(result, 'receivedBy') })
      : null,
  });
  return { shipment, notices };
}

function readEvent(event: Fields): TrackingEvent | string {
  const code = textOf(event, 'status') ?? textOf(event, 'description');
  if (code === null) return 'an event has neither status nor description';
  const written = textOf(event, 'timestamp');
  const moment = parseTimestamp(written, { home: HOME });
  if (!moment) return `event ${code} at ${written ?? 'no time'} is left out: not a time`;
  return trackingEvent({
    reading: findCode(STATUSES, code),
    moment,
    description: textOf(event, 'description'),
    place: placeOf({ city: textOf(event, 'terminal') }),
  });
}
