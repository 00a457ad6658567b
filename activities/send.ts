/** Sends one message, once, however often it is run. */

import { createHash } from 'node:crypto';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Outcome, Provider } from '../channels/provider.ts';
import {
  fixPayload,
  markAttempting,
  markNotTaken,
  type NotificationRow,
  openNotification,
  type Rendered,
  type Settlement,
  saveError,
  settleNotification,
} from '../commands/send-notification.ts';
import { readContactOf } from '../db/contacts.ts';
import { quietUntil } from '../domain/calendar.ts';
import { contactFacts } from '../domain/contact.ts';
import type { JourneyId } from '../domain/ids.ts';
import { blockedBy } from '../domain/journey/decision.ts';
import type { JourneyEvent } from '../domain/journey/event.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { type Channel, isForStaff } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import { unreachable } from '../domain/unreachable.ts';
import { readQuietHours } from '../views/current-policy.ts';
import type { SendRequest } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';

/** How a channel makes its payload and who carries it. */
export interface ChannelSender<P extends Payload> {
  readonly provider: Provider<P>;
  /** Null: there is no address any more. */
  render(journeyId: JourneyId, planned: PlannedMessage): Promise<Rendered | null>;
}

/** An answer to a wrong account setting comes from a person: it is not worth asking every second. */
const CONFIGURATION_PAUSE_MS = 5 * 60_000;
/** Near the end of its life a key may be forgotten between two attempts. */
const KEY_MARGIN_MS = 60 * 60_000;
/** As long as an activity may take: an attempt that began longer ago is not under way any more. */
const ATTEMPT_MS = 30_000;

interface SendDeps extends Pick<ActivityDeps, 'sql' | 'log'> {
  /** What time it is for the journey; epoch milliseconds. */
  readonly now: number;
}

/** Without a line, the channel is not set up: what is to be sent by it waits, and says so. */
export async function sendOnce<P extends Payload>(
  { sql, log, now }: SendDeps,
  line: ChannelSender<P> | null,
  { journeyId: id, after, planned }: SendRequest,
): Promise<readonly JourneyEvent[]> {
  const journeyId = id as JourneyId;
  const { key, kind, channel } = planned;

  async function settle(settlement: Omit<Settlement, 'key'>) {
    return settleNotification(sql, { journeyId, after }, { key, ...settlement });
  }

  let row = await openNotification(sql, journeyId, planned);
  const end = outcomeOf(row) ?? (await settleUntried(sql, { row, planned, now }));
  if (end) return settle({ outcome: end, providerId: row.providerId, error: null });
  if (!line) throw notSetUp(channel);
  if (!row.payload) {
    const rendered = await line.render(journeyId, planned);
    if (!rendered) return settle({ outcome: 'no_address', providerId: null, error: null });
    row = await fixPayload(sql, key, rendered);
  }
  if (isOutOfReach(row, line.provider)) {
    return settle({ outcome: 'unknown', providerId: null, error: 'attempt_interrupted' });
  }
  if (!(await markAttempting(sql, row))) throw underWay(0);
  const outcome = await line.provider.send({
    key: providerKey(key),
    notificationId: row.id,
    payload: row.payload as P,
  });
  const settlement = await settlementFor(outcome, { sql, row, provider: line.provider });
  log.info({ journeyId, kind, channel, outcome: outcome.kind }, 'sent');
  return settle(settlement);
}

interface Untried {
  readonly row: NotificationRow;
  readonly planned: PlannedMessage;
  readonly now: number;
}

/**
 * Why it is not worth trying, or must not be tried, any more. It may have waited long for a worker,
 * or for a provider: throws where it is night by now. What is with the provider is left alone.
 */
