import { fileURLToPath } from 'node:url';
import Postgrator from 'postgrator';
import postgres from 'postgres';
import { WismrError } from '../domain/error.ts';
import { explainConnectionError } from './connection-error.ts';
import { grantRoles } from './roles.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));
/** Any number that is the same in all processes, so that they migrate one after the other. */
const LOCK = 7_719_210_417;

/**
 * Brings the database up to date, and grants the roles their rights. Forward only; safe to run from
 * many processes at once. As a role that owns no tables, it only checks that they are up to date.
 * Returns the names of the migrations it applied. Every program calls it first, so it throws `unavailable`
 * with a one-line message if Postgres cannot be used.
 */
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
    await grantRoles(sql);
    return applied.map(({ filename }) => filename.split('/').at(-1) ?? filename);
  } catch (error) {
    throw explainConnectionError(error, url) ?? explainOtherVersion(error, url) ?? error;
  } finally {
    await sql.end();
  }
}

/** Until the first release, migrations are rewritten: see docs/decisions/0010. Null for other errors. */
function explainOtherVersion(error: unknown, url: string): WismrError | null {
  if (!(error instanceof Error) || !error.message.startsWith('MD5 checksum failed')) return null;
  const { pathname } = new URL(url);
  return new WismrError(
    'conflict',
    `the database ${pathname.slice(1)} was created by another version of wismr, and cannot be ` +
      'changed to this one: create it again (for the demo: delete the folder .wismr)',
  );
}
