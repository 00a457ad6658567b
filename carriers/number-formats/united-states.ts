/** UPS, FedEx, OnTrac with LaserShip, and others of the United States but USPS. */

import { FEDEX, GS1, LUHN, UPS, withPrefix } from './check-digits.ts';
import type { NumberFormat } from './format.ts';

const UPS_GUIDE = 'tracking_number_data; Algorithm::CheckDigits::M10_011';
const FEDEX_GUIDE = 'tracking_number_data; the mock numbers of the FedEx Track API';
const IN_USE = 'numbers in use, by tracking_number_data';

/** The service indicator after the shipper, of those in use. */
const UPS_SERVICES: Readonly<Record<string, string>> = {
  '01': 'Next Day Air',
  '02': '2nd Day Air',
  '03': 'Ground',
  '12': '3 Day Select',
  '13': 'Next Day Air Saver',
  '15': 'Next Day Air Early',
  '22': 'Ground, return with three pickup attempts',
  '42': 'Ground, signature required',
  '44': 'Next Day Air, Saturday delivery',
  '66': 'Worldwide Express',
  '68': 'Standard',
  '72': 'Ground, collect on delivery',
  '78': 'Ground, return with one pickup attempt',
  '90': 'Ground, return label by UPS',
  A8: 'Ground, adult signature required',
  YW: 'SurePost',
};

