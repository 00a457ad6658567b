/**
 * La Poste and Colissimo: API Suivi v2 (Okapi), and Colissimo's tracking web service (SOAP);
 * polled. Sources: developer.laposte.fr (response, event codes, return codes), Colissimo's
 * specification of the web service (error codes); see colissimo/codes.ts.
 */

import type { ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  eddOfDate,
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, findFirstCode, ownCodeReader, type Reading } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { dateOf, parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { OKAPI, WEB_SERVICE } from './codes.ts';
import { poll } from './polling.ts';

export const colissimo = {
  id: 'colissimo',
  name: 'Colissimo',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'La Poste Suivi v2: one, list, errors (JSON); Colissimo web service (SOAP)',
  verify: () => notPushed('Colissimo'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(OKAPI),
  homeZone: 'Europe/Paris',
} as const satisfies CarrierAdapter;

const HOME = { home: 'Europe/Paris' } as const;

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') return serviceAnswerIn(root) !== null;
  return answersIn(root).some(
    (answer) =>
      isRecord(get(answer, 'shipment', 'timeline', 0)) ||
      textOf(answer, 'shipment', 'idShip') !== null ||
      (textOf(answer, 'idShip') !== null && get(answer, 'returnCode') !== undefined),
  );
}

function answersIn(root: unknown): readonly Fields[] {
  return Array.isArray(get(root, 'responses')) ? recordsOf(root, 'responses') : recordsOf(root);
}

function read({ format, root }: Document, asked: string | null): ParseResult {
  if (format === 'xml') return readServiceAnswer(root, asked);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: Refused[] = [];
  const answers = answersIn(root);
  for (const answer of answers) {
    const shipment = get(answer, 'shipment');
    if (isRecord(shipment) && Object.keys(shipment).length > 0) {
      const { shipment: found, unread } = readShipment(shipment, asked);
      shipments.push(found);
      notices.push(...unread);
      continue;
    }
    const refusal = refusalIn(answer);
    if (!refusal) continue;
    refusals.push(refusal);
    notices.push(`${textOf(answer, 'idShip') ?? 'an answer'}: ${refusal.detail}`);
  }
  if (shipments.length > 0) return report(shipments, notices);
  return refusals[0] ?? refuse('malformed', `no shipment: ${fieldsOf(answers[0] ?? root)}`);
}

/** 400 and 404 are of numbers that La Poste does not know; others are of the request. */
function refusalIn(answer: Fields): Refused | null {
  const code = firstText(answer, 'returnCode', 'code');
  const message = firstText(answer, 'returnMessage', 'message');
  if (code === null && message === null) return null;
  const detail = [code, message].filter((part) => part !== null).join(': ');
  const isOfNumber = get(answer, 'returnCode') !== undefined && /^(400|404)$/.test(code ?? '');
  return isOfNumber ? refuse('not_found', detail) : refuseByWords(detail);
}

function readShipment(shipment: Fields, asked: string | null) {
  const { events, notices } = readRows(recordsOf(shipment, 'event'), readEvent);
  const product = textOf(shipment, 'product');
  return {
    shipment: trackedShipment({
      // La Poste's tracking also answers for parcels that its daughter carries.
      carrier: /chronopost/i.test(product ?? '') ? 'chronopost' : 'colissimo',
      trackingNumber: textOf(shipment, 'idShip') ?? asked,
      service: product,
      events,
      newestFirst: true,
      edd: eddOfDate(dateOf(textOf(shipment, 'estimDate'))),
      relatedNumbers: [textOf(shipment, 'contextData', 'partner', 'reference')],
    }),
    unread: notices,
  };
}

function readEvent(event: Fields, index: number) {
  const written = textOf(event, 'date');
  const moment = parseTimestamp(written, HOME);
  if (!moment) return `event[${index}].date is not a time: ${written ?? 'nothing'}`;
  const said = textOf(event, 'label');
  return trackingEvent({
    reading: readingOf(textOf(event, 'code') ?? '', said),
    moment,
    description: said,
  });
}

/** The words by which a label tells why a parcel could not be handed over. */
const CAUSES = ['absent', 'refus', 'adresse'] as const;

function readingOf(code: string, said: string | null): Reading {
  const cause = CAUSES.find((word) => said?.toLowerCase().includes(word));
  const reading = findFirstCode(OKAPI, cause ? [`${code}/${cause}`, code] : [code]);
  return { ...reading, code };
}

function serviceAnswerIn(root: unknown): Fields | null {
  const body = get(root, 'Envelope', 'Body') ?? root;
  const answer = get(body, 'trackResponse', 'return');
  if (!isRecord(answer)) return null;
  const isOwn = get(answer, 'eventLibelle') !== undefined || get(answer, 'errorCode') !== undefined;
  return isOwn ? answer : null;
}

/** The web service tells the last event alone. */
function readServiceAnswer(root: unknown, asked: string | null): ParseResult {
  const answer = serviceAnswerIn(root);
  if (!answer) return refuse('malformed', `no trackResponse: ${fieldsOf(root)}`);
  const error = textOf(answer, 'errorCode') ?? '0';
  if (error !== '0') return refuseService(error, textOf(answer, 'errorMessage'));
  const written = textOf(answer, 'eventDate');
  const place = placeOf({
    city: textOf(answer, 'eventSite') ?? textOf(answer, 'recipientCity'),
    country: textOf(answer, 'recipientCountryCode'),
  });
  const moment = parseTimestamp(written, HOME) ?? parseTimestampByFormat(written, FORMATS, HOME);
  const event = moment
    ? trackingEvent({
        reading: findCode(WEB_SERVICE, textOf(answer, 'eventCode') ?? ''),
        moment,
        description: textOf(answer, 'eventLibelle'),
        place,
      })
    : null;
  const shipment = trackedShipment({
    carrier: 'colissimo',
    trackingNumber: textOf(answer, 'skybillNumber') ?? asked,
    events: event ? [event] : [],
  });
  return report([shipment], moment ? [] : [`eventDate is not a time: ${written ?? 'nothing'}`]);
}

const FORMATS = ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'dd/MM/yyyy'];
/** Invalid, too old, and unknown numbers. */
const SERVICE_NOT_FOUND = new Set(['101', '103', '105']);

function refuseService(code: string, message: string | null): Refused {
  const detail = `${code}: ${message ?? 'no message'}`;
  return SERVICE_NOT_FOUND.has(code) ? refuse('not_found', detail) : refuse('error', detail);
}
