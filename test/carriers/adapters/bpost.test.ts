import { expect, test } from 'vitest';
import { bpost } from '../../../carriers/adapters/bpost.ts';
import { statusLines } from '../read-body.ts';

const item = (code: string, words: string) =>
  `<itemTracking><itemCode>3232</itemCode><stateInfo><time>2026-11-23T07:11:18.923+01:00</time><stateCode>${code}</stateCode><stateDescription>${words}</stateDescription></stateInfo></itemTracking>`;

test('a state is read by its code, and by the words before the dash', () => {
  expect(statusLines(bpost, item('L00', 'BoundToRound - out_for_distribution'))).toEqual([
    'out_for_delivery',
  ]);
  expect(statusLines(bpost, item('U07', 'DistributedNormally - neighbour'))).toEqual(['delivered']);
  expect(statusLines(bpost, item('N01', 'Other - x'))).toEqual(['unmapped']);
});
