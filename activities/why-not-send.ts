/** Decides just before a send whether the message is still true, wanted and not one too many. */

import {
  countSent,
  hasLaterLeft,
  type NotificationRow,
  type Settlement,
} from '../commands/send-notification.ts';
import { readContactOf } from '../db/contacts.ts';
import { readLatestSeq, readLog } from '../db/journey-events.ts';
import { filterSuppressed } from '../db/suppressions.ts';
import { filterTestRecipients } from '../db/test-mode.ts';
import { instantAt, localDate } from '../domain/calendar.ts';
import { contactFacts } from '../domain/contact.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import { fold } from '../domain/journey/machine.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { decideAtSend, type SendContext } from '../domain/journey/send-hold-drop.ts';
import { machineOf } from '../domain/journeys.ts';
import { isBudgeted, isForStaff, MESSAGE_KINDS, STAFF_MESSAGES } from '../domain/message.ts';
import { unreachable } from '../domain/unreachable.ts';
import { readCurrentPolicy } from '../views/current-policy.ts';
import type { ActivityDeps } from './deps.ts';
import { readAddresses } from './read-addresses.ts';
import { heldBack } from './retry-failures.ts';

export interface SendCheck {
  readonly row: NotificationRow;
  readonly planned: PlannedMessage;
  /** The number of the latest event that the journey knew when it took the message up. */
  readonly after: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface SendVerdict {
  /** Why the message must not be sent any more; null: send it. */
  readonly outcome: Settlement['outcome'] | null;
  /** The number of the latest event of the log that this takes into account. */
  readonly seen: number;
}

/**
 * The message may have waited long for a worker or a provider. Throws during quiet hours, and on a
 * day with enough messages. What the provider may already have is sent again while it is true;
 * once something has overtaken it, it would arrive after that.
 */
export async function whyNotSend(
  { sql, keys }: Pick<ActivityDeps, 'sql' | 'keys'>,
  { row, planned, after, now }: SendCheck,
): Promise<SendVerdict> {
  const seen = await readLatestSeq(sql, row.journeyId);
  // The workflow may know what has overtaken the message since it decided. That is no reason as
  // long as messages leave in order.
  const isDoubtful = seen > after || (await hasLaterLeft(sql, { ...row, kinds: STAFF_MESSAGES }));
  const obsolete = isDoubtful ? await whyObsolete(sql, row.journeyId, planned) : null;
  if (row.state === 'attempting') return { outcome: obsolete ? 'unknown' : null, seen };
  if (obsolete) return { outcome: obsolete, seen };
  const nowhere = await whyNowhere({ sql, keys }, { row, planned });
  if (nowhere) return { outcome: nowhere, seen };
  const reader = isForStaff(planned.kind) ? null : await readReader(sql, { row, planned, now });
  const decision = decideAtSend(planned, { reader, now });
  switch (decision.do) {
    case 'send':
      return { outcome: null, seen };
    case 'drop':
      return { outcome: decision.because, seen };
    case 'hold':
      throw heldBack(decision.because, decision.until - now);
    default:
      return unreachable(decision);
  }
}

/** Why no address of the message may get it. Not even what the law requires goes there. */
async function whyNowhere(
  { sql, keys }: Pick<ActivityDeps, 'sql' | 'keys'>,
  { row, planned }: Pick<SendCheck, 'row' | 'planned'>,
): Promise<'suppressed' | 'test_mode' | null> {
  // A rendered message goes where it was addressed to, whatever the contact is now.
  const addresses = row.payload
    ? [row.payload.to].flat()
    : await readAddresses(sql, row.journeyId, planned);
  if (addresses.length === 0) return null;
  const allowed = await filterTestRecipients(sql, row, addresses);
  if (allowed.length === 0) return 'test_mode';
  const open = await filterSuppressed({ sql, keys }, row, allowed);
  return open.length === 0 ? 'suppressed' : null;
}

/** Looks up in the whole log what has happened since the decision. */
async function whyObsolete(
  sql: ActivityDeps['sql'],
  journeyId: JourneyId,
  planned: PlannedMessage,
): Promise<'superseded' | 'cancelled' | null> {
  const machine = machineOf(parseJourneyId(journeyId).kind);
  const { state } = fold(machine, journeyId, await readLog(sql, journeyId));
  return machine.whyObsolete(state, planned);
}

const BUDGETED = MESSAGE_KINDS.filter(isBudgeted);

async function readReader(
  sql: ActivityDeps['sql'],
  { row, planned, now }: Omit<SendCheck, 'after'>,
): Promise<SendContext['reader']> {
  const { journeyId, shopId, key } = row;
  const [contact, policy] = await Promise.all([
    readContactOf(sql, journeyId),
    readCurrentPolicy(sql, shopId),
  ]);
  const { timeZone } = contact;
  const since = new Date(instantAt(localDate(now, timeZone), '00:00', timeZone));
  const isCounted = policy.messagesPerDay !== null && isBudgeted(planned.kind);
  const query = { journeyId, shopId, key, kinds: BUDGETED, since };
  const sentToday = isCounted ? await countSent(sql, query) : 0;
  return { contact: contactFacts(contact), policy, sentToday };
}
