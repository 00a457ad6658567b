/** The registry: every carrier and aggregator that wismr can read. */

import type { CarrierAdapter, UnderlyingCarriers } from './adapter.ts';
import { _17track } from './adapters/17track/17track.ts';
import { aftership } from './adapters/aftership/aftership.ts';
import { allied_express } from './adapters/allied_express.ts';
import { amazon_shipping } from './adapters/amazon_shipping.ts';
import { aramex } from './adapters/aramex/aramex.ts';
import { asendia } from './adapters/asendia.ts';
import { asendia_us } from './adapters/asendia_us.ts';
import { australiapost } from './adapters/australiapost/australiapost.ts';
import { boxknight } from './adapters/boxknight.ts';
import { bpost } from './adapters/bpost.ts';
import { canadapost } from './adapters/canadapost/canadapost.ts';
import { canpar } from './adapters/canpar.ts';
import { chronopost } from './adapters/chronopost/chronopost.ts';
import { colissimo } from './adapters/colissimo/colissimo.ts';
import { dhl_ecommerce } from './adapters/dhl_ecommerce/dhl_ecommerce.ts';
import { dhl_express } from './adapters/dhl_express/dhl_express.ts';
import { dhl_parcel_de } from './adapters/dhl_parcel_de/dhl_parcel_de.ts';
import { dhl_poland } from './adapters/dhl_poland/dhl_poland.ts';
import { dhl_unified } from './adapters/dhl_unified/dhl_unified.ts';
import { dicom } from './adapters/dicom.ts';
import { dpd } from './adapters/dpd/dpd.ts';
import { easypost } from './adapters/easypost/easypost.ts';
import { easyship } from './adapters/easyship.ts';
import { eshipper } from './adapters/eshipper.ts';
import { evri } from './adapters/evri.ts';
import { fedex } from './adapters/fedex/fedex.ts';
import { geodis } from './adapters/geodis.ts';
import { gls } from './adapters/gls/gls.ts';
import { hay_post } from './adapters/hay_post.ts';
import { hermes_de } from './adapters/hermes_de/hermes_de.ts';
import { inpost } from './adapters/inpost/inpost.ts';
import { karrio } from './adapters/karrio/karrio.ts';
import { landmark } from './adapters/landmark.ts';
import { locate2u } from './adapters/locate2u.ts';
import { mondial_relay } from './adapters/mondial_relay/mondial_relay.ts';
import { nationex } from './adapters/nationex.ts';
import { newgistics } from './adapters/newgistics.ts';
import { ontrac } from './adapters/ontrac.ts';
import { parcelone } from './adapters/parcelone/parcelone.ts';
import { pitney_bowes } from './adapters/pitney_bowes.ts';
import { postnl } from './adapters/postnl/postnl.ts';
import { purolator } from './adapters/purolator.ts';
import { relais_colis } from './adapters/relais_colis.ts';
import { roadie } from './adapters/roadie.ts';
import { royalmail } from './adapters/royalmail/royalmail.ts';
import { seko } from './adapters/seko/seko.ts';
import { sendle } from './adapters/sendle.ts';
import { shipengine } from './adapters/shipengine/shipengine.ts';
import { shippo } from './adapters/shippo/shippo.ts';
import { shopify } from './adapters/shopify.ts';
import { smartkargo } from './adapters/smartkargo.ts';
import { spring } from './adapters/spring.ts';
import { stamps } from './adapters/stamps.ts';
import { teleship } from './adapters/teleship.ts';
import { tnt } from './adapters/tnt.ts';
import { ups } from './adapters/ups/ups.ts';
import { usps } from './adapters/usps/usps.ts';
import { veho } from './adapters/veho.ts';
import { vinted_go } from './adapters/vinted_go.ts';
import { zoom2u } from './adapters/zoom2u.ts';
import { createUnderlyingCarriers } from './reading/underlying-carrier.ts';

/** `parseAuto` tries them in this order: the first that recognises a body reads it. */
export const ADAPTERS = [
  easypost,
  fedex,
  tnt,
  canadapost,
  purolator,
  canpar,
  ontrac,
  nationex,
  dicom,
  amazon_shipping,
  _17track,
  karrio,
  shopify,
  landmark,
  seko,
  // Both have a list `tracking_events`; only Vinted Go's events are unmistakable.
  vinted_go,
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
  mondial_relay,
  relais_colis,
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
  pitney_bowes,
  roadie,
  veho,
  boxknight,
  dhl_express,
  dhl_unified,
  dhl_ecommerce,
  dhl_parcel_de,
  dhl_poland,
  inpost,
  hermes_de,
  geodis,
] as const satisfies readonly CarrierAdapter[];

export type CarrierId = (typeof ADAPTERS)[number]['id'];
export const CARRIERS: readonly CarrierId[] = ADAPTERS.map(({ id }) => id);

/** Passed to each adapter's `read`: an adapter cannot import the registry that imports it. */
export const UNDERLYING_CARRIERS: UnderlyingCarriers = createUnderlyingCarriers(ADAPTERS);

export function findAdapter(carrier: string): CarrierAdapter | null {
  return ADAPTERS.find(({ id }) => id === carrier) ?? null;
}

export function listAdapters(): readonly CarrierAdapter[] {
  return ADAPTERS;
}
