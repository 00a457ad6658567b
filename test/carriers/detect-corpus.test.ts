/** The examples of jkeen/tracking_number_data for each courier, if the folder is present. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { detectCarriers } from '../../carriers/detect.ts';
import { findCarrier } from '../../carriers/directory.ts';

const FOLDER = fileURLToPath(
  new URL('../../../shared/corpus/tracking_number_data/couriers', import.meta.url),
);

const courierSchema = z.object({
  courier_code: z.string(),
  tracking_numbers: z.array(
    z.object({
      name: z.string(),
      test_numbers: z.object({ valid: z.array(z.string()), invalid: z.array(z.string()) }),
      additional: z
        .array(z.object({ name: z.string(), lookup: z.array(z.looseObject({})) }))
        .default([]),
    }),
  ),
});

/** Their formats' names and ours. `dhl` is one courier there and several carriers here. */
const FORMATS: Readonly<Record<string, string>> = {
  'Amazon Logistics': 'amazon_logistics',
  'Amazon International': 'amazon_international',
  'Canada Post (16)': 'canadapost_16',
  'Canpar (22)': 'canpar_22',
  'DHL Express': 'dhl_express_waybill',
  'DHL Express (Piece ID)': 'dhl_express_piece',
  'DHL E-Commerce': 'dhl_ecommerce',
  'DHL E-Commerce (14)': 'dhl_ecommerce_14',
  'DPD (28)': 'dpd_28',
  'DPD (14)': 'dpd_15',
  'FedEx Express (12)': 'fedex_12',
  'FedEx Express (34)': 'fedex_express_34',
  'FedEx ASTRA (32)': 'fedex_astra_32',
  'FedEx Ground': 'fedex_ground_15',
  'FedEx Ground (SSCC-18)': 'fedex_ground_sscc',
  'FedEx Ground 96 (22)': 'fedex_ground_96',
  'FedEx Ground GSN': 'fedex_ground_gsn',
  'GOFO Express (US)': 'gofo',
  'Landmark Global LTN': 'landmark_ltn',
  'LaserShip LX': 'lasership_10',
  'LaserShip 1LS7 (15)': 'lasership_1ls7',
  'LaserShip 1LS7 (18)': 'lasership_1ls7_piece',
  'LaserShip 1LSCX (15)': 'lasership_1lscx',
  'Old Dominion': 'old_dominion',
  'Old Dominion Guaranteed Shipment': 'old_dominion_guaranteed',
  OnTrac: 'ontrac',
  'OnTrac D': 'ontrac',
  'Purolator (12)': 'purolator_12',
  'Purolator (alpha + 9)': 'purolator_letters',
  S10: 's10',
  'Spee-Dee (20)': 'speedee',
  UPS: 'ups_1z',
  'UPS Waybill': 'ups_waybill',
  'USPS 20': 'usps_20',
  'USPS IMpb N': 'usps_impb_online',
  'USPS IMpb C': 'usps_impb',
  'USPS Legacy': 'usps_91|usps_91_unprinted',
  Yodel: 'yodel',
  YunExpress: 'yunexpress',
};

const couriers = existsSync(FOLDER)
  ? readdirSync(FOLDER).map((file) =>
      courierSchema.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
    )
  : [];
const rows = couriers.flatMap(({ courier_code: code, tracking_numbers: formats }) =>
  formats.map(({ name, test_numbers: numbers }) => ({ code, name, ...numbers })),
);

describe.skipIf(rows.length === 0)('the numbers of ../shared/corpus/tracking_number_data', () => {
  test.each(rows)('$name: detects all valid numbers and no invalid one', (row) => {
    const formats = FORMATS[row.name]?.split('|') ?? [];
    expect(formats, 'a format that ours has no name for').not.toEqual([]);
    for (const number of row.valid) {
      const own = detectCarriers(number).filter(({ format }) => formats.includes(format));
      expect(own, number).toHaveLength(1);
      expect(carrierMatches(row.code, own[0]?.carrier ?? ''), number).toBe(true);
    }
    for (const number of row.invalid) {
      const expected = detectCarriers(number).map(({ format }) => format);
      for (const format of formats) expect(expected, number).not.toContain(format);
    }
  });

  test('every country with a post in their data has one in ours', () => {
    const countries = couriers
      .flatMap(({ tracking_numbers: formats }) => formats.flatMap(({ additional }) => additional))
      .filter(({ name }) => name === 'Courier')
      .flatMap(({ lookup }) => lookup.map((row) => row['matches']));
    const expected = countries.filter((each) => detectCarriers(`RB123456785${each}`).length > 0);
    expect(expected).toEqual(countries);
  });
});

test.runIf(rows.length === 0)('the numbers of couriers are absent: their tests are skipped', () => {
  console.log(
    '../shared/corpus/tracking_number_data is absent: tests over its numbers are skipped',
  );
});

function carrierMatches(code: string, carrier: string): boolean {
  if (code === 's10') return true;
  const { id } = findCarrier(code);
  return carrier === id || (id === 'dhl' && carrier.startsWith('dhl_'));
}
