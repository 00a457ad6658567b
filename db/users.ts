import type { Queryable } from './connect.ts';

/** A person who may sign in. */
export interface User {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly twoFactorEnabled: boolean;
  /** Not null: the person cannot sign in. */
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

export async function findUser(sql: Queryable, id: string): Promise<User | null> {
  const [row] = await sql<User[]>`
    select id, name, email, coalesce(two_factor_enabled, false) as two_factor_enabled, disabled_at,
      created_at
    from auth."user" where id = ${id}`;
  return row ?? null;
}

export async function findUserByEmail(sql: Queryable, email: string): Promise<User | null> {
  const [row] = await sql<User[]>`
    select id, name, email, coalesce(two_factor_enabled, false) as two_factor_enabled, disabled_at,
      created_at
    from auth."user" where email = ${email.trim().toLowerCase()}`;
  return row ?? null;
}

/** Adds a person whose address is proven. Returns the id. */
export async function insertUser(
  sql: Queryable,
  { name, email }: Pick<User, 'name' | 'email'>,
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into auth."user" (name, email, email_verified) values (${name}, ${email}, true)
    returning id`;
  if (!row) throw new Error('an insert returned no row');
  return row.id;
}

/** Adds the password of a person who has none, as a hash. */
export async function insertPassword(sql: Queryable, userId: string, hash: string): Promise<void> {
  await sql`
    insert into auth.account (user_id, provider_id, account_id, password)
    values (${userId}, 'credential', ${userId}, ${hash})`;
}

export async function hasPassword(sql: Queryable, userId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from auth.account
    where user_id = ${userId} and provider_id = 'credential' and password is not null`;
  return rows.length > 0;
}

export async function saveUserName(sql: Queryable, userId: string, name: string): Promise<void> {
  await sql`update auth."user" set name = ${name}, updated_at = now() where id = ${userId}`;
}

/** Returns false if the person is so already. */
export async function saveUserDisabled(
  sql: Queryable,
  userId: string,
  isDisabled: boolean,
): Promise<boolean> {
  const rows = await sql`
    update auth."user" set disabled_at = case when ${isDisabled} then now() end, updated_at = now()
    where id = ${userId} and (disabled_at is not null) <> ${isDisabled} returning id`;
  return rows.length > 0;
}

export async function listInstallationAdmins(sql: Queryable): Promise<readonly User[]> {
  return sql<User[]>`
    select u.id, u.name, u.email, coalesce(u.two_factor_enabled, false) as two_factor_enabled,
      u.disabled_at, u.created_at
    from installation_admin a join auth."user" u on u.id = a.user_id order by a.created_at, u.id`;
}
