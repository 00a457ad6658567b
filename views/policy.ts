/** A shop's policy as the shop wrote it, and its earlier versions. */

import type { Queryable } from '../db/connect.ts';
import { findLatestPolicy, findPolicyDocument } from '../db/policies.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';

export interface StoredPolicy {
  readonly version: number;
  readonly document: PolicyDocument;
  /** Null: the shop never set a policy. */
  readonly createdAt: Date | null;
}

/** The policy that applies; version 0 with an empty document if the shop never set one. */
export async function readPolicy(sql: Queryable, shopId: ShopId): Promise<StoredPolicy> {
  const policy = await findLatestPolicy(sql, shopId);
  return policy ?? { version: 0, document: {}, createdAt: null };
}

/** One version of the shop's policy; empty for version 0 or an unknown version. */
export async function readPolicyVersion(
  sql: Queryable,
  shopId: ShopId,
  version: number,
): Promise<PolicyDocument> {
  return (await findPolicyDocument(sql, shopId, version)) ?? {};
}
