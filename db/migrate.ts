import { fileURLToPath } from 'node:url';
import Postgrator from 'postgrator';
import postgres from 'postgres';

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));
/** The same number in every process, so that processes migrate one after the other. */
const LOCK = 7_719_210_417;

/** Migrates the database forward. Safe to run from many processes at once. Returns what it applied. */
export async function migrate(url: string): Promise<readonly string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const postgrator = new Postgrator({
      driver: 'pg',
      migrationPattern: `${MIGRATIONS}*.sql`,
      schemaTable: 'schema_version',
      validateChecksums: true,
      execQuery: async (query) => ({ rows: [...(await sql.unsafe(query))] }),
    });
    const applied = await postgrator.migrate();
    return applied.map(({ filename }) => filename.split('/').at(-1) ?? filename);
  } finally {
    await sql.end();
  }
}
