/** better-auth's queries on the pool of this process. Its tables are in the schema `auth`. */

import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Sql } from './connect.ts';

export const AUTH_SCHEMA = 'auth';

/** Kysely over the pool. Columns are snake_case in the database, and camelCase in rows. */
export function createAuthDatabase(sql: Sql): Kysely<object> {
  return new Kysely<object>({
    dialect: new PostgresDialect({ pool: toPostgresPool(sql) }),
    plugins: [new CamelCasePlugin()],
  });
}

/**
 * What Kysely needs of the pool of `pg`. The pool itself waits for connections, and replaces those
 * that close, so a transaction whose connection is lost fails as a whole.
 */
function toPostgresPool(sql: Sql): PostgresPool {
  return {
    options: {},
    connect: async () => {
      const connection = await sql.reserve();
      const query = async (text: string, parameters: readonly unknown[]) => {
        const rows = await connection.unsafe(text, [...parameters] as never[]);
        return { command: rows.command, rowCount: rows.count, rows: [...rows] };
      };
      // Kysely's other form of `query` is for cursors, which nothing uses.
      return { query: query as never, release: () => connection.release() };
    },
    // The pool belongs to the program, which closes it.
    end: async () => undefined,
  };
}
