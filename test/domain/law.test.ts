/** The promises of the law: who has them, by when, and what happens when they are late. */

import { expect, test } from 'vitest';
import { parsePolicy } from '../../commands/policy-schema.ts';
import type { Estimate } from '../../domain/edd.ts';
import type { OrderPlaced } from '../../domain/order/event.ts';
import { policyOf, presetFor } from '../../domain/policy/apply-policy.ts';
import { type PolicyDocument, rulesOf } from '../../domain/policy/policy-document.ts';
import { PRESETS } from '../../domain/policy/presets.ts';
import { at, cancelled, edd, type Moment, ordered, policy, scanned, shipped } from './builders.ts';
import { linesOf, runOrder } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const inJanuary = (date: string, time = '12:00') => at(time, `2027-${date}`);
const morning = at('08:00');
const shop = policy(morning);
/** Nothing else is expected, so that only the ladders of the law are listed. */
const quiet = (document: PolicyDocument = {}) => policy(morning, document);
const order = (country: string | null, more: Partial<OrderPlaced> = {}) =>
  ordered({ country, ...more });
const promised = (date: string): Estimate => {
  return { date, from: null, until: null, source: 'shop', asOf: morning };
};

/** The lines of the law's ladders, without what other ladders do. */
function lawLines(until: number, ...moments: readonly Moment[]): readonly string[] {
  const lines = linesOf(runOrder(until, ...moments), 'due_soon', 'overdue', 'escalate', 'withdraw');
  return lines.filter((line) => /the law allows|_by_law/.test(line));
}

const destinations: readonly [country: string | null, preset: string | null][] = [
  ['US', 'us'],
  ['DE', 'eu'],
  ['GR', 'eu'],
  ['NO', 'eu'],
  ['IS', 'eu'],
  ['LI', 'eu'],
  ['GB', 'uk'],
  ['CH', null],
  ['CA', null],
  [null, null],
];

test.each(destinations)('the destination %s has the preset %s', (country, name) => {
  const expected = Object.entries(PRESETS).find(([each]) => each === name)?.[1] ?? null;
  expect(presetFor(policyOf({}), country)).toBe(expected);
});

test('the EU has 27 members, and the EEA three more', () => {
  expect(new Set(PRESETS.eu.countries).size).toBe(30);
});

test('the shop chooses a preset for all orders, or none', () => {
  const preset = (document: PolicyDocument, country: string | null) =>
    presetFor(policyOf(rulesOf(document)), country);
  expect(preset({ presets: 'uk' }, null)).toBe(PRESETS.uk);
  expect(preset({ presets: 'us' }, 'DE')).toBe(PRESETS.us);
  expect(preset({ presets: 'none' }, 'US')).toBe(null);
  expect(preset({ presets: null }, 'US')).toBe(PRESETS.us);
  expect(() => parsePolicy({ presets: 'br' })).toThrow('/presets');
});

test('US: an order ships within 30 days; staff know two days before, the manager then', () => {
  expect(lawLines(day('12-31'), shop, order('US'))).toEqual([
    '12-22 08:00 due soon shipment in the time that the law allows, from the shop, due 2026-12-24T07:00:00Z',
    '12-24 08:00 overdue shipment in the time that the law allows, from the shop, due 2026-12-24T07:00:00Z',
    '12-24 08:00 escalate -/ships_by_law/1 to the manager, high',
  ]);
});

test('US: an order on credit ships within 50 days', () => {
  const credit = order('US', { creditApplication: true });
  expect(lawLines(inJanuary('01-13', '08:00'), shop, credit)).toEqual([
    '01-11 08:00 due soon shipment in the time that the law allows, from the shop, due 2027-01-13T07:00:00Z',
    '01-13 08:00 overdue shipment in the time that the law allows, from the shop, due 2027-01-13T07:00:00Z',
    '01-13 08:00 escalate -/ships_by_law/1 to the manager, high',
  ]);
});

test('US: the time that the shop stated counts, even if it is shorter or longer', () => {
  const soon = order('US', { shipBy: day('12-04', '08:00') });
  expect(lawLines(day('12-31'), shop, soon).map((line) => line.slice(0, 20))).toEqual([
    '12-02 08:00 due soon',
    '12-04 08:00 overdue ',
    '12-04 08:00 escalate',
  ]);
  const later = order('US', { shipBy: inJanuary('01-20', '08:00') });
  expect(lawLines(inJanuary('01-17'), shop, later)).toEqual([]);
});

test('US: where the whole time is under three days, staff know at half of it', () => {
  const nextDays = order('US', { shipBy: day('11-26', '08:00') });
  expect(lawLines(day('11-25', '08:00'), shop, nextDays)).toEqual([
    '11-25 08:00 due soon shipment in the time that the law allows, from the shop, due 2026-11-26T07:00:00Z',
  ]);
});

