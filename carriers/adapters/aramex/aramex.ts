/**
 * Aramex: ShipmentTracking (SOAP and JSON), polled. Sources: the WSDL of Aramex's tracking service
 * (v1) for the structure; codes.ts names those for its updates.
 */

import type { ParseResult, Place, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getList,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import {
  parseOffset,
  parseTimestamp,
  parseTimestampByFormat,
  timestampFromEpoch,
} from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readCode } from './codes.ts';

export const aramex = {
  id: 'aramex',
  name: 'Aramex',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'ShipmentTracking (SOAP, JSON)',
  verify: () => notPushed('Aramex'),
  recognises,
  read,
  readOwnCode,
} as const satisfies CarrierAdapter;

function readOwnCode(code: string | null, words: string | null) {
  const reading = readCode(code?.toUpperCase() ?? null, words);
  return reading.mapped ? reading : null;
}

function recognises({ root }: Document): boolean {
  const answer = findAnswer(root);
  return (
    get(answer, 'HasErrors') !== undefined &&
    (get(answer, 'TrackingResults') !== undefined ||
      get(answer, 'NonExistingWaybills') !== undefined)
  );
}

function findAnswer(root: unknown): unknown {
  return (
    get(root, 'Envelope', 'Body', 'ShipmentTrackingResponse') ??
    get(root, 'ShipmentTrackingResponse') ??
    root
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const answer = findAnswer(root);
  const unknown = listUnknownNumbers(answer);
  const missing = unknown.map((number) => `Aramex does not know waybill ${number}`);
  const waybills = listWaybills(answer).map(({ key, updates }) => {
    const { events, notices } = readEventRows(updates, readUpdate);
    const number = key ?? getText(updates[0], 'WaybillNumber') ?? asked;
    return {
      shipment: buildShipment({
        carrier: 'aramex',
        trackingNumber: number,
        events,
        newestFirst: true,
      }),
      notices,
    };
  });
  if (waybills.length > 0) {
    const notices = waybills.flatMap((waybill) => waybill.notices);
    return buildResult(
      waybills.map(({ shipment }) => shipment),
      [...missing, ...notices],
    );
  }
  const [message] = getRecords(answer, 'Notifications', 'Notification')
    .concat(getRecords(answer, 'Notifications'))
    .map((notification) => getFirstText(notification, 'Message', 'Code'))
    .filter((words) => words !== null);
  if (getFlag(answer, 'HasErrors') === true)
    return refuseByMessage(message ?? 'errors without a message');
  const [first] = missing;
  if (first) return refuse('not_found', first);
  if (get(answer, 'TrackingResults') !== undefined)
    return refuse('not_found', message ?? 'the list of tracking results is empty');
  return refuse('malformed', `no TrackingResults: ${describeFields(answer)}`);
}

function listUnknownNumbers(answer: unknown): readonly string[] {
  const list = get(answer, 'NonExistingWaybills');
  const rows = isRecord(list) ? getList(list, 'string') : getList(list);
  return rows.map((row) => getText(row)).filter((number) => number !== null);
}

/** Pairs of a waybill and its updates: `KeyValueOf…` in XML, `Key` and `Value` in JSON. */
function listWaybills(answer: unknown) {
  const results = get(answer, 'TrackingResults');
  const isList = Array.isArray(results) || get(results, 'Key') !== undefined;
  const pairs = isList
    ? getRecords(results)
    : Object.entries(isRecord(results) ? results : {})
        .filter(([name]) => name.startsWith('KeyValue'))
        .flatMap(([, value]) => getRecords(value));
  return pairs.map((pair) => {
    const value = get(pair, 'Value');
    const isXml = get(value, 'TrackingResult') !== undefined;
    const updates = isXml ? getRecords(value, 'TrackingResult') : getRecords(value);
    return { key: getText(pair, 'Key'), updates };
  });
}

function readUpdate(update: Fields, index: number): TrackingEvent | string {
  const written = getText(update, 'UpdateDateTime');
  const place = parsePlace(getText(update, 'UpdateLocation'));
  const timestamp = readTimestamp(written, place);
  if (!timestamp) return `updates[${index}].UpdateDateTime is not a time: ${written ?? 'nothing'}`;
  const words = getText(update, 'UpdateDescription');
  const comments = getText(update, 'Comments');
  return buildEvent({
    reading: refineMovement(readCode(getText(update, 'UpdateCode'), words), words, comments),
    timestamp,
    description: words ?? comments,
    otherWords: [comments],
    place,
  });
}

/** Times are local; JSON writes them as `/Date(1469163600000+0300)/`. */
function readTimestamp(written: string | null, place: Place | null) {
  const hints = { place, homeZone: 'Asia/Dubai' };
  const ticks = /^\/Date\((\d+)([+-]\d{4})?\)\/$/.exec(written ?? '');
  if (!ticks) {
    const formats = ['dd/MM/yyyy HH:mm:ss', 'M/d/yyyy h:mm:ss a'];
    return parseTimestamp(written, hints) ?? parseTimestampByFormat(written, formats, hints);
  }
  const [, ms, offset = null] = ticks;
  const instant = timestampFromEpoch(Number(ms));
  const minutes = parseOffset(offset);
  if (!instant || minutes === null) return instant;
  const wall = new Date(instant.occurredAt + minutes * 60_000).toISOString().slice(0, 19);
  return parseTimestamp(wall, { offsetMinutes: minutes });
}
