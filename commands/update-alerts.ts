/** Opens and ends alerts, and decides on the emails about them. */

import { deleteUnsentEmails, insertAlertEmail } from '../db/alert-emails.ts';
import { endAlert, lockAlerts, markClear, readOpenAlerts, saveAlert } from '../db/alerts.ts';
import { readNow } from '../db/clock.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { type AlertSubject, decideAlerts, emailDue, type OpenAlert } from '../domain/alert.ts';
import { readAlertCauses } from '../views/alert.ts';

export {
  type AlertEmail,
  bindAlertEmail,
  claimAlertEmail,
  postponeAlertEmail,
  releaseAlertEmail,
  settleAlertEmail,
} from '../db/alert-emails.ts';

export interface AlertChanges {
  readonly opened: readonly AlertSubject[];
  readonly ended: readonly AlertSubject[];
}

/**
 * Compares the open alerts with the faults that are there now. Of several workers, one does it at a
 * time: the others return no changes. `notifies`: whether alerts have somebody to notify.
 */
export async function updateAlerts(
  sql: Sql,
  { notifies }: { readonly notifies: boolean },
): Promise<AlertChanges> {
  return sql.begin(async (tx) => {
    if (!(await lockAlerts(tx))) return { opened: [], ended: [] };
    const causes = await readAlertCauses(tx);
    const open = await readOpenAlerts(tx);
    const now = await readNow(tx);
    const { seen, cleared, ended } = decideAlerts({ open, causes, now });
    const opened: AlertSubject[] = [];
    for (const cause of seen) {
      if (await saveAlert(tx, cause)) opened.push(cause);
    }
    for (const { id } of cleared) await markClear(tx, id);
    for (const alert of ended) await end(tx, alert, notifies);
    if (notifies) await decideEmails(tx, now);
    return { opened, ended };
  });
}

async function end(tx: Queryable, { id, emailedAt }: OpenAlert, notifies: boolean): Promise<void> {
  await endAlert(tx, id);
  await deleteUnsentEmails(tx, id);
  // An email about the end puzzles readers who have none about the opening.
  if (notifies && emailedAt !== null) await insertAlertEmail(tx, id, 'ended');
}

async function decideEmails(tx: Queryable, now: number): Promise<void> {
  for (const alert of await readOpenAlerts(tx)) {
    const due = emailDue(alert, now);
    if (due) await insertAlertEmail(tx, alert.id, due);
  }
}
