/** Lifts the suppression of an address that works again. */

import type { Sql } from '../db/connect.ts';
import type { ServerKeys } from '../db/server-keys.ts';
import { deleteSuppressions, readSuppressionReasons } from '../db/suppressions.ts';
import type { ShopId } from '../domain/ids.ts';
import type { SuppressionReason } from '../domain/suppression.ts';

export interface Lifted {
  /** Why the address was suppressed. */
  readonly lifted: readonly SuppressionReason[];
  /** Why it still is: only the person can lift an `opted_out`. */
  readonly left: readonly SuppressionReason[];
}

/** `address`: an email address or a phone number with its country code. */
export async function liftSuppression(
  { sql, keys }: { readonly sql: Sql; readonly keys: ServerKeys },
  shopId: ShopId,
  address: string,
): Promise<Lifted> {
  const at = { shopId, channel: address.includes('@') ? 'email' : 'sms', address } as const;
  return sql.begin(async (tx) => {
    const lifted = await deleteSuppressions({ sql: tx, keys }, at, ['bounced', 'complained']);
    return { lifted, left: await readSuppressionReasons({ sql: tx, keys }, at) };
  });
}
