/**
 * DHL Parcel Polska: responses of DHL24 WebAPI v2 (SOAP), method getTrackAndTraceInfo. Source:
 * DHL24's documentation of the method and of the structure ShipmentEvent.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  createOwnCodeReader,
  findCode,
  keyByWords,
  normalizePhrase,
} from '../../reading/code-table.ts';
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
import { isNewestFirst } from '../../reading/event-order.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { STATUSES } from './codes.ts';

const HOME = 'Europe/Warsaw';
const SENTENCES = keyByWords(STATUSES);
const NOT_FOUND =
  /nie (?:zosta[łl]a? )?(?:znaleziono|znaleziona|istnieje|ma )|brak (?:danych|przesy[łl]k|wynik)|nieprawid[łl]owy numer/i;

export const dhl_poland = {
  id: 'dhl_poland',
  name: 'DHL Parcel Polska',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks of its own: DHL pushes to `dhl_unified`',
  formats: 'DHL24 WebAPI getTrackAndTraceInfo, with or without its SOAP envelope (XML)',
  verify: () => notPushed('DHL Parcel Polska'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(STATUSES),
  homeZone: 'Europe/Warsaw',
} as const satisfies CarrierAdapter;

/** DHL24's faults have numbers; those of other SOAP services say client or server. */
function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  const body = unwrapBody(root);
  if (get(body, 'getTrackAndTraceInfoResponse') !== undefined) return true;
  if (get(body, 'getTrackAndTraceInfoResult') !== undefined) return true;
  return /^\d{1,3}$/.test(getText(body, 'Fault', 'faultcode') ?? '');
}

function unwrapBody(root: unknown): unknown {
  return get(root, 'Envelope', 'Body') ?? root;
}

function read({ root }: Document): ParseResult {
  const body = unwrapBody(root);
  const fault = getFirstText(get(body, 'Fault'), 'faultstring', 'faultcode');
  if (fault !== null) return refuseFault(fault);
  const answer = get(body, 'getTrackAndTraceInfoResponse') ?? body;
  const results = getRecords(answer, 'getTrackAndTraceInfoResult');
  if (results.length === 0) {
    const what = isRecord(answer) ? describeFields(answer) : describeFields(root);
    return refuse('malformed', `no getTrackAndTraceInfoResult: the body has ${what}`);
  }
  const read = results.map(readResult);
  const notices = read.flatMap((each) => each.notices);
  return buildResult(
    read.map(({ shipment }) => shipment),
    notices,
  );
}

function refuseFault(fault: string): ParseResult {
  return NOT_FOUND.test(fault) ? refuse('not_found', fault) : refuseByMessage(fault);
}

function readResult(result: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const list = get(result, 'events');
  const rows = getRecords(list, 'item').length > 0 ? getRecords(list, 'item') : getRecords(list);
  const { events, notices } = readEventRows(rows, readEvent);
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: 'dhl_poland',
    trackingNumber: getText(result, 'shipmentId'),
    events,
    newestFirst: isNewestFirst(events),
    proofOfDelivery: delivery
      ? buildProof({ at: delivery.occurredAt, signedBy: getText(result, 'receivedBy') })
      : null,
  });
  return { shipment, notices };
}

function readEvent(event: Fields): TrackingEvent | string {
  const code = getText(event, 'status') ?? getText(event, 'description');
  if (code === null) return 'an event has neither status nor description';
  const written = getText(event, 'timestamp');
  const timestamp = parseTimestamp(written, { homeZone: HOME });
  if (!timestamp) return `event ${code} at ${written ?? 'no time'} is left out: not a time`;
  const description = getText(event, 'description');
  const own = findCode(SENTENCES, normalizePhrase(description ?? ''));
  const reading = preferOwnSentence(findCode(STATUSES, code), own, description);
  return buildEvent({
    reading: reading.mapped ? reading : refineMovement(reading, description),
    timestamp,
    description,
    place: buildPlace({ city: getText(event, 'terminal') }),
  });
}
