import { Hono } from 'hono';
import { Gauge, Registry } from 'prom-client';
import { readMetrics } from '../views/health.ts';
import type { ApiDeps, ApiEnv } from './env.ts';

/** Metrics for Prometheus, of all shops together. Each request reads them from Postgres. */
export function metricsRoutes({ sql }: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get('/metrics', async (c) => {
    const registry = new Registry();
    const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
      new Gauge({ name, help, labelNames, registers: [registry] });
    const outcomes = gauge('wismr_webhooks', 'Webhooks received from carriers, by outcome.', [
      'carrier',
      'outcome',
    ]);
    const unmapped = gauge(
      'wismr_unmapped_events',
      'Events with a carrier code that wismr does not know.',
      ['carrier'],
    );
    const waiting = gauge(
      'wismr_relay_journeys',
      'Journeys with events that the relay has not delivered yet.',
    );
    const oldest = gauge(
      'wismr_relay_oldest_seconds',
      'Age of the oldest event that the relay has not delivered, in seconds.',
    );
    const { webhooks, backlog } = await readMetrics(sql);
    for (const { carrier, verified, refused, unmapped: count } of webhooks) {
      outcomes.set({ carrier, outcome: 'verified' }, verified);
      outcomes.set({ carrier, outcome: 'refused' }, refused);
      unmapped.set({ carrier }, count);
    }
    waiting.set(backlog.journeys);
    oldest.set(backlog.oldestMs / 1_000);
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return app;
}
