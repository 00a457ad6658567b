/** Arrays of each type, written and read. */

import { expect, test } from 'vitest';
import { createDatabase } from '../database.ts';

const { sql } = await createDatabase();

test.each([
  ['text', ['a', 'with "quotes"', 'back\\slash', 'a,b', '{c}', '', 'null', ' space ', 'é 漢']],
  ['varchar', ['a', 'b']],
  ['int4', [1, -2]],
  ['int2', [1, 2]],
  ['int8', ['9007199254740993', '-1']],
  ['numeric', ['10.50', '0']],
  ['float8', [1.5, -0.25]],
  ['uuid', ['7f1f0c1e-0000-4000-8000-000000000001']],
])('an array of %s comes back as it was', async (type, values) => {
  const array = sql.unsafe(`${type}[]`);
  const [row] = await sql`select ${values}::${array} as stored, ${[]}::${array} as empty`;
  expect(row).toEqual({ stored: values, empty: [] });
});

test('an array has its nulls, its booleans, its times and its bytes', async () => {
  const [row] = await sql`
    select array['a', null] as texts, array[true, false] as booleans,
      array[timestamptz '2026-11-28T04:00:00.123Z'] as times, array['\\xff00'::bytea] as bytes`;
  expect(row).toEqual({
    texts: ['a', null],
    booleans: [true, false],
    times: [new Date('2026-11-28T04:00:00.123Z')],
    bytes: [Buffer.from([0xff, 0])],
  });
});

test('a text in an array loses what Postgres cannot store', async () => {
  const [row] = await sql`select ${['a\0b', 'c\ud800']}::text[] as texts`;
  expect(row).toEqual({ texts: ['ab', 'c\ufffd'] });
});
