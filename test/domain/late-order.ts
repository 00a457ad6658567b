/** A late order to the United States: what the shop and the customer say, and what follows. */

import type { OrderPlaced } from '../../domain/order/event.ts';
import { at, type Moment, ordered, policy } from './builders.ts';
import { linesOf, runOrder } from './play.ts';

export const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
export const inNewYear = (date: string, time = '12:00') => at(time, `2027-${date}`);
/** Ordered on Tuesday, 24 November at 08:00: it has to ship by 24 December at 08:00. */
export const order = (more: Partial<OrderPlaced> = {}): readonly Moment[] => [
  policy(at('08:00')),
  ordered({ country: 'US', ...more }),
];
export const inTime = (time: number): Moment => [
  time,
  { kind: 'shipping_promise_changed', shipsInTime: true, revisedShipBy: null },
];
export const revised = (time: number, revisedShipBy: string | null): Moment => [
  time,
  { kind: 'shipping_promise_changed', shipsInTime: false, revisedShipBy },
];
export const consents = (time: number, delay = 1): Moment => [
  time,
  { kind: 'delay_consented', delay },
];
export const cancels = (time: number, delay = 1): Moment => [
  time,
  { kind: 'cancel_requested', delay },
];
export const word = day('12-22', '10:00');

/** The notices, and the escalations that follow from the rule. */
export function linesAbout(until: number, ...moments: readonly Moment[]): readonly string[] {
  const lines = linesOf(
    runOrder(until, ...moments),
    'send',
    'hold',
    'drop',
    'escalate',
    'withdraw',
  );
  return lines.filter((line) => ABOUT.test(line));
}

export const ABOUT =
  /ship_delay_notice|\/(ships_by_law|delay_consented|cancel_decided|order_refunded)\//;
