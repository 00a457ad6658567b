/**
 * Check digits as their standards define them. Each function takes the whole number, check digit
 * last.
 */

export interface CheckDigit {
  readonly name: string;
  /** Whether the last character is the check digit of the others. Letters are capitals. */
  readonly verify: (number: string) => boolean;
}

/** GS1 General Specifications, 7.9: weights 3 and 1 from the right. */
export const GS1: CheckDigit = modulo10('GS1 modulo 10', { weights: [3, 1], from: 'right' });

/** Deutsche Post's Identcode and Leitcode: weights 4 and 9. */
export const IDENTCODE: CheckDigit = modulo10('modulo 10, weights 4 and 9', {
  weights: [4, 9],
  from: 'right',
});

/** GLS's parcel number: as GS1, with one added to the sum. */
export const GLS: CheckDigit = modulo10('GS1 modulo 10, one added', {
  weights: [3, 1],
  from: 'right',
  start: 1,
});

/** UPS and OnTrac: weights 1 and 2 from the left; letters count as digits. */
export const UPS: CheckDigit = modulo10('UPS modulo 10', { weights: [1, 2], from: 'left' });

/** ISO/IEC 7812-1, annex B: every second digit from the right doubled, its digits added. */
export const LUHN: CheckDigit = {
  name: 'Luhn',
  verify: (number) => {
    const digits = digitsOf(number.slice(0, -1)).reverse();
    const sum = digits.reduce(
      (total, digit, i) => total + (i % 2 === 0 ? sumDigits(digit) : digit),
      0,
    );
    return (10 - (sum % 10)) % 10 === digitOf(number.slice(-1));
  },
};

/** UPU S10-12, eight digits and their check digit. */
export const S10: CheckDigit = {
  name: 'UPU S10 modulo 11',
  verify: (number) => {
    const rest = 11 - (weightedSum(digitsOf(number.slice(0, -1)), [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
    const wanted = rest === 10 ? 0 : rest === 11 ? 5 : rest;
    return wanted === digitOf(number.slice(-1));
  },
};

/** FedEx: weights 1, 3 and 7 from the right, modulo 11; a remainder of ten counts as zero. */
export const FEDEX: CheckDigit = {
  name: 'FedEx modulo 11',
  verify: (number) => {
    const digits = digitsOf(number.slice(0, -1)).reverse();
    return (weightedSum(digits, [1, 3, 7]) % 11) % 10 === digitOf(number.slice(-1));
  },
};

/** DHL's air waybill: the remainder of the preceding number divided by seven. */
export const MODULO_7: CheckDigit = {
  name: 'modulo 7',
  verify: (number) => {
    const rest = digitsOf(number.slice(0, -1)).reduce((left, digit) => (left * 10 + digit) % 7, 0);
    return rest === digitOf(number.slice(-1));
  },
};

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO/IEC 7064, MOD 37,36: the number and the check character use digits and letters (DPD). */
export const MODULO_37_36: CheckDigit = {
  name: 'ISO 7064 MOD 37,36',
  verify: (number) => {
    const product = [...number.slice(0, -1)].reduce((before, character) => {
      const sum = (before + ALPHABET.indexOf(character)) % 36;
      return ((sum === 0 ? 36 : sum) * 2) % 37;
    }, 36);
    return (product + ALPHABET.indexOf(number.slice(-1))) % 36 === 1;
  },
};

/** The same check digit, computed with a prefix that is not printed. */
export function withPrefix(prefix: string, { name, verify }: CheckDigit): CheckDigit {
  return { name: `${name}, ${prefix} before it`, verify: (number) => verify(prefix + number) };
}

interface Weighting {
  readonly weights: readonly number[];
  readonly from: 'left' | 'right';
  readonly start?: number;
}

function modulo10(name: string, { weights, from, start = 0 }: Weighting): CheckDigit {
  return {
    name,
    verify: (number) => {
      const digits = digitsOf(number.slice(0, -1));
      const sum = start + weightedSum(from === 'left' ? digits : digits.reverse(), weights);
      return (10 - (sum % 10)) % 10 === digitOf(number.slice(-1));
    },
  };
}

function weightedSum(digits: readonly number[], weights: readonly number[]): number {
  return digits.reduce((sum, digit, i) => sum + digit * (weights[i % weights.length] ?? 0), 0);
}

function digitsOf(text: string): number[] {
  return [...text].map(digitOf);
}

/** Digits are themselves; A is 2, B is 3, … H is 9, I is 0 and so on (UPS, OnTrac). */
function digitOf(character: string): number {
  const code = character.charCodeAt(0);
  return code >= 65 ? (code - 63) % 10 : code - 48;
}

function sumDigits(digit: number): number {
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}
