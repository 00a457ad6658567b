/** UPU S10 numbers of posts, and formats of cross-border carriers. */

import operators from '../postal-operators.json' with { type: 'json' };
import { S10 } from './check-digits.ts';
import type { MatchGroups, NumberFormat } from './format.ts';

const OPERATORS: ReadonlyMap<string, string> = new Map(
  operators.map(({ country, id }) => [country, id]),
);

/** Countries whose post passes some kinds of item (by first letter) to another carrier. */
const SISTERS: Readonly<
  Record<string, readonly { letters: string; carriers: readonly string[] }[]>
> = {
  DE: [
    { letters: 'CE', carriers: ['dhl_parcel_de', 'deutsche_post'] },
    { letters: 'LRUV', carriers: ['deutsche_post', 'dhl_parcel_de'] },
  ],
  FR: [{ letters: 'EX', carriers: ['chronopost', 'colissimo'] }],
  GB: [{ letters: 'CE', carriers: ['royalmail', 'parcelforce'] }],
};

/** The first letter of the service indicator, as UPU S10-12 assigns them. */
const SERVICES: Readonly<Record<string, string>> = {
  C: 'Parcel',
  E: 'EMS',
  H: 'E-commerce parcel',
  L: 'Tracked letter',
  M: 'M bag',
  Q: 'International business reply',
  R: 'Registered letter',
  U: 'Letter, not tracked',
  V: 'Insured letter',
};

export const POSTAL_FORMATS: readonly NumberFormat[] = [
  {
    id: 's10',
    name: 'UPU S10',
    carrier: listOperators,
    patterns: [/^(?<service>[A-Z])[A-Z](?<checked>\d{9})(?<country>[A-Z]{2})$/],
    check: S10,
    mark: 'own',
    services: SERVICES,
    source: 'UPU S10-12',
    valid: ['RR473124829GB', 'EE 473 124 829 FR', 'cp473124829de'],
    invalid: ['RR473124820GB', 'RR473124829XX', 'RR47312482GB'],
  },
  {
    id: 'landmark_ltn',
    name: 'Landmark Global LTN',
    carrier: 'landmark',
    patterns: [/^LTN\d{8,9}N\d$/],
    mark: 'own',
    source: 'numbers in use, by tracking_number_data',
    valid: ['LTN12345678N1', 'LTN123456789N2'],
    invalid: ['LTN1234567N1', 'LSN12345678N1'],
  },
  {
    id: 'yunexpress',
    name: 'YunExpress',
    carrier: 'yunexpress',
    patterns: [/^YT\d{16}$/],
    mark: 'own',
    source: 'numbers in use, by tracking_number_data',
    valid: ['YT1234567890123456'],
    invalid: ['YT123456789012345'],
  },
];

function listOperators({ service, country }: MatchGroups): readonly string[] {
  const operator = OPERATORS.get(country ?? '');
  if (operator === undefined) return [];
  const sisters = SISTERS[country ?? '']?.find(({ letters }) => letters.includes(service ?? '-'));
  return sisters?.carriers ?? [operator];
}
