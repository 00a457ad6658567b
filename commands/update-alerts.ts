/** Opens and ends alerts, and decides on the emails about them. */

import { deleteUnsentEmails, insertAlertEmail } from '../db/alert-emails.ts';
import { endAlert, lockAlerts, markClear, readOpenAlerts, saveAlert } from '../db/alerts.ts';
import { readNow } from '../db/clock.ts';
import type { Sql } from '../db/connect.ts';
import { type AlertSubject, decideAlerts, emailDue } from '../domain/alert.ts';
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
    const opened: AlertSubject[] = [];
    if (!(await lockAlerts(tx))) return { opened, ended: [] };
    const causes = await readAlertCauses(tx);
    const open = await readOpenAlerts(tx);
    const now = await readNow(tx);
    const { seen, cleared, ended } = decideAlerts({ open, causes, now });
    for (const cause of seen) {
      if (await saveAlert(tx, cause)) opened.push(cause);
    }
    for (const { id } of cleared) await markClear(tx, id);
    for (const { id, emailedAt } of ended) {
      await endAlert(tx, id);
      await deleteUnsentEmails(tx, id);
      // Nobody learned of the opening: then an email about the end would only puzzle them.
      if (notifies && emailedAt !== null) await insertAlertEmail(tx, id, 'ended');
    }
    if (notifies) {
      for (const alert of await readOpenAlerts(tx)) {
        const due = emailDue(alert, now);
        if (due) await insertAlertEmail(tx, alert.id, due);
      }
    }
    return { opened, ended };
  });
}
