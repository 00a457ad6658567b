import type { ShopId } from '../domain/ids.ts';
import type { MemberRole } from '../domain/member-role.ts';
import type { Queryable } from './connect.ts';

/** A shop that a person may enter. */
export interface MembershipRow {
  readonly shopId: ShopId;
  readonly shopName: string;
  readonly role: MemberRole;
}

/** The shops of a person; with all of them for an admin of the installation. By name. */
export async function listMemberships(
  sql: Queryable,
  userId: string,
): Promise<readonly MembershipRow[]> {
  return sql<MembershipRow[]>`
    select s.id as shop_id, s.name as shop_name,
      case when a.user_id is null then m.role else 'admin' end as role
    from shop s
      left join shop_member m on m.shop_id = s.id and m.user_id = ${userId}
      left join installation_admin a on a.user_id = ${userId}
    where m.user_id is not null or a.user_id is not null
    order by s.name, s.id`;
}

export async function isInstallationAdmin(sql: Queryable, userId: string): Promise<boolean> {
  const rows = await sql`select 1 from installation_admin where user_id = ${userId}`;
  return rows.length > 0;
}

export async function findMembership(
  sql: Queryable,
  shopId: string,
  userId: string,
): Promise<MembershipRow | null> {
  const [row] = await sql<MembershipRow[]>`
    select s.id as shop_id, s.name as shop_name,
      case when a.user_id is null then m.role else 'admin' end as role
    from shop s
      left join shop_member m on m.shop_id = s.id and m.user_id = ${userId}
      left join installation_admin a on a.user_id = ${userId}
    where s.id = ${shopId} and (m.user_id is not null or a.user_id is not null)`;
  return row ?? null;
}

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly twoFactorEnabled: boolean;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

/** By name. Admins of the installation are members only if they were invited as such. */
export async function listMembers(sql: Queryable, shopId: ShopId): Promise<readonly MemberRow[]> {
  return sql<MemberRow[]>`
    select u.id as user_id, u.name, u.email, m.role, u.disabled_at, m.created_at,
      coalesce(u.two_factor_enabled, false) as two_factor_enabled
    from shop_member m join auth."user" u on u.id = m.user_id
    where m.shop_id = ${shopId} order by u.name, u.id`;
}

interface Member {
  readonly shopId: ShopId;
  readonly userId: string;
  readonly role: MemberRole;
}

/** Adds a member. One who is a member already gets the role. */
export async function saveMember(sql: Queryable, { shopId, userId, role }: Member): Promise<void> {
  await sql`
    insert into shop_member (shop_id, user_id, role) values (${shopId}, ${userId}, ${role})
    on conflict (shop_id, user_id) do update set role = excluded.role`;
}

/** Locks the row. Null: not a member. */
export async function lockMemberRole(
  sql: Queryable,
  shopId: ShopId,
  userId: string,
): Promise<MemberRole | null> {
  const [row] = await sql<{ role: MemberRole }[]>`
    select role from shop_member where shop_id = ${shopId} and user_id::text = ${userId}
    for update`;
  return row?.role ?? null;
}

export async function deleteMember(sql: Queryable, shopId: ShopId, userId: string): Promise<void> {
  await sql`delete from shop_member where shop_id = ${shopId} and user_id = ${userId}`;
}

export async function insertInstallationAdmin(sql: Queryable, userId: string): Promise<void> {
  await sql`
    insert into installation_admin (user_id) values (${userId}) on conflict (user_id) do nothing`;
}
