/** Draws the stories of a run from its seed. */

import { Random } from '../../bench/judgement/random.ts';
import type { Status } from '../../domain/tracking.ts';
import type { Fact, Story } from './facts.ts';

export const SHOPS = 3;
/** The carrier whose parcels are late after seconds: see the shops' policy. */
export const IMPATIENT_CARRIER = 'fedex';
/** The carrier that sends no webhooks: wismr polls it. */
export const POLLED_CARRIER = 'ups';
const MINUTE = 60_000;

interface Plot {
  readonly title: string;
  readonly weight: number;
  readonly parcels: number;
  readonly carrier?: string;
  readonly isStepByStep?: boolean;
  /** Whether the customer wants SMS. Default: drawn. */
  readonly isBySms?: boolean;
  facts(parcels: readonly string[], now: number): readonly Fact[];
}

const placed: Fact = { what: 'order_placed' };
const added = (parcel = ''): Fact => ({ what: 'shipment_added', parcel });

/** The scans of one parcel, ten minutes apart, the last one some minutes ago. */
function scans(parcel: string | undefined, now: number, ...statuses: readonly Status[]): Fact[] {
  return statuses.map((status, index) => ({
    what: 'scanned',
    parcel: parcel ?? '',
    status,
    at: Math.floor(now / MINUTE) * MINUTE - (statuses.length - index) * 10 * MINUTE,
  }));
}

const toTheDoor = ['in_transit', 'out_for_delivery', 'delivered'] as const;

const PLOTS: readonly Plot[] = [
  {
    title: 'delivered',
    weight: 6,
    parcels: 1,
    facts: ([a], now) => [placed, added(a), ...scans(a, now, 'pre_transit', ...toTheDoor)],
  },
  {
    title: 'several parcels',
    weight: 3,
    parcels: 2,
    facts: ([a, b], now) => [
      placed,
      added(a),
      added(b),
      ...scans(a, now, ...toTheDoor),
      ...scans(b, now, ...toTheDoor),
    ],
  },
  {
    title: 'collected at a pickup point',
    weight: 2,
    parcels: 1,
    facts: ([a], now) => {
      const way = ['in_transit', 'out_for_delivery', 'available_for_pickup', 'delivered'] as const;
      return [placed, added(a), ...scans(a, now, ...way)];
    },
  },
  {
    title: 'sent back',
    weight: 1,
    parcels: 1,
    facts: ([a], now) => [placed, added(a), ...scans(a, now, 'in_transit', 'return_to_sender')],
  },
  {
    title: 'cancelled and refunded',
    weight: 2,
    parcels: 0,
    facts: () => [placed, { what: 'order_cancelled' }, { what: 'order_refunded', reference: 'F1' }],
  },
  {
    title: 'silent for too long',
    weight: 3,
    parcels: 1,
    carrier: IMPATIENT_CARRIER,
    isStepByStep: true,
    facts: ([a], now) => [placed, added(a), ...scans(a, now, 'in_transit', 'delivered')],
  },
  {
    title: 'returned and refunded',
    weight: 4,
    parcels: 0,
    facts: (_, now) => [
      placed,
      { what: 'return_requested' },
      { what: 'return_approved' },
      { what: 'return_labelled', parcel: 'return' },
      ...scans('return', now, 'in_transit', 'delivered'),
      { what: 'return_inspected' },
      { what: 'return_refunded', reference: 'F2' },
    ],
  },
  {
    title: 'return rejected',
    weight: 1,
    parcels: 0,
    facts: () => [placed, { what: 'return_requested' }, { what: 'return_rejected' }],
  },
  {
    title: 'return cancelled',
    weight: 1,
    parcels: 0,
    facts: () => [
      placed,
      { what: 'return_requested' },
      { what: 'return_approved' },
      { what: 'return_cancelled' },
    ],
  },
  {
    title: 'refuses SMS',
    weight: 2,
    parcels: 1,
    isBySms: true,
    facts: ([a], now) => {
      const [moving, out, delivered] = scans(a, now, ...toTheDoor);
      const before = [moving, out].filter((fact) => fact !== undefined);
      return [
        placed,
        added(a),
        ...before,
        { what: 'replied_stop' },
        ...(delivered ? [delivered] : []),
      ];
    },
  },
  {
    title: 'polled',
    weight: 2,
    parcels: 1,
    carrier: POLLED_CARRIER,
    isStepByStep: true,
    facts: ([a], now) => [placed, added(a), ...scans(a, now, ...toTheDoor)],
  },
];

export function drawStories(count: number, seed: number, now: number): readonly Story[] {
  const random = new Random(seed, 0x57_0e);
  const [first, ...others] = PLOTS.map((plot) => [plot, plot.weight] as const);
  if (!first) throw new Error('there are no plots');
  return Array.from({ length: count }, (_, index) => {
    // The first stories cover every plot.
    const plot = PLOTS[index] ?? random.weighted([first, ...others]);
    return storyOf(plot, { index, random, now });
  });
}

interface Draw {
  readonly index: number;
  readonly random: Random;
  readonly now: number;
}

function storyOf(plot: Plot, { index, random, now }: Draw): Story {
  const ref = String(index + 1).padStart(4, '0');
  const number = (part: string) => `TN${ref}${part}`;
  const parcels = Array.from({ length: plot.parcels }, (_, each) => number(`P${each + 1}`));
  const facts = plot
    .facts(parcels, now)
    .map((fact) =>
      'parcel' in fact && fact.parcel === 'return' ? { ...fact, parcel: number('R') } : fact,
    );
  const phone = `+1206555${ref}`;
  return {
    ref,
    title: plot.title,
    shop: index % SHOPS,
    carrier: plot.carrier ?? 'usps',
    customer: {
      name: `Customer ${ref}`,
      email: `delivered+c${ref}@resend.dev`,
      phone: random.chance(0.6) || plot.isBySms ? phone : null,
    },
    parcels,
    facts,
    pace: plot.isStepByStep || random.chance(0.5) ? 'step_by_step' : 'burst',
    placedAt: now - 3 * 60 * MINUTE,
  };
}
