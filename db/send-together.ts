/** Statements that do not need each other's answers, in one round trip. */

import type { Queryable, Sql } from './connect.ts';

/**
 * Runs statements on one connection. Those that start without an answer of another one are sent
 * together. They run in the order in which they start, each with a snapshot of its own.
 */
export async function sendTogether<Result>(
  sql: Sql,
  start: (connection: Queryable) => Promise<Result>,
): Promise<Result> {
  const connection = await sql.reserve();
  try {
    return await start(connection);
  } finally {
    connection.release();
  }
}

/** A statement of the driver that has not started. */
type Statement = Promise<unknown> & { execute(): Promise<unknown> };
type Answers<Queries> = { -readonly [Index in keyof Queries]: Awaited<Queries[Index]> };

/**
 * Runs statements as one transaction, in one round trip: none of them can depend on an answer. A
 * statement that waits for a lock lets the later ones see what the lock protects. After an error, none
 * has had an effect.
 */
export async function transactTogether<const Queries extends readonly Statement[]>(
  sql: Sql,
  make: (connection: Queryable) => Queries,
): Promise<Answers<Queries>> {
  return sendTogether(sql, async (connection) => {
    const queries = make(connection);
    const all: Statement[] = [connection`begin`, ...queries, connection`commit`];
    const answers = await Promise.allSettled(all.map((each) => each.execute()));
    const values = answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    });
    return values.slice(1, -1) as Answers<Queries>;
  });
}
