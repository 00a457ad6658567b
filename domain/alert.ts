/** Alerts: faults of the installation that operators should look at. When they open and end. */

import { DAY, MINUTE } from './time.ts';

/**
 * - `message_stuck`: messages wait longer than they may. Key: channel and urgency.
 * - `provider_outage`: a provider refuses the account. Key: the provider.
 * - `channel_not_set_up`: messages wait for a channel without settings. Key: the channel.
 * - `relay_backlog`: events do not reach Temporal.
 * - `journeys_without_workflow`: Temporal had no workflow for a journey. Workers rebuild it.
 * - `workflow_tasks_failing`: the rules cannot process an event.
 */
export const ALERT_KINDS = [
  'message_stuck',
  'provider_outage',
  'channel_not_set_up',
  'relay_backlog',
  'journeys_without_workflow',
  'workflow_tasks_failing',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What an alert is about. At most one alert is open for each. */
export interface AlertSubject {
  readonly kind: AlertKind;
  /** What is broken, such as `resend`; empty if the kind has one alert only. */
  readonly key: string;
}

/** A fault that is there now. */
export interface AlertCause extends AlertSubject {
  /** When the fault began, epoch milliseconds. */
  readonly since: number;
  /** How many messages or journeys it affects. */
  readonly count: number;
  /** A code, or words without personal data. */
  readonly lastError: string | null;
}

export interface OpenAlert extends AlertSubject {
  readonly id: string;
  /** Since when nobody has seen its cause; null: it was there at the last look. */
  readonly clearSince: number | null;
  /** When its latest email was decided; null: it has none. */
  readonly emailedAt: number | null;
}

/** How long a fault lasts before it opens an alert: it may end by itself. */
export const OPENS_AFTER_MS: Readonly<Record<AlertKind, number>> = {
  // stuck-message.ts has the limits.
  message_stuck: 0,
  // The circuit breaker has waited for a second refusal.
  provider_outage: 0,
  // Somebody may be setting it up.
  channel_not_set_up: 10 * MINUTE,
  // Temporal restarts within a minute or two.
  relay_backlog: 5 * MINUTE,
  // Workers have repaired it. The question is who lost them.
  journeys_without_workflow: 0,
  // A task may fail while one version of the workers replaces the other.
  workflow_tasks_failing: 5 * MINUTE,
};

/** An alert ends when its cause was away for this long. So a fault that comes and goes is one alert. */
export const ENDS_AFTER_MS = 10 * MINUTE;
export const REMINDS_EVERY_MS = DAY;

export interface AlertDecisions {
  /** Open these, or note that their cause is still there. */
  readonly seen: readonly AlertCause[];
  /** Their causes are away since now. */
  readonly cleared: readonly OpenAlert[];
  readonly ended: readonly OpenAlert[];
}

interface Observation {
  readonly open: readonly OpenAlert[];
  readonly causes: readonly AlertCause[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Compares the open alerts with the faults that are there now. */
export function decideAlerts({ open, causes, now }: Observation): AlertDecisions {
  const opened = new Set(open.map(subjectOf));
  const present = new Set(causes.map(subjectOf));
  const away = open.filter((alert) => !present.has(subjectOf(alert)));
  return {
    seen: causes.filter(
      (cause) => opened.has(subjectOf(cause)) || now - cause.since >= OPENS_AFTER_MS[cause.kind],
    ),
    cleared: away.filter(({ clearSince }) => clearSince === null),
    ended: away.filter(
      ({ clearSince }) => clearSince !== null && now - clearSince >= ENDS_AFTER_MS,
    ),
  };
}

/** Why operators get an email about an alert. */
export const ALERT_OCCASIONS = ['opened', 'reminder', 'ended'] as const;
export type AlertOccasion = (typeof ALERT_OCCASIONS)[number];

/** The email that an open alert needs now; null: none. */
export function emailDue(
  { emailedAt }: Pick<OpenAlert, 'emailedAt'>,
  now: number,
): 'opened' | 'reminder' | null {
  if (emailedAt === null) return 'opened';
  return now - emailedAt >= REMINDS_EVERY_MS ? 'reminder' : null;
}

function subjectOf({ kind, key }: AlertSubject): string {
  return `${kind} ${key}`;
}
