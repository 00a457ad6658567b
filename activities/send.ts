/** Sends one message once, however often Temporal runs the activity. */

import { createHash } from 'node:crypto';
import type { Provider } from '../channels/provider.ts';
import {
  CHANNEL_NOT_SET_UP,
  claimNotification,
  markErased,
  type NotificationRow,
  openNotification,
  type Rendered,
  restoreAttempt,
  saveError,
  savePayload,
  saveRenderError,
  settleNotification,
} from '../commands/send-notification.ts';
import { findNotification } from '../db/notifications.ts';
import type { MessageToSend } from '../db/send-state.ts';
import { addressHashes } from '../db/suppressions.ts';
import type { JourneyId } from '../domain/ids.ts';
import { type PlannedMessage, sentOf } from '../domain/journey/message-plan.ts';
import { isForStaff } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import { TemplateError } from '../templates/engine/render.ts';
import type { NotedAttempt, SendAnswer, SendMessageRequest } from '../workflows/messages.ts';
import {
  type AttemptResult,
  notAccepted,
  settledOutcome,
  settlementFor,
  withoutSending,
} from './attempt-result.ts';
import {
  type Breakers,
  chooseProvider,
  hasOutage,
  type Providers,
  providerWith,
} from './choose-provider.ts';
import type { ActivityDeps } from './deps.ts';
import {
  describeRenderError,
  describeRetry,
  describeSettlement,
  type SendLogEntry,
} from './log-send.ts';
import { isLostAttempt } from './noted-attempt.ts';
import { assertNotUnderWay, resolveAttempt } from './resolve-attempt.ts';
import { attemptUnderWay, channelNotSetUp } from './retry-failures.ts';
import { readSendSources, type SendSources } from './send-sources.ts';
import { goesNowhere, whyNotSend } from './why-not-send.ts';

/** How a channel renders its payload, and the provider that takes it. */
export interface ChannelSender<P extends Payload> extends Providers<P> {
  /** Returns null if the contact has no address for the channel. */
  render(
    journeyId: JourneyId,
    planned: PlannedMessage,
    sources: SendSources,
  ): Promise<Rendered | null>;
}

/** A provider may forget a key shortly before the end of its lifetime. */
const KEY_MARGIN_MS = 60 * 60_000;

const NO_BREAKERS: Breakers = new Map();

export interface SendDeps extends Pick<ActivityDeps, 'sql' | 'keys' | 'log'> {
  /** The time of the journey's Temporal server, epoch milliseconds. Postgres's counts if later. */
  readonly now: number;
  /** By provider: hold messages back while it refuses the account. */
  readonly breakers?: Breakers;
  /** What an earlier run of the activity noted. */
  readonly noted?: NotedAttempt | null;
  /** Makes Temporal remember an attempt at a provider that takes no keys. */
  readonly note?: (attempt: NotedAttempt) => void;
}

/**
 * Sends a message and saves its outcome. Returns the journey's events after `after`, or what a restored
 * database may have lost. Throws an `ApplicationFailure` if Temporal must try again. A null `sender`
 * means that the channel is not set up: the message is retried until it is stale.
 */
export async function sendOnce<P extends Payload>(
  deps: SendDeps,
  sender: ChannelSender<P> | null,
  request: SendMessageRequest,
): Promise<SendAnswer> {
  const { sql, keys, log } = deps;
  const { after, planned } = request;
  const noted = deps.noted ?? request.noted ?? null;
  const journeyId = request.journeyId as JourneyId;
  const { kind, channel } = planned;
  const write = ({ level, message, fields }: SendLogEntry) =>
    log[level]({ journeyId, kind, channel, ...fields }, message);
  try {
    const asked = { journeyId, planned, after };
    const sources = await readSendSources(deps, asked);
    // What led to the message may be lost: the workflow decides again.
    if (!sources) return noted ? { lost: { noted } } : 'diverged';
    const message = { ...asked, sources };
    const { isNew, ...result } = await attemptOrOpen({ ...deps, noted }, sender, message);
    const answer = await settleNotification(
      sql,
      { ...asked, seen: sources.state.seen, keys },
      result,
    );
    if (isNew) write(describeSettlement(result));
    // The journey may be lost, and with it the row that the outcome was for.
    if (answer !== 'diverged') return answer;
    return { lost: { sent: sentOf(planned, { ...result, at: planned.notBefore }) } };
  } catch (error) {
    write(describeRetry(error));
    throw error;
  }
}

