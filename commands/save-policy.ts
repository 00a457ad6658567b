import type { Sql } from '../db/connect.ts';
import { hasPolicyDocument, insertPolicy, lockPolicyVersion } from '../db/policies.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';

/**
 * Saves a document as the shop's policy. Saving the same document again adds no version. Running
 * journeys get the policy with their next event. Returns the version that applies.
 */
export async function savePolicy(
  sql: Sql,
  shopId: ShopId,
  document: PolicyDocument,
): Promise<{ readonly version: number; readonly result: 'changed' | 'unchanged' }> {
  return sql.begin(async (tx) => {
    // Of two concurrent calls, the second waits here and then finds the first one's version.
    const current = await lockPolicyVersion(tx, shopId);
    if (current === null) throw new Error(`shop ${shopId} does not exist`);
    if (await hasPolicyDocument(tx, { shopId, version: current, document })) {
      return { version: current, result: 'unchanged' };
    }
    const version = current + 1;
    await insertPolicy(tx, { shopId, version, document });
    return { version, result: 'changed' };
  });
}
