/**
 * Asendia: Sync, tracking of a parcel (JSON), polled. Source: the example in its API documentation.
 * Asendia publishes no list of codes, so the table has only those of the example.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findFirstCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  get,
  getFirstText,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/** Keyed by code and by Asendia's words. Checked against the words of the example. */
export const CODES: CodeTable = {
  ...codeRows('in_transit', { PU: 'Package picked up', IT: 'In transit to destination' }),
  ...codeRows('delivered', { DL: 'Delivered' }),
  ...phraseRows('in_transit', ['Package picked up', 'In transit to destination']),
  ...phraseRows('delivered', ['Delivered']),
};

export const asendia = {
  id: 'asendia',
  name: 'Asendia',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Sync: tracking, problems (JSON)',
  verify: () => notPushed('Asendia'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (/asendia/i.test(getText(root, 'type') ?? '')) return true;
  return (
    getText(root, 'trackingNumber') !== null &&
    getRecords(root, 'trackingEvents').some((event) => 'carrierEventDescription' in event)
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const events = get(root, 'trackingEvents');
  if (!Array.isArray(events)) {
    const error = getFirstText(root, 'detail', 'title', 'message');
    if (error !== null) return refuseByMessage(error);
    return refuse('malformed', `no trackingEvents: ${describeFields(root)}`);
  }
  const { events: read, notices } = readEventRows(
    getRecords(root, 'trackingEvents'),
    (event, index) => {
      const written = getText(event, 'time');
      const place = buildPlace({
        city: getText(event, 'locationName'),
        country: getText(event, 'locationCountry'),
      });
      const timestamp = parseTimestamp(written, { place });
      if (!timestamp) return `trackingEvents[${index}].time is not a time: ${written ?? 'nothing'}`;
      const words = getText(event, 'carrierEventDescription');
      const keys = [getText(event, 'code') ?? '', normalizePhrase(words ?? '')] as const;
      return buildEvent({
        reading: refineMovement(findFirstCode(CODES, keys), words),
        timestamp,
        description: words,
        place,
      });
    },
  );
  const number = getText(root, 'trackingNumber') ?? asked;
  return buildResult(
    [buildShipment({ carrier: 'asendia', trackingNumber: number, events: read })],
    notices,
  );
}
