import type { RefundRow } from '../db/returns.ts';

export interface RefundView extends Omit<RefundRow, 'refundedAt'> {
  readonly refundedAt: string;
}

export function refundView({ refundedAt, ...refund }: RefundRow): RefundView {
  return { ...refund, refundedAt: refundedAt.toISOString() };
}
