/** Every carrier and aggregator that can be read. A name without its adapter does not compile. */

import { seventeenTrack } from './17track.ts';
import type { CarrierAdapter } from './adapter.ts';
import { aftership } from './aftership.ts';
import { allied_express } from './allied_express.ts';
import { amazonShipping } from './amazon-shipping.ts';
import { aramex } from './aramex.ts';
import { asendia } from './asendia.ts';
import { asendia_us } from './asendia_us.ts';
import { australiapost } from './australiapost.ts';
import { boxknight } from './boxknight.ts';
import { bpost } from './bpost.ts';
import { canadapost } from './canadapost.ts';
import { canpar } from './canpar.ts';
import { chronopost } from './chronopost.ts';
import { colissimo } from './colissimo.ts';
import { dhlEcommerce } from './dhl_ecommerce.ts';
import { dhlExpress } from './dhl_express.ts';
import { dhlParcelDe } from './dhl_parcel_de.ts';
import { dhlPoland } from './dhl_poland.ts';
import { dhlUnified } from './dhl_unified.ts';
import { dicom } from './dicom.ts';
import { dpd } from './dpd.ts';
import { easypost } from './easypost.ts';
import { easyship } from './easyship.ts';
import { eshipper } from './eshipper.ts';
import { evri } from './evri.ts';
import { fedex } from './fedex.ts';
import { geodis } from './geodis.ts';
import { gls } from './gls.ts';
import { hay_post } from './hay_post.ts';
import { hermesDe } from './hermes_de.ts';
import { inpost } from './inpost.ts';
import { karrio } from './karrio.ts';
import { landmark } from './landmark.ts';
import { locate2u } from './locate2u.ts';
import { nationex } from './nationex.ts';
import { newgistics } from './newgistics.ts';
import { ontrac } from './ontrac.ts';
import { parcelone } from './parcelone.ts';
import { pitneyBowes } from './pitney-bowes.ts';
import { postnl } from './postnl.ts';
import { purolator } from './purolator.ts';
import { roadie } from './roadie.ts';
import { royalmail } from './royalmail.ts';
import { seko } from './seko.ts';
import { sendle } from './sendle.ts';
import { shipengine } from './shipengine.ts';
import { shippo } from './shippo.ts';
import { shopify } from './shopify.ts';
import { smartkargo } from './smartkargo.ts';
import { spring } from './spring.ts';
import { stamps } from './stamps.ts';
import { teleship } from './teleship.ts';
import { tnt } from './tnt.ts';
import { ups } from './ups.ts';
import { usps } from './usps.ts';
import { veho } from './veho.ts';
import { zoom2u } from './zoom2u.ts';

/** In the order in which a body of unknown origin is shown to them. */
export const CARRIERS = [
  'easypost',
  'fedex',
  'tnt',
  'canadapost',
  'purolator',
  'canpar',
  'ontrac',
  'nationex',
  'dicom',
  'amazon_shipping',
  '17track',
  'karrio',
  'shopify',
  'landmark',
  'seko',
  'sendle',
  'spring',
  'smartkargo',
  'teleship',
  'parcelone',
  'aftership',
  'shipengine',
  'easyship',
  'eshipper',
  'stamps',
  'shippo',
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
  'ups',
  'usps',
  'newgistics',
  'pitney_bowes',
  'roadie',
  'veho',
  'boxknight',
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
  fedex,
  tnt,
  canadapost,
  purolator,
  canpar,
  ontrac,
  nationex,
  dicom,
  amazon_shipping: amazonShipping,
  '17track': seventeenTrack,
  karrio,
  shopify,
  landmark,
  seko,
  sendle,
  spring,
  smartkargo,
  teleship,
  parcelone,
  aftership,
  shipengine,
  easyship,
  eshipper,
  stamps,
  shippo,
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
  ups,
  usps,
  newgistics,
  pitney_bowes: pitneyBowes,
  roadie,
  veho,
  boxknight,
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
