/**
 * Asendia USA: A1 tracking of milestones (JSON), polled. Source: the example of its API, whose
 * milestones are numbered `s1` to `s10`; the table has those that it shows.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, ownCodeReader, rows } from '../reading/code-table.ts';
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
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...rows('pre_transit', { s1: 'Shipment Information Received' }),
  ...rows('in_transit', {
    s2a: 'Processed By Asendia',
    s2b: 'Sorted by Asendia',
    s2c: 'Service dispatched by Asendia',
    s2d: 'Shipment dispatched by Asendia',
    s4: 'Departed from USA',
    s5: 'Arrived in Destination Country',
    s7: 'Out of Customs',
    s8: 'Arrived at Destination Delivery Office',
  }),
  ...rows('delivered', { s10: 'Delivered' }),
};

export const asendia_us = {
  id: 'asendia_us',
  name: 'Asendia USA',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'A1 tracking of milestones (JSON)',
  verify: () => notPushed('Asendia USA'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return (
    parcelsIn(root).length > 0 || get(root, 'responseStatus', 'responseStatusCode') !== undefined
  );
}

/** A list of parcels, or one with its milestones a level deeper. */
function parcelsIn(root: unknown): readonly Fields[] {
  const deeper = recordsOf(root, 'data').flatMap((each) => recordsOf(each, 'trackingMilestone'));
  return [...recordsOf(root, 'data'), ...deeper].filter((each) =>
    Array.isArray(each['trackingMilestoneEvents']),
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const parcels = parcelsIn(root).map((parcel) => readParcel(parcel, asked));
  if (parcels.length > 0) {
    return report(
      parcels.map(({ shipment }) => shipment),
      parcels.flatMap(({ unread }) => unread),
    );
  }
  // With 200, the message praises the call: it says nothing of the parcel.
  if (textOf(root, 'responseStatus', 'responseStatusCode') === '200')
    return refuse('not_found', 'the list of parcels is empty');
  const message = textOf(root, 'responseStatus', 'responseStatusMessage');
  if (message !== null) return refuseByWords(message);
  return refuse('malformed', `no trackingMilestoneEvents: ${fieldsOf(root)}`);
}

function readParcel(parcel: Fields, asked: string | null) {
  const { events, notices } = readRows(
    recordsOf(parcel, 'trackingMilestoneEvents'),
    (event, index) => {
      const written = textOf(event, 'eventOn');
      const moment = parseTimestamp(written);
      if (!moment)
        return `trackingMilestoneEvents[${index}].eventOn is not a time: ${written ?? ''}`;
      return trackingEvent({
        reading: findCode(CODES, textOf(event, 'eventCode') ?? ''),
        moment,
        description: textOf(event, 'eventDescription'),
        place: placeIn(textOf(event, 'eventLocation')),
      });
    },
  );
  const shipment = trackedShipment({
    carrier: 'asendia_us',
    trackingNumber: textOf(parcel, 'trackingNumberVendor') ?? asked,
    events,
    newestFirst: true,
    relatedNumbers: [textOf(parcel, 'customerReferenceNumber')],
  });
  return { shipment, unread: notices };
}

/** `Folcroft, PA 19032`; all else is kept as it is. */
function placeIn(written: string | null): Place | null {
  const parts = /^([^,]+), ([A-Z]{2}) (\d{5})$/.exec(written ?? '');
  if (!parts) return placeOf({ city: written });
  const [, city = null, region = null, postalCode = null] = parts;
  return placeOf({ city, region, postalCode, country: 'US' });
}
