import { readNow } from '../db/clock.ts';
import type { Sql } from '../db/connect.ts';
import { listDue, postponePolls, readPolledParcels } from '../db/parcel-polls.ts';
import { dueAt } from '../domain/parcel/polling.ts';
import type { PollAccount } from '../views/poll-account.ts';
import { pollTermsOf } from './record-poll-answer.ts';

const POSTPONED_AT_ONCE = 500;

/** Postpones the polls of due parcels that the carrier has reported by webhook in the meantime. */
export async function postponePushedParcels(
  sql: Sql,
  { account, stretch }: { readonly account: PollAccount; readonly stretch: number },
): Promise<void> {
  if (!account.isPushed) return;
  const now = await readNow(sql);
  const terms = pollTermsOf(account, stretch, now);
  const numbers = await listDue(sql, account, POSTPONED_AT_ONCE);
  const parcels = await readPolledParcels(sql, account, numbers);
  const later = [...parcels].flatMap(([trackingNumber, parcel]) => {
    const due = dueAt(parcel, terms);
    return due !== null && due > now ? [{ trackingNumber, nextAt: new Date(due) }] : [];
  });
  if (later.length > 0) await postponePolls(sql, account, later);
}
