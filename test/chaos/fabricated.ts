/** A fabricated customer of whom nothing is wrong, for the tests of the checker. */

import type { CustomerCase } from './check-inbox.ts';
import type { Fact, Report, Story } from './facts.ts';
import type { ReadMessage } from './read-message.ts';

export const T = 1_000_000;

export function aStory(overrides: Partial<Story> = {}): Story {
  return {
    ref: '0001',
    title: 'delivered',
    shop: 0,
    carrier: 'usps',
    customer: { name: 'Ada', email: 'ada@resend.dev', phone: null },
    parcels: ['TN0001P1'],
    facts: [],
    pace: 'step_by_step',
    placedAt: T,
    ...overrides,
  };
}

export const scan = (
  status: 'in_transit' | 'out_for_delivery' | 'delivered',
  at: number,
): Fact => ({
  what: 'scanned',
  parcel: 'TN0001P1',
  status,
  at,
});
export const DELIVERED: readonly Fact[] = [
  { what: 'order_placed' },
  { what: 'shipment_added', parcel: 'TN0001P1' },
  scan('out_for_delivery', T + 1),
  scan('delivered', T + 2),
];

export function reported(facts: readonly Fact[]): readonly Report[] {
  return facts.map((fact, index) => ({
    fact,
    triedAt: T + index * 10,
    ackedAt: T + index * 10 + 1,
  }));
}

type Words = readonly [kind: NonNullable<ReadMessage['kind']>, parcel?: string];

export const CONFIRMED: Words = ['order_confirmed'];
export const SHIPPED: Words = ['shipped', 'TN0001P1'];
export const OUT: Words = ['out_for_delivery', 'TN0001P1'];
export const ARRIVED: Words = ['delivered', 'TN0001P1'];
export const GOOD = [CONFIRMED, SHIPPED, OUT, ARRIVED];

/** The messages in the order in which they were accepted, all after the last fact. */
export function inboxOf(all: readonly Words[], channel: ReadMessage['channel'] = 'email') {
  return all.map(
    ([kind, parcel], index): ReadMessage => ({
      id: `${kind}-${index}`,
      channel,
      to: 'ada@resend.dev',
      kind,
      parcels: parcel === undefined ? [] : [parcel],
      names: ['C0001'],
      acceptedAt: T + 1_000 + index,
      quote: `${kind}: order C0001`,
      text: '',
    }),
  );
}

export function aCase(overrides: Partial<CustomerCase> = {}): CustomerCase {
  const reports = reported(DELIVERED);
  return { story: aStory(), reports, inbox: inboxOf(GOOD), unknownSms: [], ...overrides };
}
