/** Formats of Canada and Australia, except UPU S10 (postal.ts). */

import { GS1, LUHN } from './check-digits.ts';
import type { NumberFormat } from './format.ts';

const EPARCEL = 'Australia Post eParcel barcode, by Neodynamic';

export const CANADA_AND_AUSTRALIA_FORMATS: readonly NumberFormat[] = [
  {
    id: 'canadapost_16',
    name: 'Canada Post PIN, 16 digits',
    carrier: 'canadapost',
    patterns: [/^\d{16}$/],
    check: GS1,
    mark: 'shared',
    source: 'tracking_number_data',
    valid: ['1234567890123452', '1234 5678 9012 3452'],
    invalid: ['1234567890123453'],
  },
  {
    id: 'purolator_12',
    name: 'Purolator PIN, 12 digits',
    carrier: 'purolator',
    patterns: [/^[0-5]\d{11}$/],
    check: LUHN,
    mark: 'shared',
    source: 'tracking_number_data',
    valid: ['329014521622'],
    invalid: ['329014521623'],
  },
  {
    id: 'purolator_letters',
    name: 'Purolator PIN, 3 letters and 9 digits',
    carrier: 'purolator',
    patterns: [/^(?!JJD)[A-Z]{3}\d{9}$/],
    mark: 'own',
    source: 'tracking_number_data',
    valid: ['ABC123456789'],
    invalid: ['AB123456789', 'ABC12345678', 'JJD123456789'],
  },
  {
    id: 'canpar_22',
    name: 'Canpar barcode, a letter and 21 digits',
    carrier: 'canpar',
    patterns: [/^[CDKLSUXZ]\d{21}$/],
    mark: 'own',
    source: 'tracking_number_data',
    valid: ['D123456789012345678901'],
    invalid: ['A123456789012345678901', 'D12345678901234567890'],
  },
  {
    id: 'australiapost_article',
    name: 'Australia Post article',
    carrier: 'australiapost',
    // Place of lodgement, consignment, article, service, last-article flag, check digit.
    patterns: [/^(?=[A-Z0-9]{0,2}[A-Z])[A-Z0-9]{3}\d{7}(?:0[1-9]|1\d|20)\d{2}[12]\d$/],
    mark: 'own',
    source: EPARCEL,
    valid: ['ABC0001234010021', '1A20001234019913'],
    invalid: ['ABC0001234210021', '1230001234010021'],
  },
  {
    id: 'australiapost_consignment',
    name: 'Australia Post consignment',
    carrier: 'australiapost',
    patterns: [/^(?=[A-Z0-9]{0,2}[A-Z])[A-Z0-9]{3}\d{7}$/],
    mark: 'shared',
    source: EPARCEL,
    valid: ['ABC0001234'],
    invalid: ['1230001234'],
  },
];
