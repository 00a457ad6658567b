/** Sends one message once, however often Temporal runs the activity. */

import { createHash } from 'node:crypto';
import type { Provider, SendOutcome } from '../channels/provider.ts';
import {
  CHANNEL_NOT_SET_UP,
  markAttempting,
  markNotTaken,
  type NotificationRow,
  openNotification,
  type Rendered,
  type Settlement,
  saveError,
  savePayload,
  saveRenderError,
  settleNotification,
} from '../commands/send-notification.ts';
import { hasPosition } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import { OUTCOMES } from '../domain/journey/event.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { LogAnswer, LogPosition } from '../domain/journeys.ts';
import type { Payload } from '../domain/payload.ts';
import { unreachable } from '../domain/unreachable.ts';
import { TemplateError } from '../templates/engine/render.ts';
import type { SendMessageRequest } from '../workflows/messages.ts';
import { type Breakers, chooseProvider, type Providers, providerWith } from './choose-provider.ts';
import type { ActivityDeps } from './deps.ts';
import {
  describeRenderError,
  describeRetry,
  describeSettlement,
  type SendLogEntry,
} from './log-send.ts';
import { assertNotUnderWay, resolveAttempt } from './resolve-attempt.ts';
import {
  attemptUnderWay,
  CONFIGURATION_PAUSE_MS,
  channelNotSetUp,
  FIRST_LOOK_MS,
  sendAgain,
} from './retry-failures.ts';
import { whyNotSend } from './why-not-send.ts';

/** How a channel renders its payload, and the provider that takes it. */
export interface ChannelSender<P extends Payload> extends Providers<P> {
  /** Returns null if the contact has no address for the channel. */
  render(journeyId: JourneyId, planned: PlannedMessage): Promise<Rendered | null>;
}

/** A provider may forget a key shortly before the end of its lifetime. */
const KEY_MARGIN_MS = 60 * 60_000;

/** The next attempt goes to the other provider. */
const OTHER_PROVIDER_PAUSE_MS = 1_000;

const NO_BREAKERS: Breakers = new Map();

interface SendDeps extends Pick<ActivityDeps, 'sql' | 'keys' | 'log'> {
  /** The time of the journey's Temporal server, epoch milliseconds. Postgres's counts if later. */
  readonly now: number;
  /** By provider: hold messages back while it refuses the account. */
  readonly breakers?: Breakers;
}

/**
 * Sends a message and saves its outcome. Returns the journey's events after `after`. Throws an
 * `ApplicationFailure` if Temporal must try again. A null `sender` means that the channel is not
 * set up: the message is retried until it is stale.
 */
export async function sendOnce<P extends Payload>(
  deps: SendDeps,
  sender: ChannelSender<P> | null,
  request: SendMessageRequest,
): Promise<LogAnswer> {
  const { sql, keys, log } = deps;
  const { after, planned } = request;
  const journeyId = request.journeyId as JourneyId;
  const { kind, channel } = planned;
  const write = ({ level, message, fields }: SendLogEntry) =>
    log[level]({ journeyId, kind, channel, ...fields }, message);
  try {
    // What led to the message may be lost: the workflow decides again.
    if (!(await hasPosition(sql, journeyId, after))) return 'diverged';
    const { isNew, ...result } = await attempt(deps, sender, { journeyId, planned, after });
    const answer = await settleNotification(sql, { journeyId, planned, after, keys }, result);
    if (isNew) write(describeSettlement(result));
    return answer;
  } catch (error) {
    write(describeRetry(error));
    throw error;
  }
}

interface Message {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  /** The latest event that the journey knew when it decided. */
  readonly after: LogPosition;
}

interface AttemptResult extends Settlement {
  /** False: an earlier attempt has settled the message. */
  readonly isNew: boolean;
}

