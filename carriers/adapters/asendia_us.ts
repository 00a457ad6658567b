/**
 * Asendia USA: A1 tracking of milestones (JSON), polled. Source: the example in its API
 * documentation, whose milestones are numbered `s1` to `s10`; the table has only those of the
 * example.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
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
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/** Checked against the words of the example. */
export const CODES: CodeTable = {
  ...codeRows('pre_transit', { s1: 'Shipment Information Received' }),
  ...codeRows('in_transit', {
    s2a: 'Processed By Asendia',
    s2b: 'Sorted by Asendia',
    s2c: 'Service dispatched by Asendia',
    s2d: 'Shipment dispatched by Asendia',
    s4: 'Departed from USA',
    s5: 'Arrived in Destination Country',
    s7: 'Out of Customs',
    s8: 'Arrived at Destination Delivery Office',
  }),
  ...codeRows('delivered', { s10: 'Delivered' }),
};

const HOME = 'America/New_York';

export const asendia_us = {
  id: 'asendia_us',
  name: 'Asendia USA',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'A1 tracking of milestones (JSON)',
  verify: () => notPushed('Asendia USA'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return (
    listParcels(root).length > 0 || get(root, 'responseStatus', 'responseStatusCode') !== undefined
  );
}

/** A list of parcels, or one parcel with its milestones one level deeper. */
function listParcels(root: unknown): readonly Fields[] {
  const deeper = getRecords(root, 'data').flatMap((each) => getRecords(each, 'trackingMilestone'));
  return [...getRecords(root, 'data'), ...deeper].filter((each) =>
    Array.isArray(each['trackingMilestoneEvents']),
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const parcels = listParcels(root).map((parcel) => readParcel(parcel, asked));
  if (parcels.length > 0) {
    return buildResult(
      parcels.map(({ shipment }) => shipment),
      parcels.flatMap(({ unread }) => unread),
    );
  }
  // With status 200, the message is about the request, not about the parcel.
  if (getText(root, 'responseStatus', 'responseStatusCode') === '200')
    return refuse('not_found', 'the list of parcels is empty');
  const message = getText(root, 'responseStatus', 'responseStatusMessage');
  if (message !== null) return refuseByMessage(message);
  return refuse('malformed', `no trackingMilestoneEvents: ${describeFields(root)}`);
}

function readParcel(parcel: Fields, asked: string | null) {
  const { events, notices } = readEventRows(
    getRecords(parcel, 'trackingMilestoneEvents'),
    (event, index) => {
      const written = getText(event, 'eventOn');
      const place = readPlace(getText(event, 'eventLocation'));
      const timestamp = parseTimestamp(written, { place, homeZone: HOME });
      if (!timestamp)
        return `trackingMilestoneEvents[${index}].eventOn is not a time: ${written ?? ''}`;
      const words = getText(event, 'eventDescription');
      return buildEvent({
        reading: refineMovement(findCode(CODES, getText(event, 'eventCode') ?? ''), words),
        timestamp,
        description: words,
        place,
      });
    },
  );
  const shipment = buildShipment({
    carrier: 'asendia_us',
    trackingNumber: getText(parcel, 'trackingNumberVendor') ?? asked,
    events,
    newestFirst: true,
    relatedNumbers: [getText(parcel, 'customerReferenceNumber')],
  });
  return { shipment, unread: notices };
}

/** `Folcroft, PA 19032`; other text becomes the city. */
function readPlace(written: string | null): Place | null {
  const parts = /^([^,]+), ([A-Z]{2}) (\d{5})$/.exec(written ?? '');
  if (!parts) return buildPlace({ city: written });
  const [, city = null, region = null, postalCode = null] = parts;
  return buildPlace({ city, region, postalCode, country: 'US' });
}
