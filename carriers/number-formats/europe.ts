/** Carriers of Europe but DHL, and what their posts number otherwise than by UPU S10 (postal.ts). */

import { GLS, GS1, MODULO_37_36 } from './check-digits.ts';
import type { NumberFormat } from './format.ts';

const DPD_LABEL = 'DPD parcel label specification 2.4.1, by tracking_number_data';
const GLS_LABEL = 'numbers in use; the check digit as two open-source adapters reckon it';

/** DPD's service codes, of the most common. */
const DPD_SERVICES: Readonly<Record<string, string>> = {
  '101': 'Normal parcel',
  '109': 'Normal parcel, cash on delivery',
  '113': 'Exchange',
  '136': 'Small parcel',
  '154': 'Parcel letter',
  '155': 'Guarantee',
  '179': 'DPD 10:00',
  '225': 'DPD 12:00',
  '327': 'Home delivery',
  '350': 'DPD 8:30',
};

const DPD_AND_GLS_FORMATS: readonly NumberFormat[] = [
  {
    ...{ id: 'dpd_28', name: 'DPD label, 28 characters', carrier: 'dpd' },
    // Postcode, parcel number, service, country, check character.
    patterns: [/^(?<checked>\d{7}(?<tracking>\d{14})(?<service>\d{3})\d{3}[A-Z0-9])$/],
    check: MODULO_37_36,
    ...{ mark: 'own', services: DPD_SERVICES, source: DPD_LABEL },
    valid: ['006383801234567890123101276L'],
    invalid: ['006383801234567890123101276M'],
  },
  {
    ...{ id: 'dpd_15', name: 'DPD parcel number with its check character', carrier: 'dpd' },
    patterns: [/^(?<checked>(?<tracking>\d{14})[A-Z0-9])$/],
    check: MODULO_37_36,
    ...{ mark: 'shared', source: DPD_LABEL },
    valid: ['012345678901233'],
    invalid: ['012345678901234'],
  },
  {
    ...{ id: 'dpd_14', name: 'DPD parcel number, 14 digits', carrier: 'dpd' },
    patterns: [/^\d{14}$/],
    ...{ mark: 'shared', source: DPD_LABEL },
    valid: ['01234567890123'],
    invalid: ['0123456789012'],
  },
  {
    ...{ id: 'gls_12', name: 'GLS parcel number with its check digit', carrier: 'gls' },
    patterns: [/^(?<checked>(?<tracking>\d{11})\d)$/],
    check: GLS,
    ...{ mark: 'shared', source: GLS_LABEL },
    valid: ['012345678904', '366310000017'],
    invalid: ['012345678905'],
  },
  {
    ...{ id: 'gls_11', name: 'GLS parcel number, 11 digits', carrier: 'gls' },
    patterns: [/^\d{11}$/],
    ...{ mark: 'shared', source: GLS_LABEL },
    valid: ['01234567890'],
    invalid: ['0123456789'],
  },
  {
    ...{ id: 'gls_track_id', name: 'GLS track id, 8 characters', carrier: 'gls' },
    patterns: [/^(?=\d{0,7}[A-Z])(?=[A-Z]{0,7}\d)[A-Z0-9]{8}$/],
    ...{ mark: 'shared', source: GLS_LABEL },
    valid: ['00AB12CD'],
    invalid: ['ABCDEFGH', '12345678'],
  },
];

