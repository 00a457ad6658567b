/** Imported data: events from long before the journey are never late. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { aContact, at, edd, type Moment, placed, policy, scanned, shipped } from './builders.ts';
import { linesOf, runOrder } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
/** The `movement` expectation since the last scan above: due on Friday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';

test('an order imported as finished raises no alarm', () => {
  const delivered = scanned('delivered', at('12:00', '2026-10-20'), { observedAt: at('08:00') });
  const placedThen: Moment = [at('08:00'), placed(at('08:00', '2026-10-18'))[1]];
  const shippedThen: Moment = [at('08:00'), shipped(at('08:00', '2026-10-19'))[1]];
  const run = runOrder(day('12-24'), policy(at('08:00')), placedThen, shippedThen, delivered);
  expect(linesOf(run, 'send', 'hold', 'escalate', 'overdue')).toEqual([]);
});

test('scans from long before the order raise no alarm', () => {
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('09:00') });
  const run = runOrder(day('12-24'), ...order, old);
  expect(linesOf(run, 'overdue', 'escalate')).toEqual([]);
  expect(orderMachine.view(run.state).status).toBe('in_transit');
});

test('a new scan after old ones raises alarms as usual', () => {
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('09:00') });
  const run = runOrder(day('11-27'), ...order, old, scanned('in_transit', at('12:00')));
  expect(linesOf(run, 'escalate')).toEqual([
    `11-27 12:00 escalate ${STALL} to customer service, medium`,
  ]);
});

test('a scan that arrives two days late raises alarms as usual', () => {
  const late = scanned('in_transit', day('11-25'), { observedAt: day('11-27', '13:00') });
  const run = runOrder(day('12-02', '13:00'), ...order, late);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-02 13:00 escalate s1/movement/2026-11-27T12:00:00Z to customer service, medium',
  );
});

test('the shop’s policy sets how old a scan may be', () => {
  const patient = policy(at('08:00'), { backfillLimit: '90d' });
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('12:00') });
  const run = runOrder(day('11-27'), patient, ...order.slice(1), old);
  expect(linesOf(run, 'escalate')).toEqual([
    `11-27 12:00 escalate ${STALL} to customer service, medium`,
  ]);
});

test('an estimate that is long past when it arrives raises no alarm', () => {
  const past: Moment = [at('09:30'), edd('2026-10-20', at('09:30'))[1]];
  const given = [...order, scanned('pre_transit', at('09:20')), past];
  expect(linesOf(runOrder(day('11-26'), ...given), 'overdue')).toEqual([]);
});
