/**
 * Veho: last-mile delivery in the United States. Source: a sample of its tracking answer, and the
 * statuses that Karrio's plugin knows; the sample's codes are few, so words are asked first.
 */

import type { ParseResult, Place, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findCode,
  phraseOf,
  phrases,
  type Reading,
  rows,
} from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...rows('pre_transit', { SHIPMENT_INFORMATION_RECEIVED: 'shipment information received' }),
  ...rows('in_transit', {
    PU: 'Package picked up',
    IT: 'In transit',
    IN_TRANSIT: 'in transit',
    PROCESSED: 'processed',
  }),
  ...rows('in_transit/delay', { DELIVERY_DELAYED: 'delivery delayed' }),
  ...rows('out_for_delivery', {
    OUT_FOR_DELIVERY: 'out for delivery',
    WITH_DELIVERY_COURIER: 'with the delivery courier',
  }),
  ...rows('attempted', { DELIVERY_FAILED: 'delivery failed' }),
  ...rows('delivered', { DELIVERED: 'delivered', FINAL_DELIVERY: 'final delivery' }),
  ...rows('exception/held', { ON_HOLD: 'on hold' }),
  ...rows('exception/other', { EXCEPTION: 'exception' }),
  ...rows('return_to_sender/returned', { RETURNED_TO_SENDER: 'returned to sender' }),
};

const WORDS: CodeTable = {
  ...phrases('pre_transit', ['Package created', 'Label created', 'Order created']),
  ...phrases('in_transit', [
    'Package picked up',
    'Picked up',
    'In transit',
    'Package is in transit',
    'Arrived at facility',
    'Departed facility',
  ]),
  ...phrases('out_for_delivery', ['Out for delivery', 'Package is out for delivery']),
  ...phrases('attempted', ['Delivery attempted', 'Delivery attempt failed']),
  ...phrases('delivered', ['Delivered', 'Package delivered', 'Package was delivered']),
  ...phrases('return_to_sender', ['Returning to sender', 'Return to sender']),
  ...phrases('return_to_sender/returned', ['Returned to sender']),
  ...phrases('exception/damage', ['Package damaged']),
  ...phrases('exception/loss', ['Package lost']),
  ...phrases('cancelled', ['Cancelled', 'Canceled']),
};

/** Where Veho has its home. */
const HOME = 'America/New_York';

export const veho = {
  id: 'veho',
  name: 'Veho',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'trackingResponse (JSON)',
  verify: () => notPushed('Veho'),
  recognises: ({ root }) =>
    get(root, 'trackingResponse', 'trackingInfo') !== undefined ||
    textOf(root, 'error', 'code') === 'tracking_error',
  read,
} as const satisfies CarrierAdapter;

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const info of recordsOf(root, 'trackingResponse', 'trackingInfo')) {
    const { events, notices: unread } = readRows(recordsOf(info, 'events'), readEvent);
    notices.push(...unread);
    shipments.push(
      trackedShipment({
        carrier: 'veho',
        trackingNumber: textOf(info, 'trackingNumber') ?? asked,
        events,
        edd: eddOfDate(dateOf(textOf(info, 'estimatedDelivery'))),
      }),
    );
  }
  if (shipments.length > 0) return report(shipments, notices);
  const message = textOf(root, 'error', 'details') ?? textOf(root, 'error', 'message');
  if (message !== null) return refuseByWords(message);
  return refuse('malformed', `no trackingInfo in trackingResponse: it has ${fieldsOf(root)}`);
}

function readEvent(event: Fields, index: number) {
  const date = textOf(event, 'date');
  const time = textOf(event, 'time');
  const place = placeIn(textOf(event, 'location'));
  const written = time === null ? date : `${date ?? ''}T${time}`;
  const moment = parseTimestamp(written, { place, home: HOME });
  if (!moment) return `events[${index}].date is no date: ${date ?? 'nothing'}`;
  const description = textOf(event, 'description');
  return trackingEvent({ reading: readingOf(event, description), moment, description, place });
}

function readingOf(event: Fields, description: string | null): Reading {
  const code = textOf(event, 'code') ?? phraseOf(description ?? '');
  const byWords = findCode(WORDS, phraseOf(description ?? ''));
  return byWords.mapped ? { ...byWords, code } : findCode(CODES, code);
}

/** `San Francisco, CA`. */
function placeIn(written: string | null): Place | null {
  const parts = /^(.+), ([A-Z]{2})$/.exec(written ?? '');
  if (!parts) return placeOf({ city: written });
  return placeOf({ city: parts[1] ?? null, region: parts[2] ?? null, country: 'US' });
}
