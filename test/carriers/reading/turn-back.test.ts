/** On a parcel's way back, an attempt where it came from concerns the sender. */

import { expect, test } from 'vitest';
import { buildEvent, buildPlace, buildShipment } from '../../../carriers/reading/build-result.ts';
import { type CodeMeaning, codeRows, findCode } from '../../../carriers/reading/code-table.ts';
import { parseTimestamp } from '../../../carriers/reading/timestamp.ts';

type Scan = readonly [CodeMeaning, city: string | null];

const START: readonly Scan[] = [
  ['in_transit', 'Dayton'],
  ['out_for_delivery', 'Akron'],
];
const REFUSED: Scan = ['return_to_sender/refused', 'Akron'];

function readLast(scans: readonly Scan[]): string {
  const events = scans.map(([meaning, city], index) => {
    const timestamp = parseTimestamp(`2026-10-0${index + 1}T10:00:00Z`);
    if (!timestamp) throw new Error('not a time');
    const reading = findCode(codeRows(meaning, { X: 'words' }), 'X');
    const place = city === null ? null : buildPlace({ city, country: 'US' });
    return buildEvent({ reading, timestamp, description: null, place });
  });
  const shipment = buildShipment({ carrier: 'ups', trackingNumber: '1Z1', events });
  const last = shipment.events.at(-1);
  return `${last?.status}/${last?.reason}`;
}

test.each<[string, readonly Scan[], string]>([
  ['an attempt at the origin', [REFUSED, ['attempted', 'DAYTON']], 'return_to_sender/refused'],
  ['a closed dock', [REFUSED, ['exception/closed', 'Dayton']], 'return_to_sender/refused'],
  [
    'a second one',
    [REFUSED, ['attempted', 'Dayton'], ['attempted', 'Dayton']],
    'return_to_sender/refused',
  ],
  ['an attempt at the customer', [REFUSED, ['attempted', 'Akron']], 'attempted/null'],
  ['an attempt nowhere', [REFUSED, ['attempted', null]], 'attempted/null'],
  ['damage at the origin', [REFUSED, ['exception/damage', 'Dayton']], 'exception/damage'],
  ['no return', [['attempted', 'Dayton']], 'attempted/null'],
])('%s after a return scan', (_, scans, expected) => {
  expect(readLast([...START, ...scans])).toBe(expected);
});

test('within one town, an attempt may be at the customer', () => {
  const scans: readonly Scan[] = [['in_transit', 'Akron'], REFUSED, ['attempted', 'Akron']];
  expect(readLast(scans)).toBe('attempted/null');
});
