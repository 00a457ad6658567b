/** Every carrier and aggregator that can be read. A name without its adapter does not compile. */

import type { CarrierAdapter } from './adapter.ts';
import { dhlEcommerce } from './dhl_ecommerce.ts';
import { dhlExpress } from './dhl_express.ts';
import { dhlParcelDe } from './dhl_parcel_de.ts';
import { dhlPoland } from './dhl_poland.ts';
import { dhlUnified } from './dhl_unified.ts';
import { easypost } from './easypost.ts';
import { geodis } from './geodis.ts';
import { hermesDe } from './hermes_de.ts';
import { inpost } from './inpost.ts';

/** In the order in which a body of unknown origin is shown to them. */
export const CARRIERS = [
  'easypost',
  'dhl_express',
  'dhl_unified',
  'dhl_ecommerce',
  'dhl_parcel_de',
  'dhl_poland',
  'inpost',
  'hermes_de',
  'geodis',
] as const;
export type CarrierId = (typeof CARRIERS)[number];

export const ADAPTERS: Readonly<Record<CarrierId, CarrierAdapter>> = {
  easypost,
  dhl_express: dhlExpress,
  dhl_unified: dhlUnified,
  dhl_ecommerce: dhlEcommerce,
  dhl_parcel_de: dhlParcelDe,
  dhl_poland: dhlPoland,
  inpost,
  hermes_de: hermesDe,
  geodis,
};

export function findAdapter(carrier: string): CarrierAdapter | null {
  const id = CARRIERS.find((each) => each === carrier);
  return id ? ADAPTERS[id] : null;
}

export function listAdapters(): readonly CarrierAdapter[] {
  return CARRIERS.map((id) => ADAPTERS[id]);
}
