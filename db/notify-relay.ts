import type { Sql } from './connect.ts';

/** The name on which relays listen. */
export const MAIL_CHANNEL = 'wismr_mail';

/** Wakes the relays soon. Never throws: they also look by themselves, a second later. */
export type Wake = () => void;

/**
 * One NOTIFY for all that is committed within the linger: it takes a lock that all of Postgres
 * shares at commit, so one per event would set the pace of everything.
 */
export function createWake(sql: Sql, lingerMs = 10): Wake {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      sql.notify(MAIL_CHANNEL, '').catch(() => undefined);
    }, lingerMs).unref();
  };
}
