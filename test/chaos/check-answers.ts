/** Compares what the API shows with the facts, and with the inbox. */

import { type CustomerAnswers, type MessageAnswer, messagesOf } from './api-answers.ts';
import { type CustomerCase, type Problem, problem } from './check-inbox.ts';
import type { Destruction } from './destroyer.ts';
import { orderStatus, parcelStatus, returnStatus } from './final-status.ts';
import type { ReadMessage } from './read-message.ts';
import { owedFor } from './rules.ts';

export interface AnswersCheck extends CustomerCase {
  readonly answers: CustomerAnswers;
  /**
   * When the database was copied and the copy put back; null: never. What happened between the two is
   * lost: receipts, timers, and which messages a provider took.
   */
  readonly restore: Destruction['restore'];
}

/** Ten minutes from the attempt, which may come minutes after the decision. */
const LOOKED_FOR_MS = 15 * 60_000;
/** A message was taken before the copy, and its outcome was to be saved after it. */
const LEEWAY_MS = 10_000;
const UNSETTLED = [null, 'planned', 'attempting'];

export function checkAnswers(check: AnswersCheck): readonly Problem[] {
  return [...checkStatuses(check), ...checkMessages(check), ...checkReceipts(check)];
}

function checkStatuses({ story, reports, answers }: AnswersCheck): readonly Problem[] {
  const wrong = (what: string, is: string | undefined, ought: string | null) =>
    (is ?? null) === ought
      ? []
      : [problem(story, 'wrong', `${what} is ${is ?? 'unknown'}, and not ${ought}`)];
  const isOrdered = reports.some(({ fact }) => fact.what === 'order_placed');
  const stuck = [answers.order, answers.return].filter((each) => each?.stuckEvent);
  return [
    ...wrong('the order', answers.order?.status, isOrdered ? orderStatus(story, reports) : null),
    ...wrong('the return', answers.return?.status, returnStatus(reports)),
    ...(answers.order?.shipments ?? []).flatMap(({ trackingNumber, status }) =>
      wrong(`parcel ${trackingNumber}`, status, parcelStatus(trackingNumber, reports)),
    ),
    ...stuck.map(() => problem(story, 'stuck', 'an event cannot be processed')),
  ];
}

/** Every message has an outcome, and the ledger's accepted messages are those of the inbox. */
function checkMessages(check: AnswersCheck): readonly Problem[] {
  const { story, inbox, answers } = check;
  const messages = messagesOf(answers);
  const accepted = messages.filter(({ state, kind }) => state === 'accepted' && !isForStaff(kind));
  const unsettled = messages.filter(
    (each) => each.decision !== 'drop' && UNSETTLED.includes(each.state) && !mayBeLookedFor(each),
  );
  const isKnown = (kind: string | null, channel: string) =>
    messages.some((each) => each.kind === kind && each.channel === channel);
  const emails = messages.filter(({ channel }) => channel === 'email');
  return [
    ...unsettled.map(({ kind, channel, state, decision, lastError }) =>
      problem(story, 'stuck', `${kind} by ${channel} is ${decision} ${state}: ${lastError}`),
    ),
    ...emails
      .filter((each) => each.state === 'unknown' && !mayBeUnknown(check, each))
      .map(({ kind }) => problem(story, 'wrong', `email ${kind} is unknown`)),
    // All addresses are good, and no fault of a provider is a refusal.
    ...emails
      .filter(({ state }) => state === 'refused')
      .map(({ kind, lastError }) =>
        problem(story, 'wrong', `email ${kind} is refused: ${lastError}`),
      ),
    ...findDenied(check),
    ...inbox
      .filter((each) => !isKnown(each.kind, each.channel) && !isOfLostTime(each, check.restore))
      .map(({ quote }) => problem(story, 'wrong', `the API does not show: ${quote}`)),
    ...accepted
      .filter(({ kind, channel }) => !inbox.some((m) => m.kind === kind && m.channel === channel))
      .map(({ kind, channel }) =>
        problem(story, 'wrong', `${kind} by ${channel} is accepted, and nobody has it`),
      ),
  ];
}

