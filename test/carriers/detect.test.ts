import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONFIDENCES, detectCarrier, detectCarriers } from '../../carriers/detect.ts';
import directory from '../../carriers/directory.json' with { type: 'json' };
import * as digits from '../../carriers/number-formats/check-digits.ts';
import type { NumberFormat } from '../../carriers/number-formats/format.ts';
import { NUMBER_FORMATS } from '../../carriers/number-formats/index.ts';
import operators from '../../carriers/postal-operators.json' with { type: 'json' };

const DIRECTORY = [...directory, ...operators].map(({ id }) => id);
const FOREWORD = `# Formats of tracking numbers

The formats that [detection](detection.md) knows. A test writes this page
(\`npx vitest run test/carriers/detect.test.ts -u\`); do not edit it by hand. Examples are made up, or published by the
carrier.`;

describe('a check digit', () => {
  test.each([
    ['GS1 General Specifications, SSCC', digits.GS1, '106141412345678908'],
    ['GS1 General Specifications, GTIN', digits.GS1, '036000241457'],
    ['ISO/IEC 7812-1, in every textbook', digits.LUHN, '79927398713'],
    ['UPU S10-12, its example', digits.S10, '473124829'],
    ['UPU S10: eleven is five', digits.S10, '000000005'],
    ['UPU S10: ten is nought', digits.S10, '000000080'],
    ['GRid, of ISO 7064 MOD 37,36', digits.MODULO_37_36, 'A12425GABC1234002M'],
    ['Deutsche Post, Identcode', digits.IDENTCODE, '563102430313'],
    ['GLS, a printed number', digits.GLS, '366310000017'],
    ['DHL Unified, its test number', digits.MODULO_7, '7777777770'],
    ['FedEx Track, a mock number', digits.FEDEX, '797806677146'],
    ['UPS, of its examples', digits.UPS, '999AA10123456784'],
    ['ColiPoste, a key of its specification', digits.GS1, '20524752032'],
  ])('of %s is correct, and no other digit is', (_, check, number) => {
    const body = number.slice(0, -1);
    const alphabet = check === digits.MODULO_37_36 ? '0123456789MNOP' : '0123456789';
    expect([...alphabet].filter((each) => check.verify(body + each))).toEqual([number.slice(-1)]);
  });
});

describe.each(NUMBER_FORMATS)('$id ($name)', ({ id, carrier, valid, invalid, check }) => {
  test('matches its valid examples, and not its invalid ones', () => {
    expect(valid.length).toBeGreaterThan(0);
    expect(invalid.length).toBeGreaterThan(0);
    for (const number of valid) {
      const found = detectCarriers(number).filter(({ format }) => format === id);
      expect(found[0], number).toMatchObject({ checkDigit: check ? 'verified' : 'none' });
      if (typeof carrier === 'string') expect(found[0]?.carrier).toBe(carrier);
    }
    for (const number of invalid) expect(formatsOf(number)).not.toContain(id);
  });

  test('belongs to a carrier of the directory', () => {
    if (typeof carrier === 'string') expect(DIRECTORY).toContain(carrier);
  });
});

test.each(operators)('$name numbers by UPU S10 for $country', ({ country }) => {
  const [first] = detectCarriers(`HA473124829${country}`);
  expect(first).toMatchObject({ format: 's10', service: 'E-commerce parcel' });
  expect(DIRECTORY).toContain(first?.carrier);
});

test.each([
  ['1Z999AA10123456784', ['ups certain']],
  ['1Z999AA10123456785', []],
  ['TBA123456789012', ['amazon_shipping likely']],
  ['RR473124829GB', ['royalmail certain']],
  ['CP473124829GB', ['royalmail certain', 'parcelforce possible']],
  ['CP473124829DE', ['dhl_parcel_de certain', 'deutsche_post possible']],
  ['RR473124829DE', ['deutsche_post certain', 'dhl_parcel_de possible']],
  ['EE473124829FR', ['chronopost certain', 'colissimo possible']],
  ['LX473124829NL', ['postnl certain', 'dhl_ecommerce likely']],
  ['00340434000000000017', ['dhl_parcel_de certain']],
  ['ABC123456789', ['purolator likely']],
  ['JAB123456789', ['purolator likely', 'dhl_express possible']],
  ['7777777770', ['dhl_express likely']],
  ['01234567890123', ['dpd possible', 'hermes_de possible', 'dhl_ecommerce possible']],
  ['3SABCD123456789', ['postnl likely']],
])('%s belongs to %j', (number, wanted) => {
  const found = detectCarriers(number).map(({ carrier, confidence }) => `${carrier} ${confidence}`);
  expect(found).toEqual(wanted);
});

