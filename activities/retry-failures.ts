/** The failures with which a send asks Temporal to try again, and when. */

import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { SendOutcome } from '../channels/provider.ts';
import { CHANNEL_NOT_SET_UP } from '../commands/send-notification.ts';
import type { Channel } from '../domain/message.ts';

/** A person must fix a setting first, so retrying every second would not help. */
export const CONFIGURATION_PAUSE_MS = 5 * 60_000;

/** When to look for a message of unknown outcome: its status callback may say it sooner. */
export const FIRST_LOOK_MS = 60_000;

type NotAccepted = Exclude<SendOutcome, { kind: 'accepted' }>;

/**
 * The provider did not take the message, or may not have. `delayMs` null: Temporal's own backoff.
 */
export function sendAgain({ kind, code, detail }: NotAccepted, delayMs: number | null) {
  return ApplicationFailure.create({
    type: code,
    message: detail,
    // Throttling is normal operation, a wrong setting is not.
    ...(kind === 'refused' ? {} : { category: ApplicationFailureCategory.BENIGN }),
    ...(delayMs === null ? {} : { nextRetryDelay: delayMs }),
  });
}

const HELD_BACK = {
  quiet_hours: 'the customer’s quiet hours have begun',
  budget: 'the customer has had enough messages for today',
} as const;

export function heldBack(because: keyof typeof HELD_BACK, delayMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: because,
    message: HELD_BACK[because],
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: delayMs,
  });
}

export function attemptUnderWay(delayMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'attempt_under_way',
    message: 'another attempt is under way',
    category: ApplicationFailureCategory.BENIGN,
    ...(delayMs > 0 ? { nextRetryDelay: delayMs } : {}),
  });
}

/** The provider may have the message, and does not list it yet. */
export function lookAgain(code: string | null, delayMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: code ?? 'attempt_interrupted',
    message: 'the outcome is unknown: the provider is asked again',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: delayMs,
  });
}

const SETTINGS: Readonly<Record<Channel, string>> = {
  email: 'RESEND_API_KEY or SMTP_URL, and EMAIL_FROM',
  sms: 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN',
};

export function channelNotSetUp(channel: Channel): ApplicationFailure {
  return ApplicationFailure.create({
    type: CHANNEL_NOT_SET_UP,
    message: `${channel} is not set up: set ${SETTINGS[channel]}`,
    nextRetryDelay: CONFIGURATION_PAUSE_MS,
  });
}