test('US: only a scan of the carrier ships an order: no label, and not the shop’s word', () => {
  const label = [shipped(), scanned('pre_transit', at('12:00'))];
  expect(lawLines(day('12-24', '08:00'), shop, order('US'), ...label).at(-1)).toBe(
    '12-24 08:00 escalate -/ships_by_law/1 to the manager, high',
  );
  const scan = scanned('in_transit', day('12-23'));
  expect(lawLines(day('12-31'), shop, order('US'), ...label, scan)).toEqual([
    '12-22 08:00 due soon shipment in the time that the law allows, from the shop, due 2026-12-24T07:00:00Z',
  ]);
});

test('US: every parcel of the order has to ship', () => {
  const two = [order('US', { pieces: 2 }), shipped(at('09:00'), 's1', 1)];
  const first = scanned('in_transit', at('12:00'));
  expect(lawLines(day('12-24', '08:00'), shop, ...two, first)).toHaveLength(3);
});

test('the law expects nothing of a cancelled order', () => {
  expect(lawLines(day('12-31'), shop, order('US'), cancelled(day('11-26')))).toEqual([]);
  expect(lawLines(day('12-31'), shop, order('DE'), cancelled(day('11-26')))).toEqual([]);
});

test.each(['DE', 'GB'])(
  '%s: an order arrives within 30 days; staff know five days before',
  (to) => {
    const parcel = [shipped(), scanned('in_transit', at('12:00'))];
    expect(lawLines(day('12-31'), shop, order(to), ...parcel)).toEqual([
      '12-19 08:00 due soon delivery in the time that the law allows, from the shop, due 2026-12-24T07:00:00Z',
      '12-24 08:00 overdue delivery in the time that the law allows, from the shop, due 2026-12-24T07:00:00Z',
      '12-24 08:00 escalate -/delivered_by_law/1 to the manager, high',
    ]);
    const delivered = scanned('delivered', day('12-20'));
    expect(lawLines(day('12-31'), shop, order(to), ...parcel, delivered)).toHaveLength(1);
  },
);

test('EU: ten business days after the day that the shop promised; a carrier’s estimate does not count', () => {
  const agreed = order('DE', { edd: promised('2026-12-10') });
  expect(lawLines(day('12-31'), shop, agreed)).toEqual([
    '12-19 23:59 due soon delivery in the time that the law allows, from the shop, due 2026-12-24T22:59:59.999Z',
    '12-24 23:59 overdue delivery in the time that the law allows, from the shop, due 2026-12-24T22:59:59.999Z',
    '12-24 23:59 escalate -/delivered_by_law/1 to the manager, high',
  ]);
  const estimate = edd('2026-11-27', at('12:00'));
  expect(lawLines(day('12-18'), shop, order('DE'), shipped(), estimate)).toEqual([]);
});

test('EU: a parcel that is a few days late is for the ladders of the parcel', () => {
  const agreed = order('DE', { edd: promised('2026-11-27') });
  expect(lawLines(day('12-04'), shop, agreed)).toEqual([]);
});

test('EU: a parcel on its way back is not awaited any more', () => {
  const parcel = [shipped(), scanned('return_to_sender', day('12-01'))];
  expect(lawLines(day('12-31'), shop, order('DE'), ...parcel)).toEqual([]);
});

test('no preset: the law expects nothing', () => {
  expect(lawLines(day('12-31'), shop, order('CH'))).toEqual([]);
  expect(lawLines(day('12-31'), quiet({ presets: 'none' }), order('US'))).toEqual([]);
});

test('the shop’s own rules and overrides are above the preset', () => {
  const own = { expectations: { ships_by_law: { within: '10d' } } } as const;
  expect(lawLines(day('12-02', '08:00'), quiet(own), order('US'))).toHaveLength(1);
  const override = { when: { country: 'US' }, expectations: { ships_by_law: { ladder: [] } } };
  expect(lawLines(day('12-31'), quiet({ overrides: [override] }), order('US'))).toEqual([]);
});

test('an order that was imported after the law’s time is left alone', () => {
  const old = order('US', { placedAt: at('08:00', '2026-10-20') });
  expect(lawLines(day('12-31'), shop, old)).toEqual([]);
});

test('a promise that opens again is a new one', () => {
  const late = [scanned('in_transit', at('12:00')), scanned('delivered', day('12-28'))];
  const second = [
    shipped(day('12-29', '08:00'), 's2'),
    scanned('in_transit', day('12-29'), { shipmentId: 's2' }),
  ];
  const run = lawLines(day('12-29'), shop, order('DE'), shipped(), ...late, ...second);
  expect(run.filter((line) => /escalate|withdraw/.test(line))).toEqual([
    '12-24 08:00 escalate -/delivered_by_law/1 to the manager, high',
    '12-28 12:00 withdraw the escalation of -/delivered_by_law/1',
    '12-29 08:00 escalate -/delivered_by_law/1~2 to the manager, high',
  ]);
});
