/**
 * The names and types that clients, workers and workflows share: task queues, workflow types,
 * signals, search attributes and activities. Operators see these names in the Temporal UI.
 */

import { defineSearchAttributeKey } from '@temporalio/common';
import type { JourneyKind } from '../domain/ids.ts';
import type { Effect } from '../domain/journey/effect.ts';
import type { PlannedMessage, SentMessage } from '../domain/journey/message-plan.ts';
import type { LogAnswer, LogEvent, LogPosition } from '../domain/journeys.ts';
import type { Inbox } from './inbox.ts';

/** Workflows, and the activities that read and write journeys. */
export const MAIN_QUEUE = 'wismr';
/** One queue per channel, so that each has its own rate limit. */
export const EMAIL_QUEUE = 'wismr-email';
export const SMS_QUEUE = 'wismr-sms';
/** Polls of carriers. They may be slow, and must not delay other activities. */
export const POLL_QUEUE = 'wismr-poll';

/** The signal with new events of a journey. */
export const EVENTS_SIGNAL = 'events';

/** `isFromStart`: the events are the first of the log, which a workflow that runs already compares. */
export type EventsSignalArgs = [events: readonly LogEvent[], isFromStart?: boolean];

export const WORKFLOW_TYPES = {
  order: 'orderJourney',
  return: 'returnJourney',
} as const satisfies Record<JourneyKind, string>;

/** Workers register these, and operators filter workflows by them. No personal data. */
export const SEARCH_ATTRIBUTES = {
  /** The shop's id. */
  WismrShop: 'Keyword',
  /** The shop's number of the order or return. */
  WismrJourney: 'Keyword',
  /** The status of the order or return; of a poll: the result of the last call. */
  WismrStatus: 'Keyword',
  /** The first 20 tracking numbers of the journey. */
  WismrTrackingNumbers: 'KeywordList',
  /** The carriers of the journey's parcels; of a poll: the polled carrier. */
  WismrCarriers: 'KeywordList',
  /** When the journey's timer is due: it may be before the next expected event. */
  WismrNextDue: 'Datetime',
} as const;

export const SEARCH_ATTRIBUTE_KEYS = {
  shop: defineSearchAttributeKey('WismrShop', 'KEYWORD'),
  journey: defineSearchAttributeKey('WismrJourney', 'KEYWORD'),
  status: defineSearchAttributeKey('WismrStatus', 'KEYWORD'),
  trackingNumbers: defineSearchAttributeKey('WismrTrackingNumbers', 'KEYWORD_LIST'),
  carriers: defineSearchAttributeKey('WismrCarriers', 'KEYWORD_LIST'),
  nextDue: defineSearchAttributeKey('WismrNextDue', 'DATETIME'),
} as const;

/** The input of a journey's workflow. */
export interface JourneyInput {
  readonly journeyId: string;
  /** Set by continue-as-new. Absent on the first run, which reads the log as needed. */
  readonly carried?: CarriedOver;
  /** For tests: continue as new after this many events. By default, when Temporal suggests it. */
  readonly eventsPerRun?: number;
}

/** What one run of a journey's workflow passes to the next. */
export interface CarriedOver {
  readonly version: number;
  readonly state: unknown;
  /** With the events that have arrived but are not processed yet: without it they would be lost. */
  readonly inbox: Inbox;
  /** Messages sent before the database was restored, which it has no journey for yet. */
  readonly unsaved: readonly SentMessage[];
  /** By the message's key: attempts of which the database may have lost the row. */
  readonly noted?: Readonly<Record<string, NotedAttempt>>;
}

/** An attempt at a provider that takes no keys. Temporal keeps it, whatever becomes of the database. */
export interface NotedAttempt {
  /** The provider's name. */
  readonly provider: string;
  /** Which attempt of the message, from 1. */
  readonly attempts: number;
  /** When it began, epoch milliseconds. */
  readonly at: number;
}

/**
 * What a send returns: the events after `after`. If the log has diverged, also what the database may
 * not have: the outcome, or an attempt whose outcome nobody knows.
 */
