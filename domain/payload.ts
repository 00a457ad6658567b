/** A message as a provider receives it. Personal data: never enters Temporal. */

/** A rendered email: the same bytes at every attempt. */
export interface EmailPayload {
  readonly channel: 'email';
  readonly from: string;
  /** Several only in messages to staff. */
  readonly to: string | readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values of ASCII letters, digits, `_` and `-`, at most 256 characters each. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface SmsPayload {
  readonly channel: 'sms';
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** Seconds after which the provider must no longer deliver it; null: the provider's default. */
  readonly validitySeconds: number | null;
}

export type Payload = EmailPayload | SmsPayload;
