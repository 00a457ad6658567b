/** A carrier's own correction withdraws what it corrects. */

import { expect, test } from 'vitest';
import { buildEvent } from '../../../carriers/reading/build-result.ts';
import { type CodeRow, findCode } from '../../../carriers/reading/code-table.ts';
import { withdrawRetracted } from '../../../carriers/reading/retraction.ts';
import { parseTimestamp } from '../../../carriers/reading/timestamp.ts';

const TABLE: Readonly<Record<string, CodeRow>> = {
  D: { status: 'delivered', words: 'Delivered' },
  T: { status: 'in_transit', words: 'In transit' },
  R: { status: 'return_to_sender', words: 'Return' },
  B: { status: 'return_to_sender', reason: 'returned', words: 'Returned' },
  I: { status: null, words: 'Information' },
};

/** `D: words` at 10:00, the next at 11:00. */
function after(...scans: readonly string[]): readonly string[] {
  const events = scans.map((scan, index) => {
    const timestamp = parseTimestamp(`2026-11-24T${10 + index}:00:00Z`);
    if (!timestamp) throw new Error('no time');
    const [code = '', description = ''] = scan.split(': ');
    return buildEvent({ reading: findCode(TABLE, code), timestamp, description });
  });
  return withdrawRetracted(events).map(({ status }) => status ?? 'nothing');
}

test('a cancelled delivery leaves the scans before it', () => {
  expect(after('T: Sevk Edildi', 'D: Teslim Edildi', 'I: Teslim İptal Edildi')).toEqual([
    'in_transit',
    'nothing',
    'nothing',
  ]);
});

test('a cancelled delivery without other scans is under way', () => {
  expect(after('D: Teslim Edildi', 'I: Teslim İptal Edildi')).toEqual(['in_transit', 'nothing']);
});

test('a cancelled way back is none', () => {
  const cancelled = 'T: Der Rückversand der Sendung zum Auftraggeber wurde storniert.';
  expect(after('R: Auf dem Rückweg', cancelled)).toEqual(['nothing', 'in_transit']);
  expect(after('R: Returning', 'T: Return to Sender Cancelled')).toEqual(['nothing', 'in_transit']);
});

test('a sender who has the parcel keeps it', () => {
  const cancelled = 'T: Return to Sender Cancelled';
  expect(after('B: Returned', cancelled)).toEqual(['return_to_sender', 'in_transit']);
});

test('a delivery after the correction counts', () => {
  expect(after('D: Teslim Edildi', 'I: Teslim İptal Edildi', 'D: Teslim Edildi')).toEqual([
    'nothing',
    'nothing',
    'delivered',
  ]);
});