const BRITISH_FORMATS: readonly NumberFormat[] = [
  {
    ...{ id: 'evri_letter', name: 'Evri, a letter and 15 characters', carrier: 'evri' },
    patterns: [/^[A-Z]\d{2}[A-Z0-9]{3}\d{10}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['T00ABC0123456789', 'H01AA01234567890'],
    invalid: ['TA0ABC0123456789'],
  },
  {
    ...{ id: 'evri_16', name: 'Evri, 16 digits', carrier: 'evri' },
    patterns: [/^\d{16}$/],
    ...{ mark: 'shared', source: 'numbers in use' },
    valid: ['0123456789012345'],
    invalid: ['012345678901234'],
  },
  {
    ...{ id: 'yodel', name: 'Yodel, JD or JJD and 16 digits', carrier: 'yodel' },
    patterns: [/^J?JD\d{16}$/],
    ...{ mark: 'own', source: 'yodel.co.uk, by tracking_number_data' },
    valid: ['JD0002123456789012', 'JJD0002123456789012'],
    invalid: ['JD000212345678901'],
  },
  {
    ...{ id: 'parcelforce_uk', name: 'Parcelforce, within the UK', carrier: 'parcelforce' },
    patterns: [/^[A-Z]{2}\d{7}$/, /^[A-Z]{4}\d{10}$/],
    ...{ mark: 'shared', source: 'parcelforce.com, tracking number formats' },
    valid: ['AA1234567', 'AAAA1234567890'],
    invalid: ['A1234567', 'AAAA123456789'],
  },
];

const POSTS_AND_LOCKERS: readonly NumberFormat[] = [
  {
    ...{ id: 'postnl_3s', name: 'PostNL 3S', carrier: 'postnl' },
    patterns: [/^3S[A-Z]{4}(?:\d{7}|\d{9})$/, /^3S(?=[A-Z]{2,6}\d)[A-Z0-9]{13}$/],
    ...{ mark: 'own', source: 'PostNL Barcode API: 13 or 15 characters, customer code in them' },
    valid: ['3SABCD123456789', '3SABCD1234567'],
    invalid: ['3SABCD12345', '3S1234567890123'],
  },
  {
    ...{ id: 'bpost_24', name: 'bpost, 3232 and 20 digits', carrier: 'bpost' },
    patterns: [/^3232\d{20}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['323200000000000000000001'],
    invalid: ['32320000000000000000001'],
  },
  {
    ...{ id: 'inpost_24', name: 'InPost, 24 digits', carrier: 'inpost' },
    patterns: [/^[5-8]\d{23}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['600000000000000000000001'],
    invalid: ['60000000000000000000001'],
  },
  {
    ...{ id: 'colissimo_13', name: 'Colissimo, product and 11 digits', carrier: 'colissimo' },
    patterns: [/^\d[A-Z](?<checked>\d{11})$/],
    check: GS1,
    ...{
      mark: 'own',
      source: 'ColiPoste label specification, by Business::Colissimo',
    },
    valid: ['8L20524752032', '8V41392078260', '7A41392128255'],
    invalid: ['8L20524752033'],
  },
  {
    ...{ id: 'chronopost_13', name: 'Chronopost, JB or JF at the end', carrier: 'chronopost' },
    patterns: [/^[A-Z]{2}\d{9}J[BF]$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['XY123456789JB'],
    invalid: ['XY12345678JB'],
  },
  {
    ...{ id: 'hermes_de_h', name: 'Hermes Germany, H and 19 digits', carrier: 'hermes_de' },
    patterns: [/^H\d{19}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['H1234567890123456789'],
    invalid: ['H123456789012345678'],
  },
  {
    ...{
      id: 'hermes_de_nve',
      name: 'Hermes Germany, 00340633 and 12 digits',
      carrier: 'hermes_de',
    },
    patterns: [/^(?:00)?340633\d{12}$/],
    check: GS1,
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['00340633000000000016'],
    invalid: ['00340633000000000017'],
  },
  {
    ...{ id: 'hermes_de_14', name: 'Hermes Germany, 14 digits', carrier: 'hermes_de' },
    patterns: [/^\d{14}$/],
    ...{ mark: 'shared', source: 'numbers in use' },
    valid: ['01234567890123'],
    invalid: ['012345678901234'],
  },
  {
    ...{ id: 'swiss_post_18', name: 'Swiss Post, 18 digits', carrier: 'swiss_post' },
    patterns: [/^9[89]\d{16}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['99.00.123456.12345678', '98.01.025000.12345678'],
    invalid: ['97.00.123456.12345678'],
  },
  {
    ...{
      id: 'poczta_polska_20',
      name: 'Poczta Polska, SSCC of 20 digits',
      carrier: 'poczta_polska',
    },
    patterns: [/^00\d5900773\d{10}$/],
    check: GS1,
    ...{ mark: 'own', source: 'numbers in use; GS1 General Specifications (SSCC)' },
    valid: ['00659007730123456783'],
    invalid: ['00659007730123456784'],
  },
];

export const EUROPE_FORMATS: readonly NumberFormat[] = [
  ...DPD_AND_GLS_FORMATS,
  ...BRITISH_FORMATS,
  ...POSTS_AND_LOCKERS,
];
