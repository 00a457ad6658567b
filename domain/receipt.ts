/** What a provider reports about a message after it has accepted it. */

/**
 * From the weakest to the strongest: a later one replaces an earlier one, whenever it arrives.
 * - `sent`: on its way to the customer's mail server or network.
 * - `delayed`: the mail server does not take it yet; the provider tries again.
 * - `delivered`: the mail server or the phone has it.
 * - `bounced`: the mail server refused it.
 * - `failed`: the provider gave it up.
 * - `complained`: the customer marked it as spam.
 */
export const RECEIPTS = [
  'sent',
  'delayed',
  'delivered',
  'bounced',
  'failed',
  'complained',
] as const;
export type ReceiptKind = (typeof RECEIPTS)[number];

export interface Receipt {
  readonly kind: ReceiptKind;
  /** When it happened or, if the provider does not say, when it was received; epoch milliseconds. */
  readonly at: number;
  /** The provider's reason or code, or null. */
  readonly code: string | null;
}

/**
 * The receipt to keep of two. Providers send receipts in any order and repeatedly: any order of the
 * same receipts has the same result. Of two of a kind, the earlier one counts.
 */
export function foldReceipt(known: Receipt | null, next: Receipt): Receipt {
  return known === null || isStronger(next, known) ? next : known;
}

function isStronger(next: Receipt, known: Receipt): boolean {
  if (next.kind !== known.kind) return rankOf(next) > rankOf(known);
  if (next.at !== known.at) return next.at < known.at;
  // Of two codes at the same time, either will do, but always the same one.
  return (next.code ?? '') > (known.code ?? '');
}

function rankOf({ kind }: Receipt): number {
  return RECEIPTS.indexOf(kind);
}