/** Returns the message's outcome. Throws an `ApplicationFailure` where Temporal must try again. */
async function attempt<P extends Payload>(
  { sql, keys, now: temporalNow, breakers = NO_BREAKERS }: SendDeps,
  sender: ChannelSender<P> | null,
  { journeyId, planned, after }: Message,
): Promise<AttemptResult> {
  let row = await openNotification(sql, journeyId, planned);
  const isNew = row.settledAt === null;
  const earlier = sender && providerWith(row, sender);
  if (earlier && row.state === 'attempting' && !earlier.takesKeys) {
    const resolved = await resolveAttempt(sql, row, earlier);
    if ('outcome' in resolved) return { ...resolved, isNew };
    row = resolved;
  }
  const settled = settledOutcome(row);
  // Never this process's own clock, which may be wrong. A server that skips time is ahead of Postgres.
  const now = Math.max(row.readAt.getTime(), temporalNow);
  const verdict = settled
    ? { outcome: settled, seen: after.seq }
    : await whyNotSend({ sql, keys }, { row, planned, after: after.seq, now });
  if (verdict.outcome) {
    return { outcome: verdict.outcome, providerId: row.providerId, error: null, isNew };
  }
  if (row.state === 'attempting' && !row.payload) {
    // The customer was erased while a provider had the message. There is nothing left to repeat.
    assertNotUnderWay(row);
    return notAccepted('unknown', 'attempt_interrupted');
  }
  if (!sender) {
    await saveError(sql, row.id, CHANNEL_NOT_SET_UP);
    throw channelNotSetUp(planned.channel);
  }
  if (!row.payload) {
    const rendered = await renderOnce(sql, sender, { journeyId, planned, after });
    if (rendered === null) return notAccepted('no_address', null);
    if ('cannotRender' in rendered) return notAccepted('refused', rendered.cannotRender);
    row = await savePayload(sql, planned.key, rendered);
    // The customer was erased meanwhile: then the row says so.
    if (!row.payload) throw attemptUnderWay(0);
  }
  if (isKeyTooOld(row, earlier)) {
    return notAccepted('unknown', 'attempt_interrupted');
  }
  const provider = await chooseProvider(row, sender, breakers);
  // An event that came while the message was rendered may have overtaken it: then it is checked again.
  const attempted = { ...row, provider: provider.name };
  if (!(await markAttempting(sql, attempted, verdict.seen))) throw attemptUnderWay(0);
  const outcome = await provider.send({
    key: providerKey(planned.key),
    notificationId: row.id,
    payload: row.payload as P,
  });
  await breakers.get(provider.name)?.note(row, outcome);
  const hasOther = provider === sender.provider && Boolean(sender.second) && !earlier;
  return settlementFor(outcome, { sql, row, provider, hasOther });
}

/**
 * Renders the message. Notes an error, which the message shows as `lastError`. Where its data is
 * wrong, no retry helps and the message is given up: it would hold up all later ones. A wrong
 * template is retried until someone corrects it.
 */
async function renderOnce<P extends Payload>(
  sql: ActivityDeps['sql'],
  sender: ChannelSender<P>,
  { journeyId, planned }: Message,
): Promise<Rendered | { readonly cannotRender: string } | null> {
  try {
    return await sender.render(journeyId, planned);
  } catch (error) {
    const cannotRender = describeRenderError(error);
    if (error instanceof TemplateError && error.file === null) return { cannotRender };
    await saveRenderError(sql, planned.key, cannotRender);
    throw error;
  }
}

/** The outcome of an earlier attempt; null where there is none. */
function settledOutcome({
  state,
  decision,
  reason,
}: NotificationRow): Settlement['outcome'] | null {
  if (decision === 'drop') {
    return OUTCOMES.find((each) => each === reason) ?? 'stale';
  }
  return state === null || state === 'planned' || state === 'attempting' ? null : state;
}

/** An earlier attempt died, and the provider may have forgotten its key: another could send twice. */
function isKeyTooOld<P extends Payload>(
  row: NotificationRow,
  earlier: Provider<P> | null,
): boolean {
  if (row.state !== 'attempting' || !earlier?.takesKeys) return false;
  const age = row.readAt.getTime() - (row.firstAttemptAt?.getTime() ?? 0);
  return age > earlier.keyLifetimeMs - KEY_MARGIN_MS;
}

/** Shortens a key to the 256 characters that providers take. Only very long references need it. */
function providerKey(key: string): string {
  if (key.length <= 256) return key;
  return `sha256/${createHash('sha256').update(key).digest('hex')}`;
}

interface Attempt<P extends Payload> extends Pick<ActivityDeps, 'sql'> {
  readonly row: NotificationRow;
  readonly provider: Provider<P>;
  /** Whether another provider may take what this one certainly has not. */
  readonly hasOther: boolean;
}

/** Turns the provider's answer into a result. Throws if the message must be tried again. */
async function settlementFor<P extends Payload>(
  outcome: SendOutcome,
  { sql, row, provider, hasOther }: Attempt<P>,
): Promise<AttemptResult> {
  switch (outcome.kind) {
    case 'accepted':
      return { outcome: 'accepted', providerId: outcome.providerId, error: null, isNew: true };
    case 'retry':
      await markNotTaken(sql, row.id, outcome.code);
      throw sendAgain(outcome, outcome.afterMs);
    case 'unknown':
      if (!provider.takesKeys && !provider.lookUp) return notAccepted('unknown', outcome.code);
      await saveError(sql, row.id, outcome.code);
      throw sendAgain(outcome, provider.takesKeys ? null : FIRST_LOOK_MS);
    case 'refused':
      if (outcome.scope === 'permanent') return notAccepted('refused', outcome.code);
      await markNotTaken(sql, row.id, outcome.code);
      throw sendAgain(outcome, hasOther ? OTHER_PROVIDER_PAUSE_MS : CONFIGURATION_PAUSE_MS);
    default:
      return unreachable(outcome);
  }
}

function notAccepted(outcome: Settlement['outcome'], error: string | null): AttemptResult {
  return { outcome, providerId: null, error, isNew: true };
}
