/** Names that clients, workers and workflows share: ids, signals, task queues, search attributes. */

import { defineSearchAttributeKey } from '@temporalio/common';
import type { JourneyKind } from '../domain/ids.ts';
import type { JourneyEvent } from '../domain/journey/event.ts';
import type {
  DecisionRecord,
  EscalationEffect,
  PlannedMessage,
} from '../domain/journey/message-plan.ts';

/** Workflows and everything that reads and writes the log. */
export const MAIN_QUEUE = 'wismr';
/** One queue per provider, so that each can be paced by itself. */
export const EMAIL_QUEUE = 'wismr-email';
export const SMS_QUEUE = 'wismr-sms';
/** Asking carriers, which may be slow: it keeps nothing else waiting. */
export const POLL_QUEUE = 'wismr-poll';

/** The signal by which the relay hands over events; its only argument is a list of them. */
export const EVENTS_SIGNAL = 'events';

export const WORKFLOW_TYPES = {
  order: 'orderJourney',
  return: 'returnJourney',
} as const satisfies Record<JourneyKind, string>;

/** What operations can search and filter by, to be registered. Never personal data. */
export const SEARCH_ATTRIBUTES = {
  WismrShop: 'Keyword',
  WismrJourney: 'Keyword',
  WismrStatus: 'Keyword',
  WismrTrackingNumbers: 'KeywordList',
  WismrCarriers: 'KeywordList',
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

/** What a journey's workflow starts with, and what it hands to its next run. */
export interface JourneyInput {
  readonly journeyId: string;
  /** From the run before this one; absent on the first, which then reads the log as needed. */
  readonly carried?: CarriedOver;
  /** Continue as new after so many events, for tests; by default when Temporal suggests it. */
  readonly eventsPerRun?: number;
}

export interface CarriedOver {
  readonly version: number;
  readonly state: unknown;
  readonly lastSeq: number;
  /** Mail that had come and was not read yet: it would be lost otherwise. */
  readonly unread: readonly JourneyEvent[];
}

/** The activities, as workflows see them. All may run twice. */
export interface JourneyActivities {
  /** All events after `after`, in order. */
  readLog(request: LogRequest): Promise<readonly JourneyEvent[]>;
  /** Writes into the log that `until` has passed, after all that it already holds. */
  recordTimer(request: LogRequest & { readonly until: number }): Promise<readonly JourneyEvent[]>;
  /** Writes decisions that are not sent into the ledger. */
  recordDecisions(request: RecordDecisionsRequest): Promise<void>;
  /** Opens, raises and withdraws cases for people. */
  applyEscalations(request: ApplyEscalationsRequest): Promise<void>;
  /** Sends what is planned, once, and writes what became of it into the log. */
  sendEmail(request: SendMessageRequest): Promise<readonly JourneyEvent[]>;
  sendSms(request: SendMessageRequest): Promise<readonly JourneyEvent[]>;
  /** Ends the journey, unless the log holds more than the workflow has seen. */
  closeJourney(request: LogRequest): Promise<CloseResult>;
}

export interface LogRequest {
  readonly journeyId: string;
  /** The last number that the workflow has seen. */
  readonly after: number;
}

export interface RecordDecisionsRequest {
  readonly journeyId: string;
  readonly records: readonly DecisionRecord[];
}

export interface ApplyEscalationsRequest {
  readonly journeyId: string;
  readonly changes: readonly EscalationEffect[];
}

export interface SendMessageRequest extends LogRequest {
  readonly planned: PlannedMessage;
}

export interface CloseResult {
  readonly closed: boolean;
  readonly events: readonly JourneyEvent[];
}

/** The workflow that asks a carrier; its id is `poll/<shop>/<carrier>`. */
export const POLL_WORKFLOW = 'carrierPoll';
/** The signal that something is due sooner than the workflow thinks. It has no argument. */
export const PARCELS_DUE_SIGNAL = 'look';

export interface PollInput {
  readonly shopId: string;
  /** The adapter's name. */
  readonly carrier: string;
  /** Continue as new after so many rounds, for tests; by default when Temporal suggests it. */
  readonly roundsPerRun?: number;
}

export function pollWorkflowId({ shopId, carrier }: PollInput): string {
  return `poll/${shopId}/${carrier}`;
}

export interface PollActivities {
  /** Asks about what is due, at the account's pace, and keeps what the carrier says. */
  pollDueParcels(input: PollInput): Promise<PollRound>;
}

/** What came of a round. Without numbers, names and secrets: it is kept in Temporal. */
export interface PollRound {
  /** What the last call came to, `off` where the account is not asked by any more. */
  readonly state: string;
  /** Numbers that were asked about. */
  readonly asked: number;
  /** Numbers that are still asked about. */
  readonly parcels: number;
  /** Epoch milliseconds; null: nothing is under way. */
  readonly nextAt: number | null;
  /** Why the last call failed. */
  readonly error: string | null;
}
