/**
 * Locate2u: a stop of a delivery run (JSON), polled. Source: the example of its API; the
 * statuses as its integrators list them. A stop has the status of now alone, as of its last change.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
  placeOf,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, rows } from '../reading/code-table.ts';
import { type Document, fieldsOf, get, refuse, textOf } from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...rows('pre_transit', { Pending: 'Pending' }),
  ...rows('out_for_delivery', { Enroute: 'Enroute', Arrived: 'Arrived' }),
  ...rows('delivered', { Complete: 'Complete', Completed: 'Completed' }),
  ...rows('attempted', { Failed: 'Failed' }),
  ...rows('cancelled', { Cancelled: 'Cancelled' }),
  ...rows('exception/held', { 'On Hold': 'On Hold' }),
  ...rows('in_transit/delay', { Delayed: 'Delayed' }),
};

export const locate2u = {
  id: 'locate2u',
  name: 'Locate2u',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Stop (JSON)',
  verify: () => notPushed('Locate2u'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return (
    format === 'json' &&
    textOf(root, 'stopId') !== null &&
    textOf(root, 'status') !== null &&
    (get(root, 'tripDate') !== undefined || get(root, 'assignedTo') !== undefined)
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const status = textOf(root, 'status');
  const stop = textOf(root, 'stopId');
  if (status === null || stop === null) {
    const error = readUnknownError(document);
    return error ?? refuse('malformed', `no stopId and status: ${fieldsOf(root)}`);
  }
  const written = textOf(root, 'lastModifiedDate') ?? textOf(root, 'arrivalDate');
  const place = placeIn(textOf(root, 'address'));
  const moment = parseTimestamp(written, { place, home: 'Australia/Sydney' });
  const event = moment
    ? [trackingEvent({ reading: findCode(CODES, status), moment, description: status, place })]
    : [];
  const shipment = trackedShipment({
    carrier: 'locate2u',
    trackingNumber: asked ?? stop,
    uniqueId: stop,
    events: event,
    edd: eddIn(root, place),
  });
  return report(
    [shipment],
    moment ? [] : [`lastModifiedDate is not a time: ${written ?? 'nothing'}`],
  );
}

/** The day of the run, and the window on it, by the clocks at the stop. */
function eddIn(root: unknown, place: Place | null) {
  const date = dateOf(textOf(root, 'tripDate')?.slice(0, 10) ?? null);
  const clues = { place, home: 'Australia/Sydney' };
  const [from, until] = ['timeWindowStart', 'timeWindowEnd'].map((key) =>
    parseTimestamp(`${date ?? ''}T${textOf(root, key) ?? ''}`, clues),
  );
  return eddOfWindow(from ?? null, until ?? null) ?? eddOfDate(date);
}

/** `…, Pyrmont NSW 2009, Australia`. */
function placeIn(address: string | null): Place | null {
  const parts = /, ([^,]+) (NSW|VIC|QLD|SA|WA|TAS|NT|ACT) (\d{4})(?:, Australia)?$/.exec(
    address ?? '',
  );
  if (!parts) return null;
  const [, city = null, region = null, postalCode = null] = parts;
  return placeOf({ city, region, postalCode, country: 'AU' });
}