const UPS_FORMATS: readonly NumberFormat[] = [
  {
    ...{ id: 'ups_1z', name: 'UPS 1Z', carrier: 'ups' },
    patterns: [/^1Z(?<checked>[A-Z0-9]{6}(?<service>[A-Z0-9]{2})[A-Z0-9]{7}\d)$/],
    check: UPS,
    ...{ mark: 'own', services: UPS_SERVICES, source: UPS_GUIDE },
    valid: ['1Z999AA10123456784', '1Z 591580 68 55587736', '1z-999-aa1-01-2345-6784'],
    invalid: ['1Z999AA10123456785', '1Z999AA1012345678'],
  },
  {
    ...{
      id: 'ups_mail_innovations',
      name: 'UPS Mail Innovations',
      carrier: 'ups_mail_innovations',
    },
    patterns: [/^MI\d{6}[A-Z0-9]{1,22}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['MI123456ABC0001'],
    invalid: ['MI12345', 'MI123456'],
  },
  {
    ...{ id: 'ups_waybill', name: 'UPS waybill', carrier: 'ups' },
    patterns: [/^(?<service>[AHJKTV])(?<checked>\d{10})$/],
    check: UPS,
    ...{ mark: 'shared', source: UPS_GUIDE },
    services: { J: 'Next Day Air', K: 'Ground', V: 'Worldwide Express Saver' },
    valid: ['K1234567895', 'T0000000000'],
    invalid: ['K1234567894'],
  },
];

const FEDEX_FORMATS: readonly NumberFormat[] = [
  {
    ...{ id: 'fedex_12', name: 'FedEx, 12 digits', carrier: 'fedex' },
    patterns: [/^\d{12}$/],
    check: FEDEX,
    ...{ mark: 'shared', source: FEDEX_GUIDE },
    valid: ['568838414941', '797806677146', '5811 9004 9992'],
    invalid: ['568838414942'],
  },
  {
    ...{ id: 'fedex_ground_15', name: 'FedEx Ground, 15 digits', carrier: 'fedex' },
    patterns: [/^\d{15}$/],
    check: GS1,
    ...{ mark: 'shared', source: FEDEX_GUIDE },
    valid: ['449044304137821', '149331877648230', '920241085725456'],
    invalid: ['449044304137822'],
  },
  {
    ...{ id: 'fedex_ground_96', name: 'FedEx Ground barcode, 96 and 20 digits', carrier: 'fedex' },
    patterns: [/^96\d{5}(?<tracking>\d{15})$/],
    check: GS1,
    ...{ mark: 'own', source: FEDEX_GUIDE },
    valid: ['9612019449044304137821'],
    invalid: ['9612019449044304137822'],
  },
  {
    ...{ id: 'fedex_ground_gsn', name: 'FedEx Ground barcode, 34 digits', carrier: 'fedex' },
    patterns: [/^96\d{18}(?<checked>\d\d(?<tracking>\d{12}))$/],
    check: FEDEX,
    ...{ mark: 'own', source: FEDEX_GUIDE },
    valid: ['9622000000000000000000568838414941'],
    invalid: ['9622000000000000000000568838414942'],
  },
  {
    ...{ id: 'fedex_express_34', name: 'FedEx Express barcode, 34 digits', carrier: 'fedex' },
    patterns: [/^[0-8]\d{19}(?<checked>\d\d(?<tracking>\d{12}))$/],
    check: FEDEX,
    ...{ mark: 'shared', source: FEDEX_GUIDE },
    valid: ['1000000000000000000000568838414941'],
    invalid: ['1000000000000000000000568838414942'],
  },
  {
    ...{ id: 'fedex_astra_32', name: 'FedEx ASTRA barcode, 32 digits', carrier: 'fedex' },
    patterns: [/^3\d{15}(?<tracking>\d{12})\d{4}$/],
    check: FEDEX,
    ...{ mark: 'own', source: FEDEX_GUIDE },
    valid: ['30000000000000005688384149410201'],
    invalid: ['30000000000000005688384149420201'],
  },
  {
    ...{ id: 'fedex_ground_sscc', name: 'FedEx Ground, SSCC of 18 digits', carrier: 'fedex' },
    patterns: [/^0[0-4](?<checked>\d{16})$/],
    check: GS1,
    ...{ mark: 'shared', source: FEDEX_GUIDE },
    valid: ['006141410000000012'],
    invalid: ['006141410000000013', '906141410000000012'],
  },
  {
    ...{ id: 'fedex_ground_economy', name: 'FedEx Ground Economy', carrier: 'fedex_smartpost' },
    patterns: [/^(?:420\d{5})?(?<tracking>9261299\d{15})$/],
    check: GS1,
    ...{ mark: 'own', source: 'numbers in use; usps.com: FedEx SmartPost with 92 before it' },
    valid: ['9261299000000000000000'],
    invalid: ['9261299000000000000001'],
  },
  {
    ...{ id: 'fedex_smartpost_20', name: 'FedEx SmartPost, 20 digits', carrier: 'fedex_smartpost' },
    patterns: [/^61299\d{15}$/],
    check: withPrefix('92', GS1),
    ...{ mark: 'own', source: 'usps.com: FedEx SmartPost is tracked with 92 before it' },
    valid: ['61299000000000000000'],
    invalid: ['61299000000000000001'],
  },
  {
    ...{ id: 'fedex_door_tag', name: 'FedEx door tag', carrier: 'fedex' },
    patterns: [/^DT\d{12}$/],
    ...{ mark: 'own', source: 'numbers in use' },
    valid: ['DT123456789012'],
    invalid: ['DT12345678901'],
  },
];

const ONTRAC_FORMATS: readonly NumberFormat[] = [
  {
    ...{ id: 'ontrac', name: 'OnTrac, C or D and 14 digits', carrier: 'ontrac' },
    patterns: [/^[CD]\d{14}$/],
    check: UPS,
    ...{ mark: 'own', source: IN_USE },
    valid: ['C12345678901236', 'D12345678901235'],
    invalid: ['C12345678901237'],
  },
  {
    ...{ id: 'lasership_10', name: 'LaserShip, L and a letter', carrier: 'ontrac' },
    patterns: [/^L[AEHINX][123]\d{7}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['LX12345678', 'LA 212 34567'],
    invalid: ['LX42345678', 'LB12345678'],
  },
  {
    ...{ id: 'lasership_1ls7', name: 'LaserShip 1LS7', carrier: 'ontrac' },
    patterns: [/^1LS7[12]\d{10}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['1LS712345678901'],
    invalid: ['1LS732345678901'],
  },
  {
    ...{ id: 'lasership_1ls7_piece', name: 'LaserShip 1LS7 with its piece', carrier: 'ontrac' },
    patterns: [/^1LS7[12]\d\d01[1-4]\d{6}1$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['1LS7112013123456-1'],
    invalid: ['1LS7112013123456-2'],
  },
  {
    ...{ id: 'lasership_1lscx', name: 'LaserShip 1LSCX', carrier: 'ontrac' },
    patterns: [/^1LSCX[A-Z0-9]{10}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['1LSCXAB00012345'],
    invalid: ['1LSCYAB00012345', '1LSCXAB0001234'],
  },
];

export const UNITED_STATES_FORMATS: readonly NumberFormat[] = [
  ...UPS_FORMATS,
  ...FEDEX_FORMATS,
  ...ONTRAC_FORMATS,
  {
    ...{ id: 'amazon_logistics', name: 'Amazon Logistics', carrier: 'amazon_shipping' },
    patterns: [/^TB[ACM]\d{12}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['TBA123456789012', 'tbc 123456789012'],
    invalid: ['TBD123456789012', 'TBA12345678901'],
  },
  {
    ...{
      id: 'amazon_international',
      name: 'Amazon, a letter and 10 digits',
      carrier: 'amazon_shipping',
    },
    patterns: [/^[ACF]\d{10}$/],
    ...{ mark: 'shared', source: IN_USE },
    valid: ['C1000000001'],
    invalid: ['D1000000001'],
  },
  {
    ...{ id: 'gofo', name: 'GOFO Express', carrier: 'gofo' },
    patterns: [/^GFUS\d{14}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['GFUS01012345678901'],
    invalid: ['GFUS0101234567890'],
  },
  {
    ...{ id: 'speedee', name: 'Spee-Dee', carrier: 'speedee' },
    patterns: [/^SP\d{18}$/],
    ...{ mark: 'own', source: IN_USE },
    valid: ['SP012345678901234567'],
    invalid: ['SP01234567890123456', '012345678901234567'],
  },
  {
    ...{ id: 'old_dominion', name: 'Old Dominion PRO number', carrier: 'old_dominion' },
    patterns: [/^(?:77[78]|072|780)\d{8}$/],
    check: LUHN,
    ...{ mark: 'shared', source: IN_USE },
    valid: ['07200000003', '77712345675'],
    invalid: ['07200000004'],
  },
  {
    ...{ id: 'old_dominion_guaranteed', name: 'Old Dominion, guaranteed', carrier: 'old_dominion' },
    patterns: [/^80\d{9}$/],
    check: LUHN,
    ...{ mark: 'shared', source: IN_USE },
    valid: ['80000000002'],
    invalid: ['80000000003'],
  },
];
