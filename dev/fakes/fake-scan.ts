/** A scan in each carrier's own codes. */
export interface FakeScan {
  /** Epoch milliseconds, to the minute. */
  readonly at: number;
  readonly what: 'label' | 'moving' | 'out' | 'delivered';
}
