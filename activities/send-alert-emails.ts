/** Sends the emails about alerts. They need no workflow: Temporal itself may be the fault. */

import type { Provider, SendOutcome } from '../channels/provider.ts';
import {
  composeInstallationEmail,
  formatInstallationTime,
} from '../commands/compose-installation-email.ts';
import { findOutage } from '../commands/send-notification.ts';
import {
  type AlertEmail,
  bindAlertEmail,
  claimAlertEmail,
  postponeAlertEmail,
  releaseAlertEmail,
  settleAlertEmail,
} from '../commands/update-alerts.ts';
import type { EmailPayload } from '../domain/payload.ts';
import { HOUR, MINUTE } from '../domain/time.ts';
import { alertTopic } from '../views/alert.ts';
import type { ActivityDeps } from './deps.ts';

export interface AlertEmailDeps
  extends Pick<ActivityDeps, 'sql' | 'renderer' | 'publicUrl' | 'log'> {
  readonly email: NonNullable<ActivityDeps['email']>;
  /** The operators' addresses. */
  readonly to: readonly string[];
}

/** Longer than an attempt at both providers takes. */
const LEASE_MS = 2 * MINUTE;
const RETRY_MS = 5 * MINUTE;
/** Resend forgets a key after a day. */
const GIVE_UP_AFTER_MS = 23 * HOUR;

/** Sends all emails that are due. Failures are logged, and retried later. */
export async function sendAlertEmails(deps: AlertEmailDeps): Promise<void> {
  const { sql, log } = deps;
  for (;;) {
    const email = await claimAlertEmail(sql, LEASE_MS);
    if (!email) return;
    try {
      await sendAlertEmail(deps, email);
    } catch (error) {
      log.error({ err: error, ...fieldsOf(email) }, 'an alert’s email failed; will retry');
    }
  }
}

async function sendAlertEmail(deps: AlertEmailDeps, email: AlertEmail): Promise<void> {
  const { sql, log } = deps;
  const { id, ageMs } = email;
  const providers = await providersFor(deps, email);
  if (ageMs > GIVE_UP_AFTER_MS || providers.length === 0) {
    const outcome = email.provider === null ? 'given_up' : 'unknown';
    await settleAlertEmail(sql, id, outcome);
    log.error({ outcome, ...fieldsOf(email) }, 'an alert’s email may not have arrived');
    return;
  }
  const payload = await compose(deps, email);
  for (const provider of providers) {
    await bindAlertEmail(sql, id, provider.name);
    const outcome = await provider.send({ key: `alert/${id}`, notificationId: id, payload });
    if (await settle(deps, { email, provider, outcome })) return;
  }
  await postponeAlertEmail(sql, id, RETRY_MS);
}

/**
 * The providers to try, in order. A provider that may have the email alone repeats it, by the same
 * key. One that takes no keys would send it twice. A provider that refuses the account comes last.
 */
async function providersFor(
  { sql, email: { provider: first, second } }: AlertEmailDeps,
  { provider: bound }: AlertEmail,
): Promise<readonly Provider<EmailPayload>[]> {
  const all = second ? [first, second] : [first];
  if (bound !== null) return all.filter(({ name, takesKeys }) => name === bound && takesKeys);
  const isOut = Boolean((await findOutage(sql, first.name))?.openedAt);
  return isOut ? all.toReversed() : all;
}

interface Attempt {
  readonly email: AlertEmail;
  readonly provider: Provider<EmailPayload>;
  readonly outcome: SendOutcome;
}

/** Returns false if another provider may try now. */
async function settle(
  { sql, log }: AlertEmailDeps,
  { email, provider, outcome }: Attempt,
): Promise<boolean> {
  const { id } = email;
  const fields = { provider: provider.name, ...fieldsOf(email) };
  if (outcome.kind === 'accepted') {
    await settleAlertEmail(sql, id, 'accepted');
    log.info(fields, 'operators notified of an alert');
    return true;
  }
  const { code } = outcome;
  const isMaybeTaken = outcome.kind === 'unknown' || email.provider !== null;
  if (!isMaybeTaken) {
    await releaseAlertEmail(sql, id, code);
    log.warn({ code, ...fields }, 'the provider did not take an alert’s email');
    return false;
  }
  const isFinal =
    outcome.kind === 'unknown'
      ? // Resend knows the key, and the addresses or the templates have changed since.
        outcome.isFinal
      : outcome.kind === 'refused' && outcome.scope === 'permanent';
  if (provider.takesKeys && !isFinal) await postponeAlertEmail(sql, id, RETRY_MS);
  else await settleAlertEmail(sql, id, 'unknown');
  log.warn({ code, ...fields }, 'the provider may have an alert’s email');
  return true;
}

function compose(
  { renderer, publicUrl, email: { from }, to }: AlertEmailDeps,
  email: AlertEmail,
): Promise<EmailPayload> {
  const { kind, occasion, since, openedAt, endedAt, count, lastError } = email;
  const inWords = (at: Date) => formatInstallationTime(at.getTime());
  const data = {
    kind,
    occasion,
    topic: alertTopic(email),
    affected: count,
    since: inWords(since),
    openedAt: inWords(openedAt),
    endedAt: endedAt && inWords(endedAt),
    lastError,
    readyUrl: `${publicUrl}/readyz`,
  };
  // Programs that answer emails do not answer these.
  const headers = { 'Auto-Submitted': 'auto-generated' };
  return composeInstallationEmail(renderer, { kind: 'operations_alert', data, from, to, headers });
}

function fieldsOf({ kind, key, occasion }: AlertEmail) {
  return { alert: kind, key, occasion };
}
