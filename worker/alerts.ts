/**
 * Opens and ends alerts, and notifies the operators. Any number of workers may run it. It uses no
 * Temporal, so that it runs while Temporal is away.
 */

import type { ActivityDeps } from '../activities/deps.ts';
import { sendAlertEmails } from '../activities/send-alert-emails.ts';
import { updateAlerts } from '../commands/update-alerts.ts';
import { type Loop, startLoop } from './loop.ts';

export interface AlertLoopOptions
  extends Pick<ActivityDeps, 'sql' | 'renderer' | 'email' | 'publicUrl' | 'log'> {
  /** The operators' addresses; empty: nobody is notified. */
  readonly to: readonly string[];
  readonly intervalMs?: number;
}

const INTERVAL_MS = 30_000;

/** Starts the loop. It logs errors and retries. */
export function startAlerts(options: AlertLoopOptions): Loop {
  const { log, to, email, intervalMs = INTERVAL_MS } = options;
  if (to.length === 0) {
    log.warn('OPERATIONS_EMAIL is not set: alerts notify nobody');
  } else if (!email) {
    log.warn('alerts notify nobody: set up email, see .env.example');
  }
  return startLoop(async () => {
    await updateAlertsOnce(options).catch((error: unknown) =>
      log.warn({ err: error }, 'could not update the alerts; will retry'),
    );
    return intervalMs;
  });
}

/** One round: what is open now, and the emails that are due. */
export async function updateAlertsOnce(options: AlertLoopOptions): Promise<void> {
  const { sql, email, to, log } = options;
  const notifies = email !== null && to.length > 0;
  const { opened, ended } = await updateAlerts(sql, { notifies });
  for (const { kind, key } of opened) log.error({ alert: kind, key }, 'an alert opened');
  for (const { kind, key } of ended) log.info({ alert: kind, key }, 'an alert ended');
  if (notifies) await sendAlertEmails({ ...options, email });
}
