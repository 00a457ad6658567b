/** Every carrier and aggregator that can be read. A name without its adapter does not compile. */

import type { CarrierAdapter } from './adapter.ts';
import { easypost } from './easypost.ts';

export const CARRIERS = ['easypost'] as const;
export type CarrierId = (typeof CARRIERS)[number];

const ADAPTERS: Readonly<Record<CarrierId, CarrierAdapter>> = { easypost };

export function findAdapter(carrier: string): CarrierAdapter | null {
  const id = CARRIERS.find((each) => each === carrier);
  return id ? ADAPTERS[id] : null;
}
