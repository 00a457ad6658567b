/** A copy of a database, and its restoration: as from a backup, or from a replica that lags. */

import type { Sql } from '../db/connect.ts';

export interface DatabaseCopy {
  restore(): Promise<void>;
}

/** Copies all tables. At most one copy per database at a time: its restoration ends it. */
export async function copyDatabase(sql: Sql): Promise<DatabaseCopy> {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'`;
  await sql.begin(async (tx) => {
    await tx`create schema copy`;
    for (const { name } of tables) {
      await tx`create table ${tx(`copy.${name}`)} as table ${tx(`public.${name}`)}`;
    }
  });
  return {
    restore: () =>
      sql.begin(async (tx) => {
        // The copy is consistent, and the order of the tables is not: no foreign keys meanwhile.
        await tx`set local session_replication_role = replica`;
        // As if the server had been down: nothing that was read before is written afterwards.
        await tx`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`;
        const all = tables.map(({ name }) => `public.${name}`).join(', ');
        await tx.unsafe(`lock table ${all} in access exclusive mode`);
        for (const { name } of tables) {
          await tx`delete from ${tx(`public.${name}`)}`;
          await tx`
            insert into ${tx(`public.${name}`)} overriding system value
            select * from ${tx(`copy.${name}`)}`;
        }
        await tx`drop schema copy cascade`;
      }),
  };
}
