/**
 * La Poste and Colissimo: API Suivi v2 (Okapi) and Colissimo's tracking web service (SOAP), polled;
 * and the JSON of the tracking page. Sources: developer.laposte.fr (response, event codes, return
 * codes), Colissimo's specification of the web service (error codes); see colissimo/codes.ts.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  createOwnCodeReader,
  findCode,
  findFirstCode,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { createSentenceReader } from '../../reading/sentence-table.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseDate, parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { turnBack } from '../../reading/turn-back.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { FAILURES, GROUPS, OKAPI, STEPS, WEB_SERVICE } from './codes.ts';
import { poll } from './polling.ts';

export const colissimo = {
  id: 'colissimo',
  name: 'Colissimo',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats:
    'La Poste Suivi v2 and tracking page: one, list, errors (JSON); Colissimo web service (SOAP)',
  verify: () => notPushed('Colissimo'),
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(OKAPI, WEB_SERVICE),
  homeZone: 'Europe/Paris',
} as const satisfies CarrierAdapter;

const HOME = { homeZone: 'Europe/Paris' } as const;

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') return findServiceAnswer(root) !== null;
  return listAnswers(root).some(
    (answer) =>
      isRecord(get(answer, 'shipment', 'timeline', 0)) ||
      getText(answer, 'shipment', 'idShip') !== null ||
      (getText(answer, 'idShip') !== null && get(answer, 'returnCode') !== undefined),
  );
}

function listAnswers(root: unknown): readonly Fields[] {
  return Array.isArray(get(root, 'responses')) ? getRecords(root, 'responses') : getRecords(root);
}

function read({ format, root }: Document, asked: string | null): ParseResult {
  if (format === 'xml') return readServiceAnswer(root, asked);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: Refused[] = [];
  const answers = listAnswers(root);
  for (const answer of answers) {
    const shipment = get(answer, 'shipment');
    if (isRecord(shipment) && Object.keys(shipment).length > 0) {
      const { shipment: found, unread } = readShipment(shipment, asked);
      shipments.push(found);
      notices.push(...unread);
      continue;
    }
    const refusal = readRefusal(answer);
    if (!refusal) continue;
    refusals.push(refusal);
    notices.push(`${getText(answer, 'idShip') ?? 'an answer'}: ${refusal.detail}`);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  return refusals[0] ?? refuse('malformed', `no shipment: ${describeFields(answers[0] ?? root)}`);
}

/**
 * 104 (the page), 400 and 404: La Poste does not know the number. Other codes are about the
 * request.
 */
function readRefusal(answer: Fields): Refused | null {
  const code = getFirstText(answer, 'returnCode', 'code');
  const message = getFirstText(answer, 'returnMessage', 'message');
  if (code === null && message === null) return null;
  const detail = [code, message].filter((part) => part !== null).join(': ');
  const isOfNumber = get(answer, 'returnCode') !== undefined && /^(104|400|404)$/.test(code ?? '');
  return isOfNumber ? refuse('not_found', detail) : refuseByMessage(detail);
}

function readShipment(shipment: Fields, asked: string | null) {
  const rows = getRecords(shipment, 'event');
  const { events, notices } = readEventRows(rows, readEvent);
  const product = getText(shipment, 'product');
  const known = rows.length > 0 ? events : readTimeline(shipment);
  const isBack = getFlag(shipment, 'contextData', 'isParcelBack') === true;
  return {
    shipment: buildShipment({
      // La Poste's tracking also covers parcels of its subsidiary Chronopost.
      carrier: /chronopost/i.test(product ?? '') ? 'chronopost' : 'colissimo',
      trackingNumber: getText(shipment, 'idShip') ?? asked,
      service: product,
      events: isBack ? turnBack(known) : known,
      newestFirst: true,
      edd: eddFromDate(parseDate(getText(shipment, 'estimDate'))),
      relatedNumbers: [getText(shipment, 'contextData', 'partner', 'reference')],
    }),
    unread: notices,
  };
}

