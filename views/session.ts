import type { Queryable } from '../db/connect.ts';
import { listSessions } from '../db/sessions.ts';
import { deviceWords } from '../domain/device-words.ts';

export interface SessionView {
  readonly id: string;
  /** Such as `Firefox on Windows`. */
  readonly device: string;
  readonly address: string | null;
  readonly signedInAt: Date;
  /** Five minutes old at most. */
  readonly lastUsedAt: Date;
}

/** Where a person is signed in, the last used first. `maxSeconds`: how long a session may last. */
export async function readSessions(
  sql: Queryable,
  userId: string,
  maxSeconds: number,
): Promise<readonly SessionView[]> {
  const rows = await listSessions(sql, userId, maxSeconds);
  return rows.map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
    id,
    device: deviceWords(userAgent),
    address: ipAddress,
    signedInAt: createdAt,
    lastUsedAt: updatedAt,
  }));
}
