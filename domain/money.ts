/** An amount as shops write it. */
export interface Money {
  /** A decimal number with a point, in units of the currency: `49.90`. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * How many decimals a currency has by ISO 4217's list one: 0 for JPY, 3 for KWD, 2 for most. CLDR,
 * which `Intl` follows, has fewer for some, such as none for HUF.
 */
export function currencyDecimals(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

const DECIMALS: Readonly<Record<string, number>> = {
  ...decimals(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...decimals(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...decimals(4, 'CLF UYW'),
};

function decimals(count: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}

/** The decimals of an amount, without zeros at the end: `49.90` has one. */
export function countDecimals(amount: string): number {
  return amount.includes('.') ? (amount.replace(/0+$/, '').split('.')[1] ?? '').length : 0;
}
