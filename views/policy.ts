/** A shop's policy as it was set, and its earlier versions. */

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

/** The policy that applies. Version 0, and empty, if the shop never set one. */
export async function readPolicy(sql: Queryable, shopId: ShopId): Promise<StoredPolicy> {
  const policy = await findLatestPolicy(sql, shopId);
  return policy ?? { version: 0, document: {}, createdAt: null };
}

/** One version of the shop's policy. Empty for version 0. */
export async function readPolicyVersion(
  sql: Queryable,
  shopId: ShopId,
  version: number,
): Promise<PolicyDocument> {
  return (await findPolicyDocument(sql, shopId, version)) ?? {};
}
