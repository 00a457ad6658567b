/**
 * Chronopost: TrackingServiceWS (`trackSkybillV2` and the older `trackSkybill`), SOAP, polled.
 * Sources: the WSDL and recorded responses; see chronopost/codes.ts.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  createOwnCodeReader,
  findCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseDate, parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES, LABELS } from './codes.ts';
import { poll } from './polling.ts';

export const chronopost = {
  id: 'chronopost',
  name: 'Chronopost',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'TrackingServiceWS: trackSkybillV2, trackSkybill (SOAP)',
  verify: () => notPushed('Chronopost'),
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(LABELS, CODES),
  homeZone: 'Europe/Paris',
} as const satisfies CarrierAdapter;

const ANSWERS = ['trackSkybillV2Response', 'trackSkybillResponse'] as const;
const LISTS = ['listEventInfoComp', 'listEvents'] as const;

function recognises({ format, root }: Document): boolean {
  return format === 'xml' && findAnswer(root) !== null;
}

function findAnswer(root: unknown): Fields | null {
  const body = get(root, 'Envelope', 'Body') ?? root;
  for (const name of ANSWERS) {
    const answer = get(body, name);
    if (isRecord(answer)) return answer;
  }
  return null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const answer = findAnswer(root);
  const result = get(answer, 'return');
  if (!isRecord(result)) return refuse('malformed', `no return: ${describeFields(answer ?? root)}`);
  const error = getText(result, 'errorCode') ?? '0';
  if (error !== '0') {
    const message = getText(result, 'errorMessage') ?? 'no message';
    // The number is not Chronopost's; code 1 is an error at Chronopost.
    if (/n'existe pas|inconnu|introuvable/i.test(message)) return refuse('not_found', message);
    return refuseByMessage(`${error}: ${message}`);
  }
  const list = LISTS.map((name) => get(result, name)).find(isRecord);
  const scans = getRecords(list, 'events');
  if (scans.length === 0) return refuse('not_found', 'Chronopost has no event for this number');
  const { events, notices } = readEventRows(scans, readScan);
  const shipment = buildShipment({
    carrier: 'chronopost',
    trackingNumber: getText(list, 'skybillNumber') ?? asked,
    events,
    edd: readEdd(scans),
    proofOfDelivery: readProof(scans, events),
    relatedNumbers: scans.map((scan) => findPartnerNumber(scan)),
  });
  return buildResult([shipment], notices);
}

const HOME = { homeZone: 'Europe/Paris' } as const;
/** Offices that are not places. */
const SERVICES = /^(?:web services|service d['’]avisage)$/i;

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const written = getText(scan, 'eventDate');
  const timestamp = parseTimestamp(written, HOME);
  if (!timestamp) return `events[${index}].eventDate is not a time: ${written ?? 'nothing'}`;
  const words = getText(scan, 'eventLabel');
  const office = getText(scan, 'officeLabel');
  return buildEvent({
    reading: readCode(getText(scan, 'code') ?? '', words),
    timestamp,
    description: words,
    place: buildPlace({
      city: office !== null && SERVICES.test(office) ? null : office,
      postalCode: getText(scan, 'zipCode'),
    }),
  });
}

function readCode(code: string, words: string | null): CodeReading {
  const byLabel = findCode(LABELS, normalizePhrase((words ?? '').replaceAll('’', "'")));
  return byLabel.mapped ? { ...byLabel, code } : refineMovement(findCode(CODES, code), words);
}

/** An extra field of a scan, by its name in the requested language. */
function findExtra(scan: unknown, ...names: readonly string[]): string | null {
  const found = getRecords(scan, 'infoCompList').find((row) =>
    names.includes((getText(row, 'name') ?? '').toLowerCase().replaceAll('’', "'")),
  );
  return getText(found, 'value');
}

/** `GEO/XT8452370122486`: the number at a partner carrier. */
function findPartnerNumber(scan: unknown): string | null {
  const number = findExtra(scan, 'partner number', 'numéro partenaire');
  return number?.replace(/^[A-Z]+\//, '') ?? null;
}

function readProof(scans: readonly Fields[], events: readonly TrackingEvent[]) {
  const signedBy = scans
    .map((scan) => findExtra(scan, "consignee's name", 'nom du destinataire', 'nom du signataire'))
    .find((name) => name !== null);
  const at = events.find(({ status }) => status === 'delivered')?.occurredAt ?? null;
  return at === null ? null : buildProof({ at, signedBy: signedBy ?? null });
}

/** The day or appointment that was agreed on last. */
function readEdd(scans: readonly Fields[]): EstimatedDelivery | null {
  const window = ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm'];
  for (const scan of scans.toReversed()) {
    const day = parseDate(findExtra(scan, 'date de relivraison', 'redelivery date'), [
      'dd/MM/yyyy',
    ]);
    const from = parseTimestampByFormat(findExtra(scan, 'début créneau rdv'), window, HOME);
    const until = parseTimestampByFormat(findExtra(scan, 'fin créneau rdv'), window, HOME);
    const edd = day === null ? eddFromWindow(from, until) : eddFromDate(day);
    if (edd) return edd;
  }
  return null;
}
