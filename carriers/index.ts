/** Every carrier and aggregator that can be read. A name without its adapter does not compile. */

import type { CarrierAdapter } from './adapter.ts';
import { allied_express } from './allied_express.ts';
import { aramex } from './aramex.ts';
import { asendia } from './asendia.ts';
import { asendia_us } from './asendia_us.ts';
import { australiapost } from './australiapost.ts';
import { bpost } from './bpost.ts';
import { chronopost } from './chronopost.ts';
import { colissimo } from './colissimo.ts';
import { dpd } from './dpd.ts';
import { easypost } from './easypost.ts';
import { evri } from './evri.ts';
import { gls } from './gls.ts';
import { hay_post } from './hay_post.ts';
import { locate2u } from './locate2u.ts';
import { postnl } from './postnl.ts';
import { royalmail } from './royalmail.ts';
import { zoom2u } from './zoom2u.ts';

/** In the order in which a body of unknown origin is shown to them. */
export const CARRIERS = [
  'easypost',
  'royalmail',
  'postnl',
  'dpd',
  'gls',
  'evri',
  'australiapost',
  'colissimo',
  'chronopost',
  'bpost',
  'asendia',
  'asendia_us',
  'aramex',
  'hay_post',
  'allied_express',
  'locate2u',
  'zoom2u',
] as const;
export type CarrierId = (typeof CARRIERS)[number];

export const ADAPTERS: Readonly<Record<CarrierId, CarrierAdapter>> = {
  easypost,
  royalmail,
  postnl,
  dpd,
  gls,
  evri,
  australiapost,
  colissimo,
  chronopost,
  bpost,
  asendia,
  asendia_us,
  aramex,
  hay_post,
  allied_express,
  locate2u,
  zoom2u,
};

export function findAdapter(carrier: string): CarrierAdapter | null {
  const id = CARRIERS.find((each) => each === carrier);
  return id ? ADAPTERS[id] : null;
}

export function listAdapters(): readonly CarrierAdapter[] {
  return CARRIERS.map((id) => ADAPTERS[id]);
}
