/** Every carrier and aggregator that can be read. A name without its adapter does not compile. */

import type { CarrierAdapter } from './adapter.ts';
import { easypost } from './easypost.ts';
import { ups } from './ups.ts';

/** In the order in which a body of unknown origin is shown to them. */
export const CARRIERS = ['easypost', 'ups'] as const;
export type CarrierId = (typeof CARRIERS)[number];

export const ADAPTERS: Readonly<Record<CarrierId, CarrierAdapter>> = {
  easypost,
  ups,
};

export function findAdapter(carrier: string): CarrierAdapter | null {
  const id = CARRIERS.find((each) => each === carrier);
  return id ? ADAPTERS[id] : null;
}

export function listAdapters(): readonly CarrierAdapter[] {
  return CARRIERS.map((id) => ADAPTERS[id]);
}
