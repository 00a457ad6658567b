/** DHL's families, each with its own numbers and its own adapter. */

import { GS1, IDENTCODE, MODULO_7 } from './check-digits.ts';
import type { NumberFormat } from './format.ts';

const IN_USE = 'numbers in use, by tracking_number_data';

export const DHL_FORMATS: readonly NumberFormat[] = [
  {
    ...{ id: 'dhl_express_waybill', name: 'DHL Express waybill', carrier: 'dhl_express' },
    patterns: [/^\d{10,11}$/],
    check: MODULO_7,
    ...{ mark: 'shared', source: IN_USE },
    valid: ['7777777770', '1234567891', '777 777 7770'],
    invalid: ['7777777771', '123456789'],
  },
  {
    ...{ id: 'dhl_express_piece', name: 'DHL Express piece', carrier: 'dhl_express' },
    patterns: [/^(?:JJD|JVGL)\d{9,10}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['JJD0123456789', 'JVGL0123456789'],
    invalid: ['KJD0123456789', 'JJD01234567'],
  },
  {
    ...{
      id: 'dhl_express_piece_j',
      name: 'DHL Express piece, other letters',
      carrier: 'dhl_express',
    },
    patterns: [/^(?!JJD|JVGL)J[A-Z]{2,3}\d{9,10}$/],
    ...{ mark: 'shared', source: IN_USE },
    valid: ['JAB0123456789'],
    invalid: ['JJD0123456789', 'KAB0123456789'],
  },
  {
    ...{ id: 'dhl_piece_jd01', name: 'DHL piece, JD01 and 16 digits', carrier: 'dhl_express' },
    patterns: [/^J?JD01\d{16}$/],
    ...{ mark: 'own', source: 'numbers in use, by the Unified Tracking API' },
    valid: ['JD010000000000000001', 'JJD010000000000000001'],
    invalid: ['JD01000000000000001', 'JD020000000000000001'],
  },
  {
    ...{ id: 'dhl_parcel_jvgl', name: 'DHL Parcel Benelux, JVGL', carrier: 'dhl' },
    patterns: [/^JVGL\d{11,20}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['JVGL01234567890123'],
    invalid: ['JVGL012345678901234567890'],
  },
  {
    ...{
      id: 'dhl_parcel_de_nve',
      name: 'DHL Paket, 00340434 and 12 digits',
      carrier: 'dhl_parcel_de',
    },
    patterns: [/^(?:00)?340434\d{12}$/],
    check: GS1,
    ...{
      mark: 'own',
      source: 'numbers in use; GS1 General Specifications (SSCC)',
    },
    valid: ['00340434000000000017', '340434000000000017'],
    invalid: ['00340434000000000018'],
  },
  {
    ...{ id: 'dhl_parcel_de_identcode', name: 'DHL Paket Identcode', carrier: 'dhl_parcel_de' },
    patterns: [/^\d{12}$/],
    check: IDENTCODE,
    ...{ mark: 'shared', source: 'Deutsche Post Identcode, by the wiki of postscriptbarcode' },
    valid: ['56.310 243.031 3'],
    invalid: ['56.310 243.031 4'],
  },
  {
    ...{
      id: 'dhl_ecommerce',
      name: 'DHL eCommerce, two letters of origin',
      carrier: 'dhl_ecommerce',
    },
    patterns: [/^(?:CN|GM|HK|IN|LX|MY|RX|SG|TH|UV)(?=[A-Z]{0,39}\d)[A-Z0-9]{10,39}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['GM60511234500000001', 'LX12345678901'],
    invalid: ['GR60511234500000001', 'GM123456789', 'GMABCDEFGHIJKL'],
  },
  {
    ...{ id: 'dhl_ecommerce_14', name: 'DHL eCommerce, 14 digits', carrier: 'dhl_ecommerce' },
    patterns: [/^\d{14}$/],
    ...{ mark: 'shared', source: IN_USE },
    valid: ['60120100000001'],
    invalid: ['6012010000000'],
  },
];
