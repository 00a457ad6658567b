/**
 * Chronopost: TrackingServiceWS (`trackSkybillV2` and its elder `trackSkybill`), SOAP, polled.
 * Sources: the WSDL and recorded answers; see chronopost/codes.ts.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, ownCodeReader, phraseOf, type Reading } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { dateOf, parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { CODES, LABELS } from './codes.ts';
import { poll } from './polling.ts';

export const chronopost = {
  id: 'chronopost',
  name: 'Chronopost',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'TrackingServiceWS: trackSkybillV2, trackSkybill (SOAP)',
  verify: () => notPushed('Chronopost'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(LABELS, CODES),
  homeZone: 'Europe/Paris',
} as const satisfies CarrierAdapter;

const ANSWERS = ['trackSkybillV2Response', 'trackSkybillResponse'] as const;
const LISTS = ['listEventInfoComp', 'listEvents'] as const;

function recognises({ format, root }: Document): boolean {
  return format === 'xml' && answerIn(root) !== null;
}

function answerIn(root: unknown): Fields | null {
  const body = get(root, 'Envelope', 'Body') ?? root;
  for (const name of ANSWERS) {
    const answer = get(body, name);
    if (isRecord(answer)) return answer;
  }
  return null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const answer = answerIn(root);
  const result = get(answer, 'return');
  if (!isRecord(result)) return refuse('malformed', `no return: ${fieldsOf(answer ?? root)}`);
  const error = textOf(result, 'errorCode') ?? '0';
  if (error !== '0') {
    const message = textOf(result, 'errorMessage') ?? 'no message';
    // A number that is not Chronopost's; 1 is Chronopost's own trouble.
    if (/n'existe pas|inconnu|introuvable/i.test(message)) return refuse('not_found', message);
    return refuseByWords(`${error}: ${message}`);
  }
  const list = LISTS.map((name) => get(result, name)).find(isRecord);
  const scans = recordsOf(list, 'events');
  if (scans.length === 0) return refuse('not_found', 'Chronopost knows no event of this number');
  const { events, notices } = readRows(scans, readScan);
  const shipment = trackedShipment({
    carrier: 'chronopost',
    trackingNumber: textOf(list, 'skybillNumber') ?? asked,
    events,
    edd: eddIn(scans),
    proofOfDelivery: proofIn(scans, events),
    relatedNumbers: scans.map((scan) => partnerNumber(scan)),
  });
  return report([shipment], notices);
}

const HOME = { home: 'Europe/Paris' } as const;
/** Offices that are no places. */
const SERVICES = /^(?:web services|service d['’]avisage)$/i;

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const written = textOf(scan, 'eventDate');
  const moment = parseTimestamp(written, HOME);
  if (!moment) return `events[${index}].eventDate is not a time: ${written ?? 'nothing'}`;
  const said = textOf(scan, 'eventLabel');
  const office = textOf(scan, 'officeLabel');
  return trackingEvent({
    reading: readingOf(textOf(scan, 'code') ?? '', said),
    moment,
    description: said,
    place: placeOf({
      city: office !== null && SERVICES.test(office) ? null : office,
      postalCode: textOf(scan, 'zipCode'),
    }),
  });
}

function readingOf(code: string, said: string | null): Reading {
  const byLabel = findCode(LABELS, phraseOf((said ?? '').replaceAll('’', "'")));
  return byLabel.mapped ? { ...byLabel, code } : findCode(CODES, code);
}

/** What a scan adds, by its name in the language that was asked for. */
function extra(scan: unknown, ...names: readonly string[]): string | null {
  const found = recordsOf(scan, 'infoCompList').find((row) =>
    names.includes((textOf(row, 'name') ?? '').toLowerCase().replaceAll('’', "'")),
  );
  return textOf(found, 'value');
}

/** `GEO/XT8452370122486`: the number of the partner that carries it too. */
function partnerNumber(scan: unknown): string | null {
  const number = extra(scan, 'partner number', 'numéro partenaire');
  return number?.replace(/^[A-Z]+\//, '') ?? null;
}

function proofIn(scans: readonly Fields[], events: readonly TrackingEvent[]) {
  const signedBy = scans
    .map((scan) => extra(scan, "consignee's name", 'nom du destinataire', 'nom du signataire'))
    .find((name) => name !== null);
  const at = events.find(({ status }) => status === 'delivered')?.occurredAt ?? null;
  return at === null ? null : proofOf({ at, signedBy: signedBy ?? null });
}

/** The day, or the appointment, that was agreed on last. */
function eddIn(scans: readonly Fields[]): EstimatedDelivery | null {
  const window = ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm'];
  for (const scan of scans.toReversed()) {
    const day = dateOf(extra(scan, 'date de relivraison', 'redelivery date'), ['dd/MM/yyyy']);
    const from = parseTimestampByFormat(extra(scan, 'début créneau rdv'), window, HOME);
    const until = parseTimestampByFormat(extra(scan, 'fin créneau rdv'), window, HOME);
    const edd = day === null ? eddOfWindow(from, until) : eddOfDate(day);
    if (edd) return edd;
  }
  return null;
}
