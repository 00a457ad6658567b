import type { ShopId } from '../domain/ids.ts';
import type { MemberRole } from '../domain/member-role.ts';
import type { Queryable } from './connect.ts';

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  /** Null: as an admin of the installation. */
  readonly shopId: ShopId | null;
  readonly shopName: string | null;
  readonly role: MemberRole;
  /** Null: an operator. */
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewInvitation {
  readonly tokenHash: Buffer;
  readonly email: string;
  readonly shopId: ShopId | null;
  readonly role: MemberRole;
  /** The id of a user; null: an operator. */
  readonly invitedBy: string | null;
}

/** Adds an invitation. An open one of the same address and shop ends, so its link works no more. */
export async function insertInvitation(sql: Queryable, given: NewInvitation): Promise<string> {
  const { tokenHash, email, shopId, role, invitedBy } = given;
  await sql`
    update invitation set revoked_at = now()
    where email = ${email} and shop_id is not distinct from ${shopId}
      and accepted_at is null and revoked_at is null`;
  const [row] = await sql<{ id: string }[]>`
    insert into invitation (token_hash, email, shop_id, role, invited_by)
    values (${tokenHash}, ${email}, ${shopId}, ${role}, ${invitedBy}) returning id`;
  if (!row) throw new Error('an insert returned no row');
  return row.id;
}

/** The invitation of a link that still works. */
export async function findInvitation(
  sql: Queryable,
  tokenHash: Buffer,
): Promise<InvitationRow | null> {
  const [row] = await sql<InvitationRow[]>`
    select i.id, i.email, i.shop_id, s.name as shop_name, i.role, u.name as invited_by,
      i.created_at, i.expires_at
    from invitation i
      left join shop s on s.id = i.shop_id
      left join auth."user" u on u.id = i.invited_by
    where i.token_hash = ${tokenHash} and i.accepted_at is null and i.revoked_at is null
      and i.expires_at > now()`;
  return row ?? null;
}

/** Returns false if it was accepted, revoked or expired meanwhile. */
export async function saveInvitationAccepted(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`
    update invitation set accepted_at = now()
    where id = ${id} and accepted_at is null and revoked_at is null and expires_at > now()
    returning id`;
  return rows.length > 0;
}

/** Returns false if the shop has no such open invitation. */
export async function saveInvitationRevoked(
  sql: Queryable,
  { shopId, id }: { readonly shopId: ShopId; readonly id: string },
): Promise<boolean> {
  const rows = await sql`
    update invitation set revoked_at = now()
    where shop_id = ${shopId} and id::text = ${id} and accepted_at is null and revoked_at is null
    returning id`;
  return rows.length > 0;
}

/** The open invitations of a shop or, with null, those of admins; the newest first. */
export async function listInvitations(
  sql: Queryable,
  shopId: ShopId | null,
): Promise<readonly InvitationRow[]> {
  return sql<InvitationRow[]>`
    select i.id, i.email, i.shop_id, s.name as shop_name, i.role, u.name as invited_by,
      i.created_at, i.expires_at
    from invitation i
      left join shop s on s.id = i.shop_id
      left join auth."user" u on u.id = i.invited_by
    where i.shop_id is not distinct from ${shopId} and i.accepted_at is null
      and i.revoked_at is null and i.expires_at > now()
    order by i.created_at desc, i.id`;
}
