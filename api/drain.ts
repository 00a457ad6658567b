import type { ServerType } from '@hono/node-server';
import type { ApiDeps } from './env.ts';

/** How long the requests under way may take after SIGTERM. */
const REQUESTS_WITHIN_MS = 6_000;
const COUNTS_WITHIN_MS = 1_000;
const SQL_WITHIN_S = 1;
const IDLE_CHECK_MS = 50;

type Drained = Pick<ApiDeps, 'sql' | 'webhookCounter' | 'keyRefusals' | 'rateLimitCounter'>;

/**
 * Takes no new requests, finishes those under way, writes the counts, and closes the
 * database: within ten seconds.
 */
export async function drain(
  server: ServerType,
  { sql, webhookCounter, keyRefusals, rateLimitCounter }: Drained,
): Promise<void> {
  const closed = new Promise((resolve) => {
    server.close(resolve);
  });
  if ('closeIdleConnections' in server) {
    // A client keeps its connection open after its last answer.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const late = setTimeout(() => server.closeAllConnections(), REQUESTS_WITHIN_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
  } else {
    await closed;
  }
  const late = new Promise((resolve) => setTimeout(resolve, COUNTS_WITHIN_MS).unref());
  const counters = [webhookCounter, keyRefusals, rateLimitCounter];
  const flushed = Promise.allSettled(counters.map((counter) => counter.flush()));
  await Promise.race([flushed, late]);
  await sql.end({ timeout: SQL_WITHIN_S });
}
