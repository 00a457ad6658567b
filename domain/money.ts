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

/** Says which decimals the currency allows if an amount has more; null if it does not. */
export function decimalsFault({ amount, currency }: Money): string | null {
  const most = currencyDecimals(currency);
  if (countDecimals(amount) <= most) return null;
  return `${currency} has ${most === 0 ? 'no' : most} decimals`;
}

/** The amount with exactly the decimals of its currency: `149` EUR is `149.00`, `150.00` JPY is `150`. */
export function normalizeMoney({ amount, currency }: Money): Money {
  return toMoney(toTenThousandths(amount), currency);
}

/** No currency has more decimals: an amount in ten-thousandths is a whole number. */
const DECIMALS_MAX = 4;

function toTenThousandths(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.slice(0, DECIMALS_MAX).padEnd(DECIMALS_MAX, '0'));
}

/** With the decimals of the currency, or more where the amount has more. */
function toMoney(tenThousandths: bigint, currency: string): Money {
  const digits = tenThousandths.toString().padStart(DECIMALS_MAX + 1, '0');
  const whole = digits.slice(0, -DECIMALS_MAX);
  const all = digits.slice(-DECIMALS_MAX);
  const needed = Math.max(currencyDecimals(currency), all.replace(/0+$/, '').length);
  const amount = needed === 0 ? whole : `${whole}.${all.slice(0, needed)}`;
  return { amount, currency };
}

/** The exact sum; null for no amounts, and for amounts in different currencies. */
export function sumMoney(all: readonly Money[]): Money | null {
  const [first] = all;
  if (!first || all.some(({ currency }) => currency !== first.currency)) return null;
  const sum = all.reduce((total, { amount }) => total + toTenThousandths(amount), 0n);
  return toMoney(sum, first.currency);
}

/** The exact price of several pieces. */
export function multiplyMoney({ amount, currency }: Money, quantity: number): Money {
  return toMoney(toTenThousandths(amount) * BigInt(quantity), currency);
}

/** Whether `a` is more than `b`, an amount in the same currency. */
export function isMore(a: Money, b: Money): boolean {
  return toTenThousandths(a.amount) > toTenThousandths(b.amount);
}

/** Whether two amounts are equal, however they are written: `10` EUR is `10.00` EUR. */
export function isSameMoney(a: Money, b: Money): boolean {
  return a.currency === b.currency && toTenThousandths(a.amount) === toTenThousandths(b.amount);
}
