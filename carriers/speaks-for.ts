/**
 * Whose parcels a webhook may report. One carrier's secret must not change another carrier's parcel:
 * several carriers authenticate with no more than a token in the URL.
 */

import { isInDirectory } from './directory.ts';
import { findAdapter } from './index.ts';

/**
 * Divisions of one group, which report each other's parcels. Ids of the directory. The groups, by their
 * annual reports: DHL Group; UPS; FedEx (TNT since 2016); La Poste (Geopost with DPD, Chronopost and
 * BRT, beside Colissimo); InPost (Mondial Relay since 2021, Yodel since 2025); Pitney Bowes.
 */
const FAMILIES: readonly (readonly string[])[] = [
  [
    'dhl',
    'dhl_unified',
    'dhl_express',
    'dhl_ecommerce',
    'dhl_parcel_de',
    'dhl_poland',
    'deutsche_post',
  ],
  ['ups', 'ups_mail_innovations'],
  ['fedex', 'fedex_smartpost', 'tnt'],
  ['dpd', 'chronopost', 'colissimo', 'brt'],
  ['inpost', 'mondial_relay', 'yodel'],
  ['pitney_bowes', 'newgistics'],
];

/**
 * Carriers that bring a parcel to the door for another. Such a parcel often has the number of both
 * (https://www.pluginhive.com/fedex-ground-economy-usps-final-mile-handoff/). Those of Sendle, SEKO and
 * Teleship are from recorded payloads and the carriers' lists of services, and may be incomplete.
 */
const LAST_MILE: Readonly<Record<string, readonly string[]>> = {
  // UPS Ground Saver and Mail Innovations, FedEx Ground Economy, DHL eCommerce in North America.
  ups: ['usps'],
  fedex: ['usps'],
  dhl_ecommerce: ['usps', 'canadapost'],
  dhl_unified: ['usps', 'canadapost'],
  // Sendle hands its parcels to these.
  sendle: ['usps', 'canadapost', 'australiapost', 'couriersplease', 'aramex', 'fastway_au'],
  // Forwarders: the parcel has the number of the carrier at its destination.
  seko: ['usps', 'canadapost', 'australiapost', 'royalmail', 'evri', 'nz_post'],
  teleship: ['usps', 'canadapost', 'australiapost', 'royalmail', 'evri'],
};

/**
 * Whether the webhooks of `source`, an adapter's id, may report a parcel of `carrier`. Aggregators and
 * platforms may report any parcel. A carrier may report its own, its group's, and those that it hands
 * over. A shop's own name for the carrier (`dpd_nord`) belongs to the carrier whose name it begins with.
 */
export function speaksFor(source: string, carrier: string): boolean {
  if (source === carrier || carrier === 'unknown') return true;
  const family = FAMILIES.find((each) => each.includes(source));
  const isCarrier = findAdapter(source)?.kind === 'carrier' || family !== undefined;
  if (!isCarrier) return true;
  const names = [source, ...(family ?? []), ...(LAST_MILE[source] ?? [])];
  if (names.includes(carrier)) return true;
  return !isInDirectory(carrier) && names.some((name) => carrier.startsWith(`${name}_`));
}