interface Message extends MessageToSend {
  readonly sources: SendSources;
}

/** A message that has to wait gets its row in the ledger here. One that leaves has it by its claim. */
async function attemptOrOpen<P extends Payload>(
  deps: SendDeps,
  sender: ChannelSender<P> | null,
  message: Message,
): Promise<AttemptResult> {
  const { isStored, row } = message.sources;
  try {
    return await attempt(deps, sender, message);
  } catch (error) {
    const isOpen = isStored && row.decision !== 'hold';
    if (!isOpen) await openNotification(deps.sql, message.journeyId, message.planned);
    throw error;
  }
}

/** Returns the message's outcome. Throws an `ApplicationFailure` where Temporal must try again. */
async function attempt<P extends Payload>(
  deps: SendDeps,
  sender: ChannelSender<P> | null,
  message: Message,
): Promise<AttemptResult> {
  const { sql, keys, noted } = deps;
  const { planned, after } = message;
  let { row } = message.sources;
  const isNew = row.settledAt === null;
  if (sender && noted && isLostAttempt(row, noted, sender)) {
    row = await restoreLost(sql, sender, { ...message, noted });
  }
  const earlier = sender && providerWith(row, sender);
  if (earlier && row.state === 'attempting' && !earlier.takesKeys) {
    const resolved = await resolveAttempt(sql, row, earlier);
    if ('outcome' in resolved) return { ...resolved, isNew };
    row = resolved;
  }
  const sources = { ...message.sources, row };
  const settled = settledOutcome(row);
  if (settled) return withoutSending(row, settled);
  // Never this process's own clock, which may be wrong. A server that skips time is ahead of Postgres.
  const now = Math.max(row.readAt.getTime(), deps.now);
  const check = { sources, planned, after: after.seq, now };
  const outcome = await whyNotSend({ sql, keys }, check);
  if (outcome) return withoutSending(row, outcome);
  if (row.state === 'attempting' && !row.payload) {
    // The customer was erased while a provider had the message. There is nothing left to repeat.
    assertNotUnderWay(row);
    return notAccepted('unknown', 'attempt_interrupted');
  }
  if (sender) return deliver(deps, sender, { ...message, sources });
  if (await goesNowhere({ sql, keys }, { sources, planned }))
    return withoutSending(row, 'suppressed');
  const { id } = await openNotification(sql, message.journeyId, planned);
  await saveError(sql, id, CHANNEL_NOT_SET_UP);
  throw channelNotSetUp(planned.channel);
}

/** Puts an attempt back into the ledger that lost it. Then its outcome is looked for, as for any other. */
async function restoreLost<P extends Payload>(
  sql: ActivityDeps['sql'],
  sender: ChannelSender<P>,
  { noted, ...message }: Message & { readonly noted: NotedAttempt },
): Promise<NotificationRow> {
  const known = message.sources.row.payload;
  const rendered = known ? null : await renderOnce(sql, sender, message);
  const isRendered = rendered && !('cannotRender' in rendered);
  return restoreAttempt(sql, {
    journeyId: message.journeyId,
    planned: message.planned,
    rendered: isRendered ? rendered : null,
    ...noted,
  });
}

