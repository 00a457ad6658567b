import { formatDateTime } from '../domain/format.ts';
import type { EmailPayload } from '../domain/payload.ts';
import { formatSender } from '../domain/sender.ts';
import type { Renderer } from '../templates/engine/render.ts';

/** No shop's brand: the email is about the installation, or an account of it. */
const BRAND = { brand: 'default', shopName: 'wismr' } as const;
const ENGLISH_UTC = { locale: 'en', timeZone: 'UTC' } as const;

export interface InstallationEmail extends Pick<EmailPayload, 'to' | 'headers'> {
  readonly kind: 'operations_alert' | 'account_email';
  /** The data of the kind: see templates/engine/catalog.ts. */
  readonly data: unknown;
  /** `EMAIL_FROM`. */
  readonly from: string;
}

/** An email of wismr itself, in English. Throws `TemplateError`. */
export async function composeInstallationEmail(
  renderer: Renderer,
  { kind, data, from, to, headers }: InstallationEmail,
): Promise<EmailPayload> {
  const rendered = await renderer.email({ kind, ...BRAND, locale: ENGLISH_UTC.locale, data });
  const { sender } = await renderer.brand(BRAND);
  const { subject, html, text } = rendered;
  return {
    channel: 'email',
    from: formatSender(sender.name, from),
    to,
    replyTo: null,
    subject,
    html,
    text,
    headers,
    tags: { kind },
  };
}

/** As the emails of wismr itself write a time; `at`: epoch milliseconds. */
export function formatInstallationTime(at: number): string {
  return formatDateTime(at, ENGLISH_UTC);
}