async function settleUntried(
  sql: ActivityDeps['sql'],
  { row, planned, now }: Untried,
): Promise<Settlement['outcome'] | null> {
  if (row.state === 'attempting') return null;
  const { kind, channel, staleAt } = planned;
  if (now > staleAt) return 'stale';
  if (isForStaff(kind)) return null;
  const contact = await readContactOf(sql, row.journeyId);
  const blocked = blockedBy(kind, { contact: contactFacts(contact), channel });
  if (blocked) return blocked;
  const quietHours = await readQuietHours(sql, row.shopId);
  const until = quietUntil(now, contact.timeZone, quietHours[channel]);
  if (until === null) return null;
  if (until > staleAt) return 'stale';
  throw quiet(until - now);
}

function outcomeOf({ state, decision }: NotificationRow): Settlement['outcome'] | null {
  if (decision === 'drop') return 'stale';
  return state === null || state === 'planned' || state === 'attempting' ? null : state;
}

/**
 * An earlier attempt died on the way, and asking again could send a second time. Throws where it
 * may still be under way: its own answer is better.
 */
function isOutOfReach<P extends Payload>(row: NotificationRow, provider: Provider<P>): boolean {
  if (row.state !== 'attempting') return false;
  const ageOf = (time: Date | null) => Date.now() - (time?.getTime() ?? 0);
  if (provider.takesKeys) {
    return ageOf(row.firstAttemptAt) > provider.keyLifetimeMs - KEY_MARGIN_MS;
  }
  const left = ATTEMPT_MS - ageOf(row.lastAttemptAt);
  if (left > 0) throw underWay(left);
  return true;
}

/** Providers take 256 characters. Ours are shorter unless a shop's references are very long. */
function providerKey(key: string): string {
  if (key.length <= 256) return key;
  return `sha256/${createHash('sha256').update(key).digest('hex')}`;
}

interface Attempt<P extends Payload> extends Pick<ActivityDeps, 'sql'> {
  readonly row: NotificationRow;
  readonly provider: Provider<P>;
}

/** What an answer means. Throws where it is to be tried again, with the time until then. */
async function settlementFor<P extends Payload>(
  outcome: Outcome,
  { sql, row, provider }: Attempt<P>,
): Promise<Omit<Settlement, 'key'>> {
  switch (outcome.kind) {
    case 'accepted':
      return { outcome: 'accepted', providerId: outcome.providerId, error: null };
    case 'retry':
      await markNotTaken(sql, row.id, outcome.code);
      throw again(outcome, outcome.afterMs);
    case 'unknown':
      if (!provider.takesKeys) return { outcome: 'unknown', providerId: null, error: outcome.code };
      await saveError(sql, row.id, outcome.code);
      throw again(outcome, null);
    case 'refused':
      if (outcome.scope === 'permanent') {
        return { outcome: 'refused', providerId: null, error: outcome.code };
      }
      await markNotTaken(sql, row.id, outcome.code);
      throw again(outcome, CONFIGURATION_PAUSE_MS);
    default:
      return unreachable(outcome);
  }
}

function again({ kind, code, detail }: Exclude<Outcome, { kind: 'accepted' }>, ms: number | null) {
  return ApplicationFailure.create({
    type: code,
    message: detail,
    // A provider that asks for patience is no fault of ours; a wrong setting is.
    ...(kind === 'refused' ? {} : { category: ApplicationFailureCategory.BENIGN }),
    ...(ms === null ? {} : { nextRetryDelay: ms }),
  });
}

function quiet(ms: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'quiet_hours',
    message: 'these are quiet hours where the customer is',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: ms,
  });
}

function underWay(ms: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'attempt_under_way',
    message: 'another attempt is under way',
    category: ApplicationFailureCategory.BENIGN,
    ...(ms > 0 ? { nextRetryDelay: ms } : {}),
  });
}

const SETTINGS: Readonly<Record<Channel, string>> = {
  email: 'RESEND_API_KEY and EMAIL_FROM',
  sms: 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
};

/** Until the operator sets the channel up, there is no use in asking every second. */
function notSetUp(channel: Channel): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'channel_not_set_up',
    message: `${channel} is not set up: give ${SETTINGS[channel]}`,
    nextRetryDelay: CONFIGURATION_PAUSE_MS,
  });
}
