import { Hono } from 'hono';
import { Gauge, Registry } from 'prom-client';
import { readBacklog } from '../db/relay-queue.ts';
import { readTotalCounts } from '../db/webhooks.ts';
import type { ApiDeps, ApiEnv } from './env.ts';

/** What of all shops is worth watching, for Prometheus. Read from Postgres when it is asked for. */
export function metricsRoutes({ sql }: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get('/metrics', async (c) => {
    const registry = new Registry();
    const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
      new Gauge({ name, help, labelNames, registers: [registry] });
    const webhooks = gauge('wismr_webhooks', 'Webhooks of carriers by what became of them.', [
      'carrier',
      'outcome',
    ]);
    const unmapped = gauge('wismr_unmapped_events', 'Events whose code no table has.', ['carrier']);
    const waiting = gauge('wismr_relay_journeys', 'Journeys whose mail waits for the relay.');
    const oldest = gauge('wismr_relay_oldest_seconds', 'For how long the oldest mail has waited.');
    const [counts, backlog] = await Promise.all([readTotalCounts(sql), readBacklog(sql)]);
    for (const { carrier, verified, refused, unmapped: count } of counts) {
      webhooks.set({ carrier, outcome: 'verified' }, verified);
      webhooks.set({ carrier, outcome: 'refused' }, refused);
      unmapped.set({ carrier }, count);
    }
    waiting.set(backlog.journeys);
    oldest.set(backlog.oldestMs / 1_000);
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return app;
}