test.each([
  ['420100019400100000000000000006', '9400100000000000000006'],
  ['1000000000000000000000568838414941', '568838414941'],
  ['9612019449044304137821', '449044304137821'],
  ['006383801234567890123101276L', '01234567890123'],
])('the number in the barcode %s is %s', (barcode, number) => {
  const [first] = detectCarriers(barcode);
  expect(first?.trackingNumber).toBe(number);
  expect(first?.trackingUrl).toContain(number);
});

test('a service is named if the number shows it', () => {
  expect(detectCarriers('1Z9999990300000003')[0]?.service).toBe('Ground');
  expect(detectCarriers('420100019400100000000000000006')[0]?.service).toBe('USPS Tracking');
  expect(detectCarriers('7777777770')[0]?.service).toBeNull();
});

test('spaces, dashes and case in a number do not matter', () => {
  for (const written of [
    ' 1z 999 AA1 01 2345 6784\n',
    '1Z-999-AA1-01-2345-6784',
    '1Z\u00a0999\u200bAA1\u2011012345\u20136784',
  ]) {
    expect(detectCarrier(written)).toMatchObject({
      carrier: 'ups',
      trackingNumber: '1Z999AA10123456784',
    });
  }
});

test('detectCarrier chooses a carrier only if no other is as likely', () => {
  expect(detectCarrier('RR473124829GB')?.carrier).toBe('royalmail');
  expect(detectCarrier('01234567890123')).toBeNull();
  expect(detectCarrier('hello')).toBeNull();
  const both = numberWith((number) =>
    ['fedex_12', 'purolator_12'].every((each) => formatsOf(number).includes(each)),
  );
  expect(detectCarrier(both)).toBeNull();
});

test('text without a tracking number has no carrier', () => {
  for (const strange of ['', ' ', '-', '1Z999AA1012345678é', '１２３４', '💥', '0'.repeat(101)]) {
    expect(detectCarriers(strange)).toEqual([]);
  }
});

test('any text has ordered candidates, quickly', () => {
  const alike = fc.string({ unit: fc.constantFrom(...'00123456789ABJLTZ -'), maxLength: 60 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), alike), (text) => {
      const ranks = detectCarriers(text).map(({ confidence }) => CONFIDENCES.indexOf(confidence));
      expect(ranks).toEqual([...ranks].sort());
      detectCarrier(text);
    }),
    { numRuns: 500 },
  );
}, 30_000);

test.each([
  ['digits', '9'.repeat(100)],
  ['blanks', ' '.repeat(100)],
  ['letters that never end in a digit', `GM${'A'.repeat(98)}`],
  ['digits that never end in a letter', `3S${'1'.repeat(97)}!`],
  ['ten million characters', '1Z'.repeat(5_000_000)],
])('%s are fast', (_, text) => {
  const start = performance.now();
  for (let i = 0; i < 100; i++) detectCarriers(text);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('each format has its own id and name, and is anchored', () => {
  const ids = NUMBER_FORMATS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { patterns } of NUMBER_FORMATS) {
    for (const { source, flags } of patterns) {
      expect(source).toMatch(/^\^.*\$$/);
      expect(source).not.toMatch(/[*+]/);
      expect(flags).toBe('');
    }
  }
});

test('docs/number-formats.md has the table', async () => {
  await expect(pageOf(NUMBER_FORMATS)).toMatchFileSnapshot('../../docs/number-formats.md');
});

function pageOf(formats: readonly NumberFormat[]): string {
  const rows = formats.map(({ id, name, carrier, valid, check, mark, source }) => [
    `\`${id}\``,
    name,
    typeof carrier === 'string' ? `\`${carrier}\`` : 'by country',
    `\`${valid[0]}\``,
    check?.name ?? 'none',
    mark,
    source,
  ]);
  const head = ['format', 'name', 'carrier', 'example', 'check digit', 'mark', 'source'];
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `${FOREWORD}\n\n${lines.join('\n')}\n`;
}

function formatsOf(number: string): readonly string[] {
  return detectCarriers(number).map(({ format }) => format);
}

function numberWith(wanted: (number: string) => boolean): string {
  for (let i = 0; i < 10_000; i++) {
    const number = String(100_000_000_000 + i);
    if (wanted(number)) return number;
  }
  throw new Error('none of ten thousand numbers matches');
}
