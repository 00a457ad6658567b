/** Decides just before a send whether the message is still true, wanted and not one too many. */

import { openNotification, type Settlement, saveHold } from '../commands/send-notification.ts';
import { readLog } from '../db/journey-events.ts';
import { filterSuppressed } from '../db/suppressions.ts';
import { filterTestRecipients } from '../db/test-mode.ts';
import { instantAt, localDate } from '../domain/calendar.ts';
import { contactFacts } from '../domain/contact.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import { foldUntilStuck } from '../domain/journey/machine.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { isOldNewsAfter } from '../domain/journey/overtaken-message.ts';
import { decideAtSend, type SendContext } from '../domain/journey/send-hold-drop.ts';
import { machineOf } from '../domain/journeys.ts';
import { isBudgeted } from '../domain/message.ts';
import { policyOf } from '../domain/policy/apply-policy.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { ActivityDeps } from './deps.ts';
import { readAddresses } from './read-addresses.ts';
import { heldBack } from './retry-failures.ts';
import type { SendSources } from './send-sources.ts';

export interface SendCheck {
  readonly sources: SendSources;
  readonly planned: PlannedMessage;
  /** The number of the latest event that the journey knew when it took the message up. */
  readonly after: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Why the message must not be sent any more; null: send it, if the claim finds nothing against it.
 * The message may have waited long for a worker or a provider. Throws during quiet hours, and on a
 * day with enough messages. What the provider may already have is sent again while it is true;
 * once something has overtaken it, it would arrive after that.
 */
export async function whyNotSend(
  { sql, keys }: Pick<ActivityDeps, 'sql' | 'keys'>,
  { sources, planned, after, now }: SendCheck,
): Promise<Settlement['outcome'] | null> {
  const { row, state, message } = sources;
  // The workflow may know what has overtaken the message since it decided. That is no reason as
  // long as messages leave in order.
  const isDoubtful = state.seen > after || state.hasLaterLeft;
  const isOldNews = state.leftBeforeRestore.some((other) => isOldNewsAfter(planned, other));
  const found = isDoubtful ? await whyObsolete(sql, row.journeyId, planned) : null;
  const obsolete = found ?? (isOldNews ? 'superseded' : null);
  if (row.state === 'attempting') return obsolete ? 'unknown' : null;
  if (obsolete) return obsolete;
  if (await isOnlyForTesters(sql, { sources, planned })) return 'test_mode';
  const decision = decideAtSend(planned, { reader: readerOf(sources, planned, now), now });
  // The claim of a message to a customer looks this up with the rest.
  const isChecked = decision.do === 'send' && message !== null;
  if (!isChecked && (await goesNowhere({ sql, keys }, { sources, planned }))) {
    return 'suppressed';
  }
  switch (decision.do) {
    case 'send':
      return null;
    case 'drop':
      return decision.because;
    case 'hold':
      await noteHold(sql, sources, { planned, until: decision.until });
      throw heldBack(decision.because, decision.until - now);
    default:
      return unreachable(decision);
  }
}

/** Shows until when the message waits, also where it has no row yet. */
async function noteHold(
  sql: ActivityDeps['sql'],
  { row: { journeyId } }: SendCheck['sources'],
  { planned, until }: { readonly planned: PlannedMessage; readonly until: number },
): Promise<void> {
  const { id } = await openNotification(sql, journeyId, planned);
  await saveHold(sql, id, new Date(until));
}

/** Whether a test key made the order, and no address of the message is a test recipient. */
async function isOnlyForTesters(
  sql: ActivityDeps['sql'],
  { sources, planned }: Pick<SendCheck, 'sources' | 'planned'>,
): Promise<boolean> {
  if (!sources.state.isTest) return false;
  const addresses = await addressesOf(sql, { sources, planned });
  if (addresses.length === 0) return false;
  return (await filterTestRecipients(sql, sources.row, addresses)).length === 0;
}

/** A rendered message goes where it was addressed to, whatever the contact is now. */
async function addressesOf(
  sql: ActivityDeps['sql'],
  { sources: { row, message }, planned }: Pick<SendCheck, 'sources' | 'planned'>,
): Promise<readonly string[]> {
  if (row.payload) return [row.payload.to].flat();
  return readAddresses(sql, { shopId: row.shopId, planned, message });
}

/** Whether every address of the message is suppressed. Not even what the law requires goes there. */
export async function goesNowhere(
  { sql, keys }: Pick<ActivityDeps, 'sql' | 'keys'>,
  { sources, planned }: Pick<SendCheck, 'sources' | 'planned'>,
): Promise<boolean> {
  const addresses = await addressesOf(sql, { sources, planned });
  if (addresses.length === 0) return false;
  return (await filterSuppressed({ sql, keys }, sources.row, addresses)).length === 0;
}

/** Looks up in the whole log what has happened since the decision. */
async function whyObsolete(
  sql: ActivityDeps['sql'],
  journeyId: JourneyId,
  planned: PlannedMessage,
): Promise<'superseded' | 'cancelled' | null> {
  const machine = machineOf(parseJourneyId(journeyId).kind);
  const { state } = foldUntilStuck(machine, journeyId, await readLog(sql, journeyId));
  return machine.whyObsolete(state, planned);
}

function readerOf(
  { message, policy: { rules }, sentTimes }: SendSources,
  { kind }: PlannedMessage,
  now: number,
): SendContext['reader'] {
  if (!message) return null;
  const { contact } = message;
  const { timeZone } = contact;
  const policy = policyOf(rules);
  const since = instantAt(localDate(now, timeZone), '00:00', timeZone);
  const isCounted = policy.messagesPerDay !== null && isBudgeted(kind);
  const today = sentTimes.filter((at) => at.getTime() >= since);
  return { contact: contactFacts(contact), policy, sentToday: isCounted ? today.length : 0 };
}
