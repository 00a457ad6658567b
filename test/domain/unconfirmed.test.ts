/** Final statuses from senders that sign no body. */

import { expect, test } from 'vitest';
import {
  currentStatus,
  foldScan,
  NO_SCANS,
  type ScanFact,
  settleUnconfirmed,
} from '../../domain/parcel/scan-summary.ts';
import { aScan, at, placed, scanned, shipped } from './builders.ts';
import { toCustomer } from './judgement/known-orders.ts';
import { runOrder } from './play.ts';

const moving = [placed(), shipped(), scanned('in_transit', at('10:00'))];
const unsigned = scanned('delivered', at('12:00'), { unconfirmedUntil: at('12:05') });
const contradicted = scanned(null, at('12:01'), { contradicts: true });

test('without an answer, the customer reads of the delivery after five minutes', () => {
  const run = runOrder(at('14:00'), ...moving, unsigned);
  expect(toCustomer(run).at(-1)).toBe('11-24 12:05 delivered');
});

test('a confirmed delivery is news at once', () => {
  const confirmed = scanned('delivered', at('12:00'), { observedAt: at('12:01') });
  const run = runOrder(at('14:00'), ...moving, unsigned, confirmed);
  expect(toCustomer(run).at(-1)).toBe('11-24 12:01 delivered');
  expect(toCustomer(run).filter((line) => line.endsWith(' delivered'))).toHaveLength(1);
});

test('a contradicted delivery is none', () => {
  const run = runOrder(at('14:00'), ...moving, unsigned, contradicted);
  expect(toCustomer(run).some((line) => line.endsWith(' delivered'))).toBe(false);
});

test('a real delivery counts after a contradicted one', () => {
  const real = scanned('delivered', at('13:00'));
  const run = runOrder(at('14:00'), ...moving, unsigned, contradicted, real);
  expect(toCustomer(run).at(-1)).toBe('11-24 13:00 delivered');
});

test('without a poll account it counts at once, and is marked', () => {
  const told = scanned('delivered', at('12:00'), { unconfirmedUntil: at('12:00') });
  const run = runOrder(at('14:00'), ...moving, told);
  expect(toCustomer(run).at(-1)).toBe('11-24 12:00 delivered');
});

test('the status follows whatever the order of the reports', () => {
  const until = { unconfirmedUntil: at('12:05') };
  const doubtful: ScanFact = aScan('delivered', at('12:00'), until);
  const certain = aScan('delivered', at('12:00'));
  for (const scans of [
    [doubtful, certain],
    [certain, doubtful],
  ]) {
    const summary = settleUnconfirmed(scans.reduce(foldScan, NO_SCANS), at('13:00'));
    expect(currentStatus(summary).status).toBe('delivered');
    expect(summary.unconfirmed).toBeUndefined();
  }
});
