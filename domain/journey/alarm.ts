/** Overdue expectations with the steps taken so far, and what a step does to an escalation. */

import type { ExpectationKind, LadderStep, Proposal, Severity, Team } from '../policy/rule.ts';
import type { Resolution } from './event.ts';
import type { Expectation } from './expectation.ts';

export interface StepTaken {
  readonly step: LadderStep;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The day on which the customer expected the parcel, if it had passed by then; else null. */
  readonly day: string | null;
  /** A step `escalate` that opened, raised or handed on an escalation, and did not only join it. */
  readonly raises: boolean;
}

/** An open expectation with at least one step of its ladder taken. */
export interface RaisedAlarm extends Omit<Expectation, 'ladder' | 'expiresAt' | 'customerFrom'> {
  /** Oldest first. */
  readonly stepsTaken: readonly StepTaken[];
  /** The expectation whose escalation it belongs to: its own, or one with the same cause; or null. */
  readonly escalationId: string | null;
  readonly resolution: Resolution | null;
  readonly snoozedUntil: number | null;
}

/** An alarm whose expectation is no longer open. */
export interface SettledAlarm extends RaisedAlarm {
  readonly settledAt: number;
  /** True: the parcel is moving again, so the customer may receive a message. */
  readonly resumed: boolean;
}

export interface OverdueState {
  readonly raised: readonly RaisedAlarm[];
  /** The latest 20, oldest first. */
  readonly settled: readonly SettledAlarm[];
  /** Each carrier that reports nothing at all → how long to wait for it; epoch milliseconds. */
  readonly silentCarriers: Readonly<Record<string, number>>;
  /** Each expectation that was escalated and is over → how often. */
  readonly escalated: Readonly<Record<string, number>>;
}

export const NOTHING_OVERDUE: OverdueState = {
  raised: [],
  settled: [],
  silentCarriers: {},
  escalated: {},
};

/** Opens or raises an escalation, or withdraws it because the expected event arrived. */
export type EscalationEffect =
  | { readonly do: 'escalate'; readonly opening: EscalationOpening }
  | { readonly do: 'withdraw'; readonly expectationId: string; readonly at: number };

/** What a step opens an escalation with, or raises an open one to. */
export interface EscalationOpening {
  /** The expectation that opened the escalation. */
  readonly expectationId: string;
  /** The expectation of this step: another one if its cause is the same. */
  readonly causedBy: string;
  readonly kind: ExpectationKind;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  readonly severity: Severity;
  readonly to: Team;
  readonly proposal: Proposal | null;
  readonly since: number;
  readonly due: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** 1 opens the escalation; each further one raises or joins it. */
  readonly step: number;
  readonly raises: boolean;
}
