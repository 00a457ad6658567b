import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { createDatabase } from '../database.ts';

test('a database of another version says what to do', async () => {
  const { sql, url } = await createDatabase();
  expect(await migrate(url)).toEqual([]);
  await sql`update schema_version set md5 = 'another' where version = 1`;
  await expect(migrate(url)).rejects.toThrow(
    /^the database test_\w+ was created by another version of wismr, .*create it again/,
  );
});
