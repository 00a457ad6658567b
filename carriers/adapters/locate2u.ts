/**
 * Locate2u: a stop of a delivery run (JSON), polled. Source: the example in its API documentation;
 * the statuses as its integrators list them, each checked against its words. A stop has only its
 * current status, dated at its last change. A stop is a delivery or a pickup at the sender.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
} from '../reading/build-result.ts';
import { type CodeReading, type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import { correctDelivered } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  get,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...codeRows('pre_transit', { Pending: 'Pending' }),
  ...codeRows('out_for_delivery', { Enroute: 'Enroute', Arrived: 'Arrived' }),
  ...codeRows('delivered', { Complete: 'Complete', Completed: 'Completed' }),
  ...codeRows('attempted', { Failed: 'Failed' }),
  ...codeRows('cancelled', { Cancelled: 'Cancelled' }),
  ...codeRows('exception/held', { 'On Hold': 'On Hold' }),
  ...codeRows('in_transit/delay', { Delayed: 'Delayed' }),
};

/** Stops that collect the parcel from its sender. */
const PICKUP_CODES: CodeTable = {
  ...codeRows('pre_transit', {
    Pending: 'Pending',
    Enroute: 'Enroute',
    Arrived: 'Arrived',
    Failed: 'Failed',
    'On Hold': 'On Hold',
    Delayed: 'Delayed',
  }),
  ...codeRows('in_transit', { Complete: 'Complete', Completed: 'Completed' }),
  ...codeRows('cancelled', { Cancelled: 'Cancelled' }),
};

export const locate2u = {
  id: 'locate2u',
  name: 'Locate2u',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Stop (JSON)',
  verify: () => notPushed('Locate2u'),
  recognises,
  read,
  homeZone: 'Australia/Sydney',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return (
    format === 'json' &&
    getText(root, 'stopId') !== null &&
    getText(root, 'status') !== null &&
    (get(root, 'tripDate') !== undefined || get(root, 'assignedTo') !== undefined)
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const status = getText(root, 'status');
  const stop = getText(root, 'stopId');
  if (status === null || stop === null) {
    const error = readUnknownError(document);
    return error ?? refuse('malformed', `no stopId and status: ${describeFields(root)}`);
  }
  const written = getText(root, 'lastModifiedDate') ?? getText(root, 'arrivalDate');
  const place = readPlace(getText(root, 'address'));
  const timestamp = parseTimestamp(written, { place, homeZone: 'Australia/Sydney' });
  const isPickup = /pick|collect/i.test(getText(root, 'type') ?? '');
  const reading = isPickup ? findCode(PICKUP_CODES, status) : readDelivery(root, status);
  const event = timestamp ? [buildEvent({ reading, timestamp, description: status, place })] : [];
  const shipment = buildShipment({
    carrier: 'locate2u',
    trackingNumber: asked ?? stop,
    uniqueId: stop,
    events: event,
    edd: readEdd(root, place),
  });
  return buildResult(
    [shipment],
    timestamp ? [] : [`lastModifiedDate is not a time: ${written ?? 'nothing'}`],
  );
}

/** A completed stop may have lines that the driver did not deliver. */
function readDelivery(root: unknown, status: string): CodeReading {
  const reading = findCode(CODES, status);
  if (reading.status !== 'delivered') return reading;
  const lines = getRecords(root, 'lines').map((line) =>
    readLine(reading, getText(line, 'status'), getText(line, 'itemStatus')),
  );
  const failed = lines.filter((line) => line.status !== 'delivered');
  const [first] = failed;
  if (!first) return reading;
  return failed.length < lines.length ? { ...reading, ...PARTIAL } : first;
}

const PARTIAL = { status: 'in_transit', reason: 'partial', responsible: 'carrier' } as const;
const FAILED = { status: 'attempted', reason: null, responsible: null } as const;

function readLine(reading: CodeReading, ...words: readonly (string | null)[]): CodeReading {
  const isFailed = words.some((each) => /^(failed|cancelled|missing|rejected)$/i.test(each ?? ''));
  return isFailed ? { ...reading, ...FAILED } : correctDelivered(reading, ...words);
}

/** The day of the run and its time window, in the stop's local time. */
function readEdd(root: unknown, place: Place | null) {
  const date = parseDate(getText(root, 'tripDate')?.slice(0, 10) ?? null);
  const hints = { place, homeZone: 'Australia/Sydney' };
  const [from, until] = ['timeWindowStart', 'timeWindowEnd'].map((key) =>
    parseTimestamp(`${date ?? ''}T${getText(root, key) ?? ''}`, hints),
  );
  return eddFromWindow(from ?? null, until ?? null) ?? eddFromDate(date);
}

/** `…, Pyrmont NSW 2009, Australia`. */
function readPlace(address: string | null): Place | null {
  const parts = /, ([^,]+) (NSW|VIC|QLD|SA|WA|TAS|NT|ACT) (\d{4})(?:, Australia)?$/.exec(
    address ?? '',
  );
  if (!parts) return null;
  const [, city = null, region = null, postalCode = null] = parts;
  return buildPlace({ city, region, postalCode, country: 'AU' });
}
