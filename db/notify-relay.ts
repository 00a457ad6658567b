import type { Sql } from './connect.ts';

/** The Postgres channel on which relays listen. */
export const RELAY_CHANNEL = 'wismr_relay';

/** Wakes the relays soon. Never throws: a relay that it does not reach polls within a second. */
export type NotifyRelay = () => void;

/**
 * Sends one NOTIFY for all commits within `lingerMs`. NOTIFY takes a lock at commit that the whole
 * server shares, so one per event would slow everything down.
 */
export function createRelayNotifier(sql: Sql, lingerMs = 10): NotifyRelay {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      sql.notify(RELAY_CHANNEL, '').catch(() => undefined);
    }, lingerMs).unref();
  };
}
