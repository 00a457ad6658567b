/**
 * Asendia: Sync, tracking of a parcel (JSON), polled. Source: the example of its API; no list of
 * the codes is published, the table has those that it shows.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findFirstCode,
  ownCodeReader,
  phraseOf,
  phrases,
  rows,
} from '../reading/code-table.ts';
import {
  type Document,
  fieldsOf,
  firstText,
  get,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** By code, and by what Asendia says in words. */
export const CODES: CodeTable = {
  ...rows('in_transit', { PU: 'Package picked up', IT: 'In transit to destination' }),
  ...rows('delivered', { DL: 'Delivered' }),
  ...phrases('in_transit', ['Package picked up', 'In transit to destination']),
  ...phrases('delivered', ['Delivered']),
};

export const asendia = {
  id: 'asendia',
  name: 'Asendia',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Sync: tracking, problems (JSON)',
  verify: () => notPushed('Asendia'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (/asendia/i.test(textOf(root, 'type') ?? '')) return true;
  return (
    textOf(root, 'trackingNumber') !== null &&
    recordsOf(root, 'trackingEvents').some((event) => 'carrierEventDescription' in event)
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const events = get(root, 'trackingEvents');
  if (!Array.isArray(events)) {
    const error = firstText(root, 'detail', 'title', 'message');
    if (error !== null) return refuseByWords(error);
    return refuse('malformed', `no trackingEvents: ${fieldsOf(root)}`);
  }
  const { events: read, notices } = readRows(recordsOf(root, 'trackingEvents'), (event, index) => {
    const written = textOf(event, 'time');
    const place = placeOf({
      city: textOf(event, 'locationName'),
      country: textOf(event, 'locationCountry'),
    });
    const moment = parseTimestamp(written, { place });
    if (!moment) return `trackingEvents[${index}].time is not a time: ${written ?? 'nothing'}`;
    const said = textOf(event, 'carrierEventDescription');
    return trackingEvent({
      reading: findFirstCode(CODES, [textOf(event, 'code') ?? '', phraseOf(said ?? '')]),
      moment,
      description: said,
      place,
    });
  });
  const number = textOf(root, 'trackingNumber') ?? asked;
  return report(
    [trackedShipment({ carrier: 'asendia', trackingNumber: number, events: read })],
    notices,
  );
}
