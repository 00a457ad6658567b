/**
 * Locate2u: a stop of a delivery run (JSON), polled. Source: the example of its API; the statuses
 * as its integrators list them. A stop has its current status only, dated at its last change.
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
import { type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import { type Document, describeFields, get, getText, refuse } from '../reading/document.ts';
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
  const event = timestamp
    ? [buildEvent({ reading: findCode(CODES, status), timestamp, description: status, place })]
    : [];
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

/** The day of the run and the window on it, in the stop's local time. */
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
