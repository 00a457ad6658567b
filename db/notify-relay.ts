import type { Sql } from './connect.ts';

/** The name on which relays listen. */
export const RELAY_CHANNEL = 'wismr_relay';

/** Wakes the relays soon. Never throws: they also look by themselves, a second later. */
export type NotifyRelay = () => void;

/**
 * One NOTIFY for all that is committed within the linger: it takes a lock that all of Postgres
 * shares at commit, so one per event would set the pace of everything.
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
