/**
 * GLS: Track And Trace V1, the answer of its tracking page, and that of GLS Netherlands' page for
 * consumers; all polled. Sources: GLS's OpenAPI 1.0.7 and recorded answers; see gls/codes.ts.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  eddOfWindow,
  placeOf,
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
  flagOf,
  get,
  isRecord,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { EVENTS, SENTENCES, STATES, STATUSES } from './codes.ts';

export const gls = {
  id: 'gls',
  name: 'GLS',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Track And Trace V1, tracking page, GLS Netherlands’ page for consumers (JSON)',
  verify: () => notPushed('GLS'),
  recognises,
  read,
  readOwnCode: ownCodeReader(EVENTS),
  homeZone: 'Europe/Berlin',
} as const satisfies CarrierAdapter;

const ERROR_CODE = /^E_\d{3}_\d{2}$/;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (ERROR_CODE.test(textOf(root, 'errorCode') ?? '')) return true;
  if (get(root, 'eventsCodes') !== undefined || get(root, 'parcelshopDelivery') !== undefined)
    return true;
  if (isForConsumers(root)) return true;
  if (Array.isArray(get(root, 'tuStatus')) || isOfPage(root)) return true;
  if (textOf(root, 'lastError') !== null && textOf(root, 'exceptionText') !== null) return true;
  return recordsOf(root, 'parcels').some(
    (parcel) =>
      ERROR_CODE.test(textOf(parcel, 'errorCode') ?? '') ||
      (get(parcel, 'unitno') !== undefined && get(parcel, 'requested') !== undefined),
  );
}

function isForConsumers(root: unknown): boolean {
  return textOf(root, 'parcelNo') !== null && Array.isArray(get(root, 'scans'));
}

function isOfPage(status: unknown): boolean {
  if (!isRecord(get(status, 'progressBar'))) return false;
  return (
    get(status, 'history') !== undefined || textOf(status, 'progressBar', 'statusInfo') !== null
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  if (isForConsumers(root)) return readForConsumers(root, asked);
  const page = isOfPage(root) ? [root] : recordsOf(root, 'tuStatus').filter(isOfPage);
  if (page.length > 0) return gather(page.map((status) => readStatusOfPage(status, asked)));
  const parcels = recordsOf(root, 'parcels');
  if (parcels.length === 0) return refuseWhole(root);
  const refusals: Refused[] = [];
  const notices: string[] = [];
  const read: Read[] = [];
  for (const parcel of parcels) {
    const refusal = refusalIn(parcel);
    if (!refusal) read.push(readParcel(parcel, numbersOf(parcel, parcels), asked));
    if (refusal) refusals.push(refusal);
    if (refusal) notices.push(`${textOf(parcel, 'requested') ?? 'a parcel'}: ${refusal.detail}`);
  }
  const [first] = refusals;
  return read.length === 0 && first ? first : gather(read, notices);
}

interface Read {
  readonly shipment: TrackedShipment;
  readonly unread: readonly string[];
}

function gather(read: readonly Read[], notices: readonly string[] = []): ParseResult {
  return report(
    read.map(({ shipment }) => shipment),
    [...notices, ...read.flatMap(({ unread }) => unread)],
  );
}

function refuseWhole(root: unknown): Refused {
  const refusal = refusalIn(root);
  if (refusal) return refusal;
  const said = textOf(root, 'exceptionText') ?? textOf(root, 'lastError');
  if (said !== null) return refuseByWords(said);
  if (Array.isArray(get(root, 'tuStatus')))
    return refuse('not_found', 'the list tuStatus is empty');
  if (Array.isArray(get(root, 'parcels')))
    return refuse('not_found', 'the list of parcels is empty');
  return refuse('malformed', `no parcels: ${fieldsOf(root)}`);
}

/** `E_404_01`: the middle is the HTTP status that the answer would have had. */
function refusalIn(parcel: unknown): Refused | null {
  const code = textOf(parcel, 'errorCode');
  if (code === null) return null;
  const detail = `${code}: ${textOf(parcel, 'errorMessage') ?? 'no message'}`;
  return code.startsWith('E_404') ? refuse('not_found', detail) : refuse('error', detail);
}

/** The number that was asked for is the parcel's name, unless it is a reference of several. */
function numbersOf(parcel: Fields, all: readonly Fields[]): readonly (string | null)[] {
  const requested = textOf(parcel, 'requested');
  const same = all.filter((each) => textOf(each, 'requested') === requested);
  const unit = textOf(parcel, 'unitno');
  return same.length > 1 ? [unit, requested] : [requested, unit];
}

function readParcel(
  parcel: Fields,
  numbers: readonly (string | null)[],
  asked: string | null,
): Read {
  const scans = recordsOf(parcel, 'events');
  const status = textOf(parcel, 'status');
  const changed = textOf(parcel, 'statusDateTime');
  const listed = readRows(scans, (scan, index) => {
    const at = textOf(scan, 'eventDateTime');
    const moment = parseTimestamp(at, HOME);
    if (!moment) return `events[${index}].eventDateTime is not a time: ${at ?? 'nothing'}`;
    const said = textOf(scan, 'description');
    return trackingEvent({
      // The parcel's status is about the event that changed it.
      reading: readingOf(textOf(scan, 'code') ?? '', said, at === changed ? status : null),
      moment,
      description: said,
      place: placeIn(scan),
    });
  });
  const events = scans.length > 0 ? listed.events : statusAsEvent(status, changed);
  return {
    shipment: trackedShipment({
      carrier: 'gls',
      trackingNumber: numbers.find((number) => number !== null) ?? asked,
      events,
      newestFirst: true,
      relatedNumbers: numbers,
    }),
    unread: listed.notices,
  };
}

