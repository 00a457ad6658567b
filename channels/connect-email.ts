import type { Config } from '../config.ts';
import type { EmailChannel } from './provider.ts';
import { createResend } from './resend.ts';
import { createSmtp } from './smtp.ts';

export type EmailSettings = Pick<
  Config,
  'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'EMAIL_FROM' | 'SMTP_URL' | 'PROVIDER_TIMEOUT_MS'
>;

/** The email channel of the settings: Resend with SMTP as the second, or SMTP. Null: not set up. */
export function connectEmail(settings: EmailSettings): EmailChannel | null {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, EMAIL_FROM: from } = settings;
  const { SMTP_URL: url, PROVIDER_TIMEOUT_MS: timeoutMs } = settings;
  if (!from) return null;
  const smtp = url ? createSmtp({ url, timeoutMs }) : null;
  if (apiKey) {
    const provider = createResend({ apiKey, timeoutMs, ...(baseUrl ? { baseUrl } : {}) });
    return { provider, second: smtp, from };
  }
  return smtp && { provider: smtp, from };
}