export type SendAnswer =
  | LogAnswer
  | { readonly lost: { readonly sent?: SentMessage; readonly noted?: NotedAttempt } };

/** The activities of a journey. Each may run more than once. */
export interface JourneyActivities {
  /** Returns a page of the events after `after`, in order. */
  readLog(request: LogRequest): Promise<LogAnswer>;
  /** Appends `timer_fired` to the log. Returns the events after `after`. */
  recordTimer(request: RecordTimerRequest): Promise<LogAnswer>;
  /**
   * Writes into the ledger what the workflow knows of sent messages. False: the database has lost
   * the journey, too.
   */
  restoreSent(request: RestoreSentRequest): Promise<boolean>;
  /**
   * Writes decisions to send, to hold and to drop into the ledger, and opens, raises and withdraws
   * escalations. False, and nothing is written: the log is no longer the one that led to them.
   */
  recordDecisions(request: RecordDecisionsRequest): Promise<boolean>;
  /** Sends a message once, and appends its outcome to the log. Returns the events after `after`. */
  sendEmail(request: SendMessageRequest): Promise<SendAnswer>;
  sendSms(request: SendMessageRequest): Promise<SendAnswer>;
  /** Closes the journey, unless the log holds events after `after`. */
  closeJourney(request: LogRequest): Promise<CloseResult>;
}

export interface LogRequest {
  readonly journeyId: string;
  /** The last event that the workflow has processed. */
  readonly after: LogPosition;
}

export interface RecordTimerRequest extends LogRequest {
  /** When the timer was due, epoch milliseconds. */
  readonly until: number;
}

export interface RecordDecisionsRequest extends LogRequest {
  /** Messages to send from now on. */
  readonly planned: readonly PlannedMessage[];
  /** Holds, drops and changes of escalations. */
  readonly effects: readonly Effect[];
}

export interface RestoreSentRequest {
  readonly journeyId: string;
  readonly sent: readonly SentMessage[];
}

export interface SendMessageRequest extends LogRequest {
  readonly planned: PlannedMessage;
  /** An attempt on behalf of a log that was lost since. */
  readonly noted?: NotedAttempt;
}

export interface CloseResult {
  readonly closed: boolean;
  readonly events: LogAnswer;
}

/** The workflow type that polls a carrier by a shop's account. Its id: `poll/<shop>/<carrier>`. */
export const POLL_WORKFLOW = 'carrierPoll';
/** The signal that parcels are due before the workflow's timer. It has no argument. */
export const PARCELS_DUE_SIGNAL = 'parcelsDue';

export interface PollInput {
  readonly shopId: string;
  /** The adapter's name. */
  readonly carrier: string;
  /** For tests: continue as new after this many rounds. By default, when Temporal suggests it. */
  readonly roundsPerRun?: number;
}

export function pollWorkflowId({ shopId, carrier }: PollInput): string {
  return `poll/${shopId}/${carrier}`;
}

/** The workflow type that deletes old personal data, and the schedule that starts it. */
export const RETENTION_WORKFLOW = 'retention';
export const RETENTION_SCHEDULE = 'wismr-retention';

export interface RetentionActivities {
  /** Deletes for some seconds. Returns how many rows it changed, and whether none is left. */
  applyRetention(): Promise<{ readonly rows: number; readonly isDone: boolean }>;
}

export interface PollActivities {
  /** Polls the carrier about due parcels, within the account's limits, and records its answers. */
  pollDueParcels(input: PollInput): Promise<PollRound>;
}

/** The result of a round. It enters Temporal: no tracking numbers, names or secrets. */
export interface PollRound {
  /** The result of the last call; `off` where the account is switched off. */
  readonly state: string;
  /** How many numbers this round asked about. */
  readonly asked: number;
  /** How many numbers the account is polled for. */
  readonly parcels: number;
  /** When the next number is due, epoch milliseconds; null: no parcel is under way. */
  readonly nextAt: number | null;
  /** Why the last call failed. */
  readonly error: string | null;
}
