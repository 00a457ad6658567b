/**
 * Formats of USPS, from secondary sources on its Publications 199 (IMpb) and 91 (confirmation
 * services).
 */

import { GS1, withPrefix } from './check-digits.ts';
import type { NumberFormat } from './format.ts';

const IMPB = 'USPS Publication 199 (IMpb), by tracking_number_data';
const CONFIRMATION = 'USPS Publication 91, by tracking_number_data';

/** Service type codes of IMpb with examples on usps.com. */
const SERVICES: Readonly<Record<string, string>> = {
  '001': 'USPS Tracking',
  '021': 'Signature Confirmation',
  '033': 'Collect on Delivery',
  '055': 'Priority Mail',
  '073': 'Certified Mail',
  '088': 'Registered Mail',
  '612': 'Parcel Select',
  '701': 'Priority Mail Express',
};

/** The first two digits of a twenty-digit number. */
const CONFIRMATION_SERVICES: Readonly<Record<string, string>> = {
  '01': 'Delivery Confirmation',
  '02': 'Delivery Confirmation',
  '03': 'Delivery Confirmation',
  '21': 'Signature Confirmation',
  '22': 'Signature Confirmation',
  '23': 'Signature Confirmation',
  '70': 'Certified Mail',
  '71': 'Certified Mail',
  '73': 'Insured Mail',
};

// A mailer id has nine digits if it begins with 9, otherwise six: 92 has nine, 93 has six.
const ONLINE = /(?<tracking>94(?<service>\d{3})(?:\d(?:\d{16}|\d{20})|9\d{24}))$/.source;
const COMMERCIAL = /(?<tracking>9(?=2\d{3}9|3\d{3}[0-8]|5)\d(?<service>\d{3})\d(?:\d{16}|\d{20}))$/
  .source;
const CONFIRMED = /(?<tracking>91(?<service>\d{2})\d{18})$/.source;
const UNPRINTED = /(?<tracking>(?!00)(?<service>\d{2})\d{18})$/.source;

export const USPS_FORMATS: readonly NumberFormat[] = [
  {
    id: 'usps_impb_online',
    name: 'USPS IMpb, online or by a vendor',
    carrier: 'usps',
    patterns: withZip(ONLINE),
    check: GS1,
    mark: 'own',
    services: SERVICES,
    source: IMPB,
    valid: ['9400100000000000000006', '420100019400100000000000000006'],
    invalid: ['9400100000000000000005', '940010000000000000006'],
  },
  {
    id: 'usps_impb',
    name: 'USPS IMpb, commercial or retail',
    carrier: 'usps',
    patterns: withZip(COMMERCIAL),
    check: GS1,
    mark: 'own',
    services: SERVICES,
    source: IMPB,
    valid: [
      '9205590000000000000002',
      '9303300000000000000008',
      '4201000112349505500000000000000008',
    ],
    invalid: ['9205590000000000000003', '9205500000000000000000'],
  },
  {
    id: 'usps_91',
    name: 'USPS confirmation number with 91',
    carrier: 'usps',
    patterns: withZip(CONFIRMED),
    check: GS1,
    mark: 'own',
    services: CONFIRMATION_SERVICES,
    source: CONFIRMATION,
    valid: ['9101000000000000000001', '420100019101000000000000000001'],
    invalid: ['9101000000000000000002'],
  },
  {
    id: 'usps_20',
    name: 'USPS label number of 20 digits',
    carrier: 'usps',
    patterns: [/^(?!00)(?<service>\d{2})\d{18}$/],
    check: GS1,
    mark: 'shared',
    services: CONFIRMATION_SERVICES,
    source: CONFIRMATION,
    valid: ['70000000000000000009', '03000000000000000007'],
    invalid: ['70000000000000000008'],
  },
  {
    id: 'usps_91_unprinted',
    name: 'USPS confirmation number, 91 left out',
    carrier: 'usps',
    patterns: withZip(UNPRINTED),
    check: withPrefix('91', GS1),
    mark: 'shared',
    services: CONFIRMATION_SERVICES,
    source: CONFIRMATION,
    valid: ['01000000000000000001'],
    invalid: ['01000000000000000002'],
  },
];

/** Barcodes on labels begin with the addressee's ZIP code or ZIP+4. */
function withZip(rest: string): readonly RegExp[] {
  return [`^${rest}`, `^420\\d{5}${rest}`, `^420\\d{9}${rest}`].map((each) => new RegExp(each));
}
