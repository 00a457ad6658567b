/**
 * Veho: last-mile delivery in the United States. Source: a sample of its tracking response, and the
 * statuses in Karrio's plugin. The sample has few codes, so words take precedence.
 */

import type { ParseResult, Place, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { correctNewestByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  codeRows,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...codeRows('pre_transit', { SHIPMENT_INFORMATION_RECEIVED: 'shipment information received' }),
  ...codeRows('in_transit', {
    PU: 'Package picked up',
    IT: 'In transit',
    IN_TRANSIT: 'in transit',
    PROCESSED: 'processed',
  }),
  ...codeRows('in_transit/delay', { DELIVERY_DELAYED: 'delivery delayed' }),
  ...codeRows('out_for_delivery', {
    OUT_FOR_DELIVERY: 'out for delivery',
    WITH_DELIVERY_COURIER: 'with the delivery courier',
  }),
  ...codeRows('attempted', { DELIVERY_FAILED: 'delivery failed' }),
  ...codeRows('delivered', { DELIVERED: 'delivered', FINAL_DELIVERY: 'final delivery' }),
  ...codeRows('exception/held', { ON_HOLD: 'on hold' }),
  ...codeRows('exception/other', { EXCEPTION: 'exception' }),
  ...codeRows('return_to_sender/returned', { RETURNED_TO_SENDER: 'returned to sender' }),
};

const WORDS: CodeTable = {
  ...phraseRows('pre_transit', ['Package created', 'Label created', 'Order created']),
  ...phraseRows('in_transit', [
    'Package picked up',
    'Picked up',
    'In transit',
    'Package is in transit',
    'Arrived at facility',
    'Departed facility',
  ]),
  ...phraseRows('out_for_delivery', ['Out for delivery', 'Package is out for delivery']),
  ...phraseRows('attempted', ['Delivery attempted', 'Delivery attempt failed']),
  ...phraseRows('delivered', ['Delivered', 'Package delivered', 'Package was delivered']),
  ...phraseRows('return_to_sender', ['Returning to sender', 'Return to sender']),
  ...phraseRows('return_to_sender/returned', ['Returned to sender']),
  ...phraseRows('exception/damage', ['Package damaged']),
  ...phraseRows('exception/loss', ['Package lost']),
  ...phraseRows('cancelled', ['Cancelled', 'Canceled']),
};

/** Veho's home zone. */
const HOME = 'America/New_York';

export const veho = {
  id: 'veho',
  name: 'Veho',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'trackingResponse (JSON)',
  verify: () => notPushed('Veho'),
  recognises: ({ root }) =>
    get(root, 'trackingResponse', 'trackingInfo') !== undefined ||
    getText(root, 'error', 'code') === 'tracking_error',
  read,
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const info of getRecords(root, 'trackingResponse', 'trackingInfo')) {
    const { events, notices: unread } = readEventRows(getRecords(info, 'events'), readEvent);
    const texts = ['status', 'statusDetails'].map((key) => getText(info, key));
    notices.push(...unread);
    shipments.push(
      buildShipment({
        carrier: 'veho',
        trackingNumber: getText(info, 'trackingNumber') ?? asked,
        events: correctNewestByAll(events, texts),
        edd: eddFromDate(parseDate(getText(info, 'estimatedDelivery'))),
      }),
    );
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const message = getText(root, 'error', 'details') ?? getText(root, 'error', 'message');
  if (message !== null) return refuseByMessage(message);
  return refuse('malformed', `no trackingInfo in trackingResponse: it has ${describeFields(root)}`);
}

function readEvent(event: Fields, index: number) {
  const date = getText(event, 'date');
  const time = getText(event, 'time');
  const place = readPlace(getText(event, 'location'));
  const written = time === null ? date : `${date ?? ''}T${time}`;
  const timestamp = parseTimestamp(written, { place, homeZone: HOME });
  if (!timestamp) return `events[${index}].date is not a date: ${date ?? 'nothing'}`;
  const description = getText(event, 'description');
  return buildEvent({ reading: readCode(event, description), timestamp, description, place });
}

function readCode(event: Fields, description: string | null): CodeReading {
  const code = getText(event, 'code') ?? normalizePhrase(description ?? '');
  const byWords = findCode(WORDS, normalizePhrase(description ?? ''));
  const byCode = findCode(CODES, code);
  // If the code is known, the code decides whether the parcel is delivered.
  const isDenied = byWords.status === 'delivered' && byCode.mapped;
  const reading = byWords.mapped && !isDenied ? { ...byWords, code } : byCode;
  return refineMovement(reading, description);
}

/** `San Francisco, CA`. */
function readPlace(written: string | null): Place | null {
  const parts = /^(.+), ([A-Z]{2})$/.exec(written ?? '');
  if (!parts) return buildPlace({ city: written });
  return buildPlace({ city: parts[1] ?? null, region: parts[2] ?? null, country: 'US' });
}
