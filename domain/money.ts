/** An amount as shops write it. */
export interface Money {
  /** A decimal number with a point, in units of the currency: `49.90`. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}
