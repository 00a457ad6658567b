/** The mix of the model: which journey has which kind. */

import type { ModelJourney, ModelKind } from './journey.ts';
import { MISHAPS } from './mishaps.ts';
import { createOrder, createUnshipped, type OrderSpec } from './orders.ts';
import { Random } from './random.ts';
import { createReturn } from './returns.ts';

/** How many of every 100 journeys have each kind. */
const MIX: Readonly<Record<ModelKind, number>> = {
  domestic: 32,
  abroad: 16,
  return: 20,
  late_delivery: 3,
  stall: 3,
  never_shipped: 2,
  never_scanned: 2,
  lost_at_home: 3,
  lost_abroad: 3,
  circles: 1,
  reported_lost: 2,
  reported_destroyed: 1,
  never_collected: 2,
  returned_to_sender: 2,
  return_lost: 2,
  never_inspected: 2,
  never_refunded: 2,
  promise_missed: 2,
};

export interface Model {
  readonly journeys: number;
  readonly seed: number;
}

/** The same seed gives the same journeys; a larger number only adds some. */
export function* generateJourneys({ journeys, seed }: Model): Generator<ModelJourney> {
  for (let index = 0; index < journeys; index += 1) yield generateJourney(seed, index);
}

export function generateJourney(seed: number, index: number): ModelJourney {
  const kind = kindAt(index);
  const random = new Random(seed, index);
  const number = `${seed}-${index}`;
  switch (kind) {
    case 'return':
    case 'return_lost':
    case 'never_inspected':
    case 'never_refunded':
    case 'promise_missed':
      return createReturn(random, `return/bench/${number}`, kind);
    case 'never_shipped':
      return createUnshipped(random, `order/bench/${number}`);
    default:
      return createOrder(random, `order/bench/${number}`, specOf(random, kind));
  }
}

/** Spreads the kinds over each hundred, so that small numbers of journeys have most of them. */
function kindAt(index: number): ModelKind {
  const kinds = Object.keys(MIX) as ModelKind[];
  const deck = kinds.flatMap((kind) => Array<ModelKind>(MIX[kind]).fill(kind));
  return deck[(index * 37) % deck.length] ?? 'domestic';
}

function specOf(random: Random, kind: ModelKind): OrderSpec {
  const isGood = kind === 'domestic' || kind === 'abroad';
  const mishap = kind in MISHAPS ? (MISHAPS[kind as keyof typeof MISHAPS] ?? null) : null;
  return {
    kind,
    abroad: kind === 'abroad' || kind === 'lost_abroad',
    severalParcels: isGood && random.chance(0.15),
    lastMile: kind === 'never_collected' ? 'pickup' : isGood ? 'any' : 'at_the_door',
    lateBy: kind === 'late_delivery' ? random.int(1, 5) : 0,
    mishap,
  };
}
