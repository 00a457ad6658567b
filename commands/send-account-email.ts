import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EmailChannel, Provider, SendOutcome } from '../channels/provider.ts';
import type { AccountEmail, SendAccountEmail } from '../domain/account-email.ts';
import type { EmailPayload } from '../domain/payload.ts';
import type { Renderer } from '../templates/engine/render.ts';
import { composeInstallationEmail, formatInstallationTime } from './compose-installation-email.ts';

export interface AccountMailerDeps {
  readonly renderer: Renderer;
  /** Null: email is not set up, and nothing is sent. */
  readonly email: EmailChannel | null;
  readonly log: Logger;
  readonly retryMs?: number;
}

const ATTEMPTS = 3;
const RETRY_MS = 2_000;

/**
 * Sends emails about accounts from this process, in the background. Nothing is stored: a link is a
 * secret and works for minutes. If the process ends meanwhile, the person asks again.
 */
export function createAccountMailer(deps: AccountMailerDeps): SendAccountEmail {
  const { log } = deps;
  return (email) => {
    void sendNow(deps, email).catch((error: unknown) =>
      log.error({ err: error, kind: email.kind }, 'an email about an account could not be sent'),
    );
  };
}

async function sendNow(deps: AccountMailerDeps, email: AccountEmail): Promise<void> {
  const { email: channel, log, retryMs = RETRY_MS } = deps;
  const { kind } = email;
  if (!channel) {
    log.warn({ kind }, 'an email about an account was not sent: email is not set up');
    return;
  }
  const payload = await compose(deps, channel, email);
  const id = randomUUID();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { provider, outcome } = await sendByOne(channel, id, payload);
    if (outcome.kind === 'accepted') {
      log.info({ kind, provider: provider.name }, 'an email about an account was sent');
      return;
    }
    const fields = { kind, provider: provider.name, outcome: outcome.kind, code: outcome.code };
    log.warn(fields, 'a provider did not take an email about an account');
    const mayRepeat =
      outcome.kind === 'retry' || (outcome.kind === 'unknown' && provider.takesKeys);
    if (!mayRepeat) return;
    if (attempt < ATTEMPTS) await sleep(retryMs * attempt);
  }
}

/** The second provider takes what the first refuses because of the account. */
async function sendByOne(
  { provider, second }: EmailChannel,
  id: string,
  payload: EmailPayload,
): Promise<{ readonly provider: Provider<EmailPayload>; readonly outcome: SendOutcome }> {
  const request = { key: `account/${id}`, notificationId: id, payload };
  const outcome = await provider.send(request);
  const isAccountRefused = outcome.kind === 'refused' && outcome.scope !== 'permanent';
  if (!second || !isAccountRefused) return { provider, outcome };
  return { provider: second, outcome: await second.send(request) };
}

function compose(
  { renderer }: Pick<AccountMailerDeps, 'renderer'>,
  { from }: EmailChannel,
  { to, event, ...email }: AccountEmail,
): Promise<EmailPayload> {
  const at = event && formatInstallationTime(event.at);
  const data = { ...email, event: event && { ...event, at } };
  return composeInstallationEmail(renderer, { kind: 'account_email', data, from, to, headers: {} });
}