/**
 * Resend takes keys, so wismr repeats an email until it knows. Not one that is no longer true, or that a
 * restored database has lost, and that would have other words by now.
 */
function mayBeUnknown(
  { story, reports, inbox, answers, restore }: AnswersCheck,
  { kind }: MessageAnswer,
): boolean {
  const escalations = [answers.order, answers.return].flatMap((each) => each?.escalations ?? []);
  if (isForStaff(kind)) return escalations.every(({ state }) => state === 'withdrawn');
  const isRead = inbox.some((each) => each.kind === kind && each.channel === 'email');
  if (isRead && restore !== null) return true;
  const isWhole = messagesOf(answers).some(
    (each) => each.kind === 'all_delivered' && hasLeft(each),
  );
  if (kind === 'delivered' && isWhole) return true;
  const owed = owedFor(story, reports).filter(({ overtakenBy }) => overtakenBy.length > 0);
  return owed.some((each) => each.kind === kind);
}

/** Whether a message was taken in the time that a restored database does not know. */
export function isOfLostTime(
  { acceptedAt }: ReadMessage,
  restore: Destruction['restore'],
): boolean {
  return (
    restore !== null && acceptedAt > restore.copiedAt - LEEWAY_MS && acceptedAt < restore.restoredAt
  );
}

/** What the customer has, and the ledger denies. */
function findDenied({ story, inbox, answers, restore }: AnswersCheck): readonly Problem[] {
  const known = inbox.filter((each) => !isOfLostTime(each, restore));
  const groups = Map.groupBy(known, ({ kind, channel }) => `${kind} by ${channel}`);
  return [...groups].flatMap(([what, { length }]) => {
    const rows = messagesOf(answers).filter(
      ({ kind, channel }) => `${kind} by ${channel}` === what,
    );
    if (rows.length === 0 || rows.filter(hasLeft).length >= length) return [];
    const states = rows.map(({ state }) => state).join();
    return [
      problem(story, 'wrong', `the customer has ${what} ${length} times, and it is ${states}`),
    ];
  });
}

/** Whether a provider has a message, or may have it. */
function hasLeft(message: MessageAnswer): boolean {
  return (
    isUnknownSms(message) || ['accepted', 'unknown', 'attempting'].includes(message.state ?? '')
  );
}

/**
 * Whether wismr does not know what became of an SMS, or learned ten minutes later that Twilio had
 * not taken it, when it was no longer true.
 */
export function isUnknownSms({ channel, state, attempts }: MessageAnswer): boolean {
  return channel === 'sms' && (state === 'unknown' || (state === 'superseded' && attempts > 0));
}

/** Whether wismr looks for the SMS at Twilio because the answer of an attempt was lost. */
export function isLookedFor({ channel, state, attempts }: MessageAnswer): boolean {
  return channel === 'sms' && state === 'attempting' && attempts > 0;
}

/** That ends when Twilio lists it, or ten minutes after the attempt. A long run waits for it. */
function mayBeLookedFor(message: MessageAnswer): boolean {
  return isLookedFor(message) && Date.now() - Date.parse(message.decidedAt) < LOOKED_FOR_MS;
}

/** Staff have inboxes of their own. */
function isForStaff(kind: string): boolean {
  return kind === 'escalation_opened' || kind === 'overdue_notice';
}

function checkReceipts({ story, inbox, answers, restore }: AnswersCheck): readonly Problem[] {
  return messagesOf(answers)
    .filter(({ state, receipt }) => state === 'accepted' && receipt !== 'delivered')
    .filter(({ providerId }) => {
      const message = inbox.find(({ id }) => id === providerId);
      return message !== undefined && message.acceptedAt > (restore?.restoredAt ?? 0);
    })
    .map(({ kind, channel, receipt }) =>
      problem(story, 'wrong', `${kind} by ${channel} has the receipt ${receipt}, not delivered`),
    );
}
