import type { Provider } from '../../channels/provider.ts';
import { createResend } from '../../channels/resend.ts';
import { createSinch } from '../../channels/sinch.ts';
import { createTwilio } from '../../channels/twilio.ts';
import type { ProviderName } from '../../dev/sandbox/ledger.ts';
import type { Sandbox } from '../../dev/sandbox/sandbox.ts';
import { anEmail, anSms } from '../dev/sandbox/messages.ts';

/** Long, so that a busy machine does not look like a slow provider. */
const TIMEOUT_MS = 20_000;

export interface SendChanges {
  readonly to?: string;
  readonly timeoutMs?: number;
}

/** A provider, with its real SDK if it uses one, that calls a sandbox, and how it differs from the others. */
export interface Subject {
  readonly name: ProviderName;
  readonly takesKeys: boolean;
  /** Sends a message, to the default recipient or to another. */
  send(sandbox: Sandbox, changes?: SendChanges): ReturnType<Provider['send']>;
  /** Sends with credentials that the provider does not know. */
  sendAsStranger(sandbox: Sandbox): ReturnType<Provider['send']>;
  readonly refusedRecipient: string;
}

export function resendFor(
  { url, credentials }: Sandbox,
  { apiKey = credentials.resendApiKey, timeoutMs = TIMEOUT_MS } = {},
) {
  return createResend({ apiKey, baseUrl: url, timeoutMs });
}

export function twilioFor(
  { url, credentials }: Sandbox,
  { authToken = credentials.twilioAuthToken, timeoutMs = TIMEOUT_MS } = {},
) {
  return createTwilio({
    accountSid: credentials.twilioAccountSid,
    authToken,
    from: '+15005550006',
    baseUrl: url,
    timeoutMs,
    statusCallbackUrl: (id) => `http://127.0.0.1:9/hooks/twilio?notification=${id}`,
  });
}

export function sinchFor(
  { url, credentials }: Sandbox,
  { apiToken = credentials.sinchApiToken, timeoutMs = TIMEOUT_MS } = {},
) {
  return createSinch({
    servicePlanId: credentials.sinchServicePlanId,
    apiToken,
    region: 'eu',
    from: '+15005550006',
    baseUrl: url,
    timeoutMs,
    callbackUrl: 'http://127.0.0.1:9/hooks/sinch',
  });
}

export const SUBJECTS: readonly Subject[] = [
  {
    name: 'resend',
    takesKeys: true,
    send: (sandbox, { timeoutMs, ...changes } = {}) =>
      resendFor(sandbox, timeoutMs === undefined ? {} : { timeoutMs }).send(anEmail(changes)),
    sendAsStranger: (sandbox) => resendFor(sandbox, { apiKey: 're_other' }).send(anEmail()),
    refusedRecipient: 'ann@example.com',
  },
  {
    name: 'twilio',
    takesKeys: false,
    send: (sandbox, { timeoutMs, ...changes } = {}) =>
      twilioFor(sandbox, timeoutMs === undefined ? {} : { timeoutMs }).send(anSms(changes)),
    sendAsStranger: (sandbox) => twilioFor(sandbox, { authToken: 'other' }).send(anSms()),
    refusedRecipient: '+15005550009',
  },
  {
    name: 'sinch',
    takesKeys: false,
    send: (sandbox, { timeoutMs, ...changes } = {}) =>
      sinchFor(sandbox, timeoutMs === undefined ? {} : { timeoutMs }).send(anSms(changes)),
    sendAsStranger: (sandbox) => sinchFor(sandbox, { apiToken: 'other' }).send(anSms()),
    refusedRecipient: 'a group',
  },
];
