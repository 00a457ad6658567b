/** The versions of the shops' policies. */

import type { ShopId } from '../domain/ids.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';
import { asJson, type Queryable } from './connect.ts';

export interface PolicyRow {
  readonly version: number;
  readonly document: PolicyDocument;
  readonly createdAt: Date;
}

/** The latest version; null if the shop never set a policy. */
export async function findLatestPolicy(sql: Queryable, shopId: ShopId): Promise<PolicyRow | null> {
  const [policy] = await sql<PolicyRow[]>`
    select version, document, created_at from shop_policy
    where shop_id = ${shopId} order by version desc limit 1`;
  return policy ?? null;
}

export async function findPolicyDocument(
  sql: Queryable,
  shopId: ShopId,
  version: number,
): Promise<PolicyDocument | null> {
  const [policy] = await sql<Pick<PolicyRow, 'document'>[]>`
    select document from shop_policy where shop_id = ${shopId} and version = ${version}`;
  return policy?.document ?? null;
}

/** The shop's policy version, locked until the transaction ends; null if there is no such shop. */
export async function lockPolicyVersion(sql: Queryable, shopId: ShopId): Promise<number | null> {
  const [shop] = await sql<{ policyVersion: number }[]>`
    select policy_version from shop where id = ${shopId} for no key update`;
  return shop?.policyVersion ?? null;
}

interface PolicyVersion {
  readonly shopId: ShopId;
  readonly version: number;
  readonly document: PolicyDocument;
}

/** Whether a version has this document. The order of keys does not matter. */
export async function hasPolicyDocument(
  sql: Queryable,
  { shopId, version, document }: PolicyVersion,
): Promise<boolean> {
  const [same] = await sql`
    select 1 from shop_policy
    where shop_id = ${shopId} and version = ${version} and document = ${asJson(sql, document)}`;
  return same !== undefined;
}

/** Inserts a version and makes it the one that applies. */
export async function insertPolicy(
  sql: Queryable,
  { shopId, version, document }: PolicyVersion,
): Promise<void> {
  await sql`
    insert into shop_policy (shop_id, version, document)
    values (${shopId}, ${version}, ${asJson(sql, document)})`;
  await sql`update shop set policy_version = ${version} where id = ${shopId}`;
}
