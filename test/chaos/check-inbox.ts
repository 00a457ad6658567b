/** Compares a customer's inbox with what the facts demand and allow. */

import type { MessageKind } from '../../domain/message.ts';
import { type Fact, orderIdOf, parcelOf, type Report, returnIdOf, type Story } from './facts.ts';
import type { ReadMessage } from './read-message.ts';
import { causesOf, mostOf, type Owed, owedFor, progressOf } from './rules.ts';

export const FAULTS = ['lost', 'doubled', 'invented', 'contradictory', 'stuck', 'wrong'] as const;

export interface Problem {
  readonly fault: (typeof FAULTS)[number];
  readonly ref: string;
  readonly detail: string;
}

/** The facts of one customer, and what wismr answers about their messages. */
export interface CustomerCase {
  readonly story: Story;
  readonly reports: readonly Report[];
  /** Oldest first. */
  readonly inbox: readonly ReadMessage[];
  /**
   * SMS whose outcome wismr calls unknown, by kind. Twilio takes no idempotency keys: after a lost
   * answer wismr does not repeat them, so the customer may have them or not.
   */
  readonly unknownSms: readonly MessageKind[];
}

export function checkInbox(customer: CustomerCase): readonly Problem[] {
  const { story, inbox } = customer;
  return [
    ...findMissing(customer).map((owed) => problem(story, 'lost', describeOwed(owed))),
    ...findDoubled(customer),
    ...inbox.flatMap((message) => findInvented(customer, message)),
    ...findContradictions(customer),
  ];
}

/** What the customer must have read and has not. */
export function findMissing({ story, reports, inbox, unknownSms }: CustomerCase): readonly Owed[] {
  return owedFor(story, reports).filter((owed) => {
    const { kind, channel, parcel, count, or, overtakenBy } = owed;
    const isAbout = (message: ReadMessage) =>
      message.channel === channel &&
      [kind, ...or].some((each) => each === message.kind) &&
      (parcel === null ||
        message.kind === 'all_delivered' ||
        parcelsOf(message, story).includes(parcel));
    if (inbox.filter(isAbout).length >= count) return false;
    if (story.pace === 'burst' && overtakenBy.length > 0) return false;
    return !(channel === 'sms' && [kind, ...or].some((each) => unknownSms.includes(each)));
  });
}

/** The tracking numbers that a message is about. An SMS names parcels by their place in the order. */
function parcelsOf({ channel, parcels }: ReadMessage, story: Story): readonly string[] {
  if (channel === 'email') return parcels;
  if (story.parcels.length < 2 && parcels.length === 0) return story.parcels;
  return parcels.flatMap((words) => story.parcels[Number(words.split(' ')[1]) - 1] ?? []);
}

function findDoubled({ story, reports, inbox }: CustomerCase): readonly Problem[] {
  const groups = Map.groupBy(
    inbox.flatMap((message) => aboutEach(message, story)),
    ({ kind, channel, parcel }) => `${kind} by ${channel}${parcel ? ` about ${parcel}` : ''}`,
  );
  return [...groups].flatMap(([what, messages]) => {
    const kind = messages[0]?.kind ?? null;
    if (kind === null || messages.length <= mostOf(kind, reports)) return [];
    return [problem(story, 'doubled', `${messages.length} times ${what}`)];
  });
}

function aboutEach(message: ReadMessage, story: Story) {
  const { kind, channel } = message;
  const isWhole = kind === 'all_delivered' || kind?.startsWith('return_') === true;
  const about = isWhole ? [] : parcelsOf(message, story);
  const parcels = about.length > 0 ? about : [null];
  return parcels.map((parcel) => ({ kind, channel, parcel }));
}

function findInvented({ story, reports }: CustomerCase, message: ReadMessage): readonly Problem[] {
  const { kind, channel, quote, acceptedAt } = message;
  if (kind === null) return [problem(story, 'invented', `unexpected ${channel}: ${quote}`)];
  const own = [orderIdOf(story), returnIdOf(story)];
  const others = message.names.filter((name) => !own.includes(name));
  if (others.length > 0) return [problem(story, 'invented', `names ${others.join()}: ${quote}`)];
  const isCause = causesOf(kind, story);
  const parcels = parcelsOf(message, story);
  const isAbout = (fact: Fact) => {
    const parcel = parcelOf(fact);
    return parcel === null || parcels.length === 0 || parcels.includes(parcel);
  };
  // What its sender had not even tried to report cannot be known.
  const hasCause = reports.some(
    ({ fact, triedAt }) => triedAt <= acceptedAt && isCause(fact) && isAbout(fact),
  );
  if (!hasCause) return [problem(story, 'invented', `nothing happened for ${channel}: ${quote}`)];
  const stoppedAt = reports.find(({ fact }) => fact.what === 'replied_stop')?.ackedAt ?? null;
  if (channel === 'email' || stoppedAt === null) return [];
  // An SMS may have been under way when the customer replied, but not one for what came later.
  const hadCause = reports.some(
    ({ fact, triedAt }) => triedAt <= stoppedAt && isCause(fact) && isAbout(fact),
  );
  return hadCause ? [] : [problem(story, 'invented', `an SMS after STOP: ${quote}`)];
}

/** Messages whose order tells the customer something untrue, such as `delayed` after `delivered`. */
function findContradictions({ story, inbox }: CustomerCase): readonly Problem[] {
  const problems: Problem[] = [];
  inbox.forEach((message, index) => {
    for (const earlier of inbox.slice(0, index)) {
      if (!contradicts(message, earlier, story)) continue;
      const detail = `${message.kind} after ${earlier.kind} by ${message.channel}`;
      problems.push(problem(story, 'contradictory', detail));
    }
  });
  return problems;
}

function contradicts(message: ReadMessage, earlier: ReadMessage, story: Story): boolean {
  if (message.channel !== earlier.channel || message.kind === null || earlier.kind === null) {
    return false;
  }
  if (message.kind.startsWith('return_') !== earlier.kind.startsWith('return_')) return false;
  const [parcels, before] = [parcelsOf(message, story), parcelsOf(earlier, story)];
  const isSame =
    parcels.length === 0 || before.length === 0 || parcels.some((each) => before.includes(each));
  if (!isSame) return false;
  const isOver = ['delivered', 'all_delivered'].includes(earlier.kind);
  if (isOver && ['delayed', 'moving_again'].includes(message.kind)) return true;
  const [now, then] = [progressOf(message.kind), progressOf(earlier.kind)];
  return now !== null && then !== null && now < then;
}

export function problem(story: Story, fault: Problem['fault'], detail: string): Problem {
  return { fault, ref: `${story.ref} (${story.title}, ${story.pace})`, detail };
}

export function describeOwed({ kind, channel, parcel, count }: Owed): string {
  return `${count > 1 ? `${count} times ` : ''}${kind} by ${channel}${parcel ? ` about ${parcel}` : ''}`;
}
