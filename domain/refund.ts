/** Money or credit that the shop gives back, for a return or for an order itself. */

import type { Money } from './money.ts';

export const REFUND_METHODS = ['original', 'store_credit', 'bank_transfer', 'other'] as const;
export type RefundMethod = (typeof REFUND_METHODS)[number];

export interface Refund {
  /** The shop's own, or made of amount and time. Two refunds with one reference are the same. */
  readonly reference: string;
  /** Epoch milliseconds. */
  readonly refundedAt: number;
  readonly amount: Money;
  readonly method: RefundMethod;
  /** False: another refund follows. */
  readonly final: boolean;
}