const HOME = { home: 'Europe/Berlin' } as const;

function statusAsEvent(status: string | null, at: string | null): readonly TrackingEvent[] {
  const moment = parseTimestamp(at, HOME);
  if (status === null || !moment) return [];
  const description = STATUSES[status]?.words ?? null;
  return [trackingEvent({ reading: findCode(STATUSES, status), moment, description })];
}

function readingOf(code: string, said: string | null, status: string | null): Reading {
  const byCode = findCode(EVENTS, code);
  if (byCode.mapped) return byCode;
  // Apostrophes come as they come, the accent among them.
  const sentence = (said ?? '').replaceAll(/ ?\u0301|[´’`]/g, "'");
  const bySentence = findCode(SENTENCES, phraseOf(sentence));
  if (bySentence.mapped) return { ...bySentence, code };
  // A history that is closed says nothing of the event that closed it.
  if (status === null || status === 'FINAL') return byCode;
  return { ...findCode(STATUSES, status), code };
}

function placeIn(scan: unknown) {
  return placeOf({
    city: textOf(scan, 'city'),
    postalCode: textOf(scan, 'postalCode'),
    country: textOf(scan, 'country') ?? textOf(scan, 'countryCode'),
  });
}

/**
 * Local times without an offset. Some countries' pages have no history: the status of the day stands for
 * it. `retourFlag` is about the way of the parcel as a whole: what is then delivered is with its sender.
 */
function readStatusOfPage(status: unknown, asked: string | null): Read {
  const { events, notices } = readRows(recordsOf(status, 'history'), (scan, index) => {
    const place = placeIn(get(scan, 'address'));
    const at = `${textOf(scan, 'date') ?? ''}T${textOf(scan, 'time') ?? ''}`;
    const moment = parseTimestamp(at, { place, ...HOME });
    if (!moment) return `history[${index}] has no date and time: ${at}`;
    const said = textOf(scan, 'evtDscr');
    const reading = readingOf(textOf(scan, 'evtNo') ?? '', said, null);
    return trackingEvent({ reading, moment, description: said, place });
  });
  const bar = get(status, 'progressBar');
  const isReturn = flagOf(bar, 'retourFlag') === true;
  const listed =
    events.length > 0
      ? events
      : statusAsEvent(textOf(bar, 'statusInfo'), textOf(status, 'date')).map((event) =>
          isReturn ? onItsWayBack(event) : event,
        );
  const shipment = trackedShipment({
    carrier: 'gls',
    trackingNumber: textOf(status, 'tuNo') ?? textOf(status, 'referenceNo') ?? asked,
    events: isReturn ? listed.map(backAtItsSender) : listed,
    newestFirst: true,
  });
  return {
    shipment,
    unread: isReturn ? [...notices, 'the parcel is marked as a return'] : notices,
  };
}

function onItsWayBack(event: TrackingEvent): TrackingEvent {
  const moves = event.status === 'in_transit' || event.status === 'out_for_delivery';
  return moves ? { ...event, status: 'return_to_sender' } : event;
}

function backAtItsSender(event: TrackingEvent): TrackingEvent {
  if (event.status !== 'delivered') return event;
  return { ...event, status: 'return_to_sender', reason: 'returned', responsible: 'shop' };
}

/** Scans are of Amsterdam's clocks, estimates of UTC. */
function readForConsumers(root: unknown, asked: string | null): ParseResult {
  const isAtShop =
    flagOf(root, 'deliveryListInfo', 'isParcelShop') === true ||
    isRecord(get(root, 'deliveryScanInfo', 'parcelShop'));
  const isDelivered = flagOf(root, 'deliveryScanInfo', 'isDelivered');
  const { events, notices } = readRows(recordsOf(root, 'scans'), (scan, index) => {
    const moment = parseTimestamp(textOf(scan, 'dateTime'), { home: 'Europe/Amsterdam' });
    if (!moment) return `scans[${index}].dateTime is not a time`;
    const state = textOf(scan, 'state') ?? '';
    const waits = state === '4' && isAtShop && isDelivered !== true;
    return trackingEvent({
      reading: findCode(STATES, waits ? '4/parcelshop' : state),
      moment,
      description: textOf(scan, 'eventReasonDescr'),
    });
  });
  const shipment = trackedShipment({
    carrier: 'gls',
    trackingNumber: textOf(root, 'parcelNo') ?? asked,
    events,
    edd: eddOfWindow(
      parseTimestamp(textOf(root, 'deliveryStatus', 'etaTimestampMin')),
      parseTimestamp(textOf(root, 'deliveryStatus', 'etaTimestampMax')),
    ),
  });
  const contradicts = isDelivered === false && events.some(({ status }) => status === 'delivered');
  const note = 'a scan says that the parcel was delivered, deliveryScanInfo that it was not';
  return report([shipment], contradicts ? [...notices, note] : notices);
}
