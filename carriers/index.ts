/** Every carrier and aggregator that can be read. A name without its adapter does not compile. */

import type { CarrierAdapter } from './adapter.ts';
import { boxknight } from './boxknight.ts';
import { easypost } from './easypost.ts';
import { newgistics } from './newgistics.ts';
import { pitneyBowes } from './pitney-bowes.ts';
import { roadie } from './roadie.ts';
import { ups } from './ups.ts';
import { usps } from './usps.ts';
import { veho } from './veho.ts';

/** In the order in which a body of unknown origin is shown to them. */
export const CARRIERS = [
  'easypost',
  'ups',
  'usps',
  'newgistics',
  'pitney_bowes',
  'roadie',
  'veho',
  'boxknight',
] as const;
export type CarrierId = (typeof CARRIERS)[number];

export const ADAPTERS: Readonly<Record<CarrierId, CarrierAdapter>> = {
  easypost,
  ups,
  usps,
  newgistics,
  pitney_bowes: pitneyBowes,
  roadie,
  veho,
  boxknight,
};

export function findAdapter(carrier: string): CarrierAdapter | null {
  const id = CARRIERS.find((each) => each === carrier);
  return id ? ADAPTERS[id] : null;
}

export function listAdapters(): readonly CarrierAdapter[] {
  return CARRIERS.map((id) => ADAPTERS[id]);
}
