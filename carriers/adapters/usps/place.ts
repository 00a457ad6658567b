/** USPS's places: domestic ones without a country, foreign ones with the country's English name. */

import { ownProperty } from '../../../domain/own-property.ts';
import type { Place } from '../../../domain/tracking.ts';
import { buildPlace } from '../../reading/build-result.ts';

/** The zone of USPS's tracking if no place determines one. */
export const DEFAULT_ZONE = 'America/New_York';

/** Countries that USPS spells differently from ISO 3166-1. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'great britain and northern ireland': 'GB',
  'great britain': 'GB',
  england: 'GB',
  'korea, republic of': 'KR',
  'south korea': 'KR',
  'hong kong': 'HK',
  macau: 'MO',
  'russian federation': 'RU',
  'czech republic': 'CZ',
  turkey: 'TR',
  'united states of america': 'US',
  usa: 'US',
};

const COUNTRIES = listCountryNames();

interface PlaceParts {
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

export function buildUspsPlace({ city, region, postalCode, country }: PlaceParts): Place | null {
  const isDomestic = country === null && (region !== null || postalCode !== null);
  return buildPlace({ city, region, postalCode, country: isDomestic ? 'US' : getCode(country) });
}

/**
 * The place that determines the zone: `OAK CREEK WI DISTRIBUTION CENTER` has its state in the city.
 */
export function findZonePlace(place: Place | null): Place | null {
  if (!place || place.region !== null || place.city === null) return place;
  const state = / ([A-Z]{2})(?: [A-Z ]*(?:CENTER|FACILITY|ANNEX|NDC|PDC))?$/.exec(place.city)?.[1];
  return state ? { ...place, region: state, country: place.country ?? 'US' } : place;
}

function getCode(country: string | null): string | null {
  if (country === null || /^[A-Z]{2}$/.test(country)) return country;
  const name = country.toLowerCase();
  return ownProperty(OTHER_NAMES, name) ?? COUNTRIES.get(name) ?? country;
}

function listCountryNames(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  return new Map(
    codes.flatMap((code) => {
      const name = names.of(code);
      return name ? [[name.toLowerCase(), code] as const] : [];
    }),
  );
}
