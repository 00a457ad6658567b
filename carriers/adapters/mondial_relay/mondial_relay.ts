/**
 * Mondial Relay (also Punto Pack): `WSI2_TracingColisDetaille` of its web service (SOAP), and the
 * JSON of its tracking page. Sources: the WSDL of the web service, its list of `STAT` codes as
 * published with PrestaShop's module, and recorded responses; public projects that read the page.
 */

import type { ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { correctNewestByAll } from '../../reading/all-words.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import { type CodeReading, type CodeTable, codeRows, findCode } from '../../reading/code-table.ts';
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
import { parsePlace } from '../../reading/place-words.ts';
import { createSentenceReader } from '../../reading/sentence-table.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseDate, parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { SENTENCES } from './sentences.ts';

/** The responses about the parcel itself; other `STAT` codes are errors. */
const STATES: CodeTable = {
  ...codeRows('pre_transit', { '80': 'Colis enregistré' }),
  ...codeRows('in_transit', { '81': 'Colis en traitement chez Mondial Relay' }),
  ...codeRows('delivered', { '82': 'Colis livré' }),
  ...codeRows('exception/other', { '83': 'Anomalie' }),
};

/** The number of the parcel or shipment is invalid, or the parcel is unknown. */
const NOT_FOUND = new Set(['24', '91', '94']);

const readSentence = createSentenceReader(SENTENCES);

export const mondial_relay = {
  id: 'mondial_relay',
  name: 'Mondial Relay',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'WSI2_TracingColisDetaille (SOAP), tracking page (JSON)',
  verify: () => notPushed('Mondial Relay'),
  recognises,
  read,
  readOwnCode,
  homeZone: 'Europe/Paris',
} as const satisfies CarrierAdapter;

const HOME = 'Europe/Paris';

function readOwnCode(code: string | null, words: string | null): CodeReading | null {
  const reading = readSentence(words);
  if (reading.mapped) return reading;
  const state = findCode(STATES, code ?? '');
  return state.mapped ? state : null;
}

function findAnswer(root: unknown): Fields | null {
  const body = get(root, 'Envelope', 'Body') ?? root;
  const answer =
    get(body, 'WSI2_TracingColisDetailleResponse', 'WSI2_TracingColisDetailleResult') ??
    get(body, 'WSI2_TracingColisDetailleResult');
  return isRecord(answer) ? answer : null;
}

function recognises({ root }: Document): boolean {
  if (findAnswer(root)) return true;
  const expedition = get(root, 'Expedition');
  return get(expedition, 'Evenements') !== undefined || isUnknownOnPage(root);
}

/** The page repeats the search that found nothing. */
function isUnknownOnPage(root: unknown): boolean {
  return get(root, 'FiltresRecherche') !== undefined && !isRecord(get(root, 'Expedition'));
}

function read({ root }: Document, asked: string | null): ParseResult {
  const answer = findAnswer(root);
  if (answer) return readAnswer(answer, asked);
  const expedition = get(root, 'Expedition');
  if (isRecord(expedition) && recognises({ format: 'json', root }))
    return readExpedition(expedition, asked);
  if (isUnknownOnPage(root)) return refuse('not_found', 'the page knows no such shipment');
  return refuse('malformed', `no Expedition and no Tracing: ${describeFields(root)}`);
}

function readAnswer(answer: Fields, asked: string | null): ParseResult {
  const state = getText(answer, 'STAT') ?? '0';
  const words = [getText(answer, 'Libelle01'), getText(answer, 'Libelle02')];
  if (state !== '0' && !findCode(STATES, state).mapped) {
    const detail = `STAT ${state}: ${words.find((each) => each !== null) ?? 'no message'}`;
    return NOT_FOUND.has(state) ? refuse('not_found', detail) : refuseByMessage(detail);
  }
  // The service fills its list with empty rows.
  const rows = getRecords(answer, 'Tracing', 'ret_WSI2_sub_TracingColisDetaille').filter(
    (row) => getText(row, 'Libelle') !== null,
  );
  const { events, notices } = readEventRows(rows, (row, index) => {
    const date = getText(row, 'Date')?.replace(SHORT_YEAR, '/20$1') ?? null;
    const written = [date, getText(row, 'Heure')].filter((part) => part !== null).join(' ');
    const country = getText(row, 'Relais_Pays');
    const place = parsePlace(getText(row, 'Emplacement'), country === null ? {} : { country });
    const timestamp = parseTimestampByFormat(written, FORMATS, { place, homeZone: HOME });
    if (!timestamp) return `Tracing[${index}] has no time: ${written || 'nothing'}`;
    return buildScan(getText(row, 'Libelle'), { timestamp, place });
  });
  const shipment = buildShipment({
    carrier: 'mondial_relay',
    trackingNumber: asked,
    events: completeNewest(events, findCode(STATES, state), words),
  });
  return buildResult([shipment], notices);
}

const FORMATS = ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'];
const SHORT_YEAR = /\/(\d\d)$/;

function readExpedition(expedition: Fields, asked: string | null): ParseResult {
  const { events, notices } = readEventRows(getRecords(expedition, 'Evenements'), (row, index) => {
    const written = getText(row, 'Date');
    const hints = { homeZone: HOME };
    const timestamp =
      parseTimestamp(written, hints) ?? parseTimestampByFormat(written, FORMATS, hints);
    if (!timestamp) return `Evenements[${index}].Date is not a time: ${written ?? 'nothing'}`;
    return buildScan(getText(row, 'Libelle'), { timestamp, place: null });
  });
  const headline = getText(expedition, 'SuiviContextuel');
  const shipment = buildShipment({
    carrier: 'mondial_relay',
    trackingNumber: getText(expedition, 'Numero') ?? asked,
    events: completeNewest(events, readSentence(headline), [headline]),
    newestFirst: true,
    edd: eddFromDate(parseDate(getText(expedition, 'EstimatedDeliveryDate'))),
  });
  return buildResult([shipment], notices);
}

function buildScan(
  words: string | null,
  at: Pick<Parameters<typeof buildEvent>[0], 'timestamp' | 'place'>,
): TrackingEvent {
  const reading = refineMovement(readSentence(words), words);
  return buildEvent({ ...at, reading, description: words });
}

/**
 * The words about the whole parcel may contradict its newest event. If that event is not specific,
 * the state of the whole parcel decides.
 */
function completeNewest(
  events: readonly TrackingEvent[],
  whole: CodeReading,
  words: readonly (string | null)[],
): readonly TrackingEvent[] {
  const newest = Math.max(...events.map(({ occurredAt }) => occurredAt));
  const completed = events.map((event) => {
    const isSilent = event.status === null && event.occurredAt === newest;
    return isSilent && whole.mapped ? { ...event, ...whole, code: event.code } : event;
  });
  return correctNewestByAll(completed, words);
}