/** Renders the message, claims the attempt, and gives the message to a provider. */
async function deliver<P extends Payload>(
  { sql, keys, breakers = NO_BREAKERS, note }: SendDeps,
  sender: ChannelSender<P>,
  message: Message,
): Promise<AttemptResult> {
  const { journeyId, planned, sources } = message;
  let { row } = sources;
  const earlier = providerWith(row, sender);
  const rendered = row.payload ? null : await renderOnce(sql, sender, message);
  if (rendered && 'cannotRender' in rendered) return notAccepted('refused', rendered.cannotRender);
  const payload = row.payload ?? rendered?.payload;
  if (!payload) return notAccepted('no_address', null);
  if (isKeyTooOld(row, earlier)) return notAccepted('unknown', 'attempt_interrupted');
  if (rendered && (await hasOutage(breakers, sender))) {
    await openNotification(sql, journeyId, planned);
    row = await savePayload(sql, planned.key, rendered);
    // The customer was erased meanwhile, or another attempt has the message: then the row says so.
    if (row.state !== 'planned') throw attemptUnderWay(0);
  }
  const provider = await chooseProvider(row, sender, breakers);
  // What a provider may have goes out again whatever has become of the address.
  const isChecked = row.state !== 'attempting' && !isForStaff(planned.kind);
  const hashes = isChecked ? hashesOf(keys, payload) : [];
  const { seen, hasLaterLeft } = sources.state;
  const claim = { row, planned, rendered, provider: provider.name, seen, hasLaterLeft, hashes };
  const claimed = await claimNotification(sql, claim);
  if (!claimed) return whyNotClaimed({ sql, keys }, { ...message, row: { ...row, payload } });
  if (!provider.takesKeys) {
    const at = sources.row.readAt.getTime();
    note?.({ provider: provider.name, attempts: row.attempts + 1, at });
  }
  const outcome = await provider.send({
    key: providerKey(planned.key),
    notificationId: claimed.id,
    payload: claimed.payload as P,
  });
  row = { ...row, id: claimed.id };
  await breakers.get(provider.name)?.note(row, outcome);
  const hasOther = provider === sender.provider && Boolean(sender.second) && !earlier;
  return settlementFor(outcome, { sql, row, provider, hasOther });
}

function hashesOf(keys: ActivityDeps['keys'], { channel, to }: Payload): readonly string[] {
  return [to].flat().flatMap((address) => addressHashes(keys, { channel, address }));
}

/**
 * An event that came while the message was rendered may have overtaken it, or another attempt has it:
 * then it is checked again. An address that was suppressed gets nothing.
 */
async function whyNotClaimed(
  { sql, keys }: Pick<SendDeps, 'sql' | 'keys'>,
  { journeyId, planned, sources, row }: Message & { readonly row: NotificationRow },
): Promise<AttemptResult> {
  const now = await findNotification(sql, planned.key);
  const isFree = (now?.state ?? null) === row.state && (now?.attempts ?? 0) === row.attempts;
  const isChecked = isFree && row.state !== 'attempting';
  if (isChecked && (await goesNowhere({ sql, keys }, { sources: { ...sources, row }, planned }))) {
    return withoutSending(row, 'suppressed');
  }
  await markErased(sql, journeyId, planned);
  throw attemptUnderWay(0);
}

/**
 * Renders the message. Notes an error, which the message shows as `lastError`. Where its data is
 * wrong, no retry helps and the message is given up: it would hold up all later ones. A wrong
 * template is retried until someone corrects it.
 */
async function renderOnce<P extends Payload>(
  sql: ActivityDeps['sql'],
  sender: ChannelSender<P>,
  { journeyId, planned, sources }: Message,
): Promise<Rendered | { readonly cannotRender: string } | null> {
  try {
    return await sender.render(journeyId, planned, sources);
  } catch (error) {
    const cannotRender = describeRenderError(error);
    if (error instanceof TemplateError && error.file === null) return { cannotRender };
    await openNotification(sql, journeyId, planned);
    await saveRenderError(sql, planned.key, cannotRender);
    throw error;
  }
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