/** For responses without events: the steps of the timeline that have a date. */
function readTimeline(shipment: Fields): readonly TrackingEvent[] {
  return getRecords(shipment, 'timeline').flatMap((step) => {
    const timestamp = parseTimestamp(getText(step, 'date'), HOME);
    if (!timestamp || getFlag(step, 'status') === false) return [];
    const words = getText(step, 'shortLabel');
    const longer = getText(step, 'longLabel');
    const reading = refineMovement(readStep(words), words, longer);
    return [buildEvent({ reading, timestamp, description: words, otherWords: [longer] })];
  });
}

function readEvent(event: Fields, index: number) {
  const written = getText(event, 'date');
  const timestamp = parseTimestamp(written, HOME);
  if (!timestamp) return `event[${index}].date is not a time: ${written ?? 'nothing'}`;
  const words = getText(event, 'label');
  const code = getFirstText(event, 'code', 'status') ?? '';
  return buildEvent({
    reading: readCode(code, { words, group: getText(event, 'group') }),
    timestamp,
    description: words,
  });
}

const readStep = createSentenceReader(STEPS);
const readFailure = createSentenceReader(FAILURES);

/** Words in a label that say why delivery failed. */
const CAUSES = ['absent', 'refus', 'adresse'] as const;

function readCode(
  code: string,
  { words, group }: { readonly words: string | null; readonly group: string | null },
): CodeReading {
  const cause = CAUSES.find((word) => words?.toLowerCase().includes(word));
  const byCode = findFirstCode(OKAPI, cause ? [`${code}/${cause}`, code] : [code]);
  const reading = [byCode, findCode(WEB_SERVICE, code), findCode(GROUPS, group ?? '')].find(
    ({ mapped }) => mapped,
  );
  const failure = readFailure(words);
  const isOnTour = reading?.status === 'out_for_delivery' || reading?.status === 'in_transit';
  const read = isOnTour && failure.mapped ? failure : (reading ?? byCode);
  return refineMovement({ ...read, code }, words);
}

function findServiceAnswer(root: unknown): Fields | null {
  const body = get(root, 'Envelope', 'Body') ?? root;
  const answer = get(body, 'trackResponse', 'return');
  if (!isRecord(answer)) return null;
  const isOwn = get(answer, 'eventLibelle') !== undefined || get(answer, 'errorCode') !== undefined;
  return isOwn ? answer : null;
}

/** The web service returns only the last event. */
function readServiceAnswer(root: unknown, asked: string | null): ParseResult {
  const answer = findServiceAnswer(root);
  if (!answer) return refuse('malformed', `no trackResponse: ${describeFields(root)}`);
  const error = getText(answer, 'errorCode') ?? '0';
  if (error !== '0') return refuseService(error, getText(answer, 'errorMessage'));
  const written = getText(answer, 'eventDate');
  const place = buildPlace({
    city: getText(answer, 'eventSite') ?? getText(answer, 'recipientCity'),
    country: getText(answer, 'recipientCountryCode'),
  });
  const timestamp = parseTimestamp(written, HOME) ?? parseTimestampByFormat(written, FORMATS, HOME);
  const event = timestamp
    ? buildEvent({
        reading: refineMovement(
          findCode(WEB_SERVICE, getText(answer, 'eventCode') ?? ''),
          getText(answer, 'eventLibelle'),
        ),
        timestamp,
        description: getText(answer, 'eventLibelle'),
        place,
      })
    : null;
  const shipment = buildShipment({
    carrier: 'colissimo',
    trackingNumber: getText(answer, 'skybillNumber') ?? asked,
    events: event ? [event] : [],
  });
  return buildResult(
    [shipment],
    timestamp ? [] : [`eventDate is not a time: ${written ?? 'nothing'}`],
  );
}

const FORMATS = ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'dd/MM/yyyy'];
/** Invalid, expired and unknown numbers. */
const SERVICE_NOT_FOUND = new Set(['101', '103', '105']);

function refuseService(code: string, message: string | null): Refused {
  const detail = `${code}: ${message ?? 'no message'}`;
  return SERVICE_NOT_FOUND.has(code) ? refuse('not_found', detail) : refuse('error', detail);
}
