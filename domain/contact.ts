/** How the shop reaches a customer. */

import type { Channel } from './message.ts';

/** How a customer can be reached, without the addresses themselves: safe to enter Temporal. */
export interface ContactFacts {
  /** Whether there is an email address. */
  readonly email: boolean;
  /** Whether there is a phone number. */
  readonly phone: boolean;
  readonly consent: Readonly<Record<Channel, boolean>>;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** Personal data: it never enters a journey's log. */
export interface Contact {
  readonly name: string | null;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly consentEmail: boolean;
  readonly consentSms: boolean;
}

/** The facts of a contact that a journey may hold: no name, no address, no number. */
export function contactFacts(contact: Contact): ContactFacts {
  return {
    email: contact.email !== null,
    phone: contact.phone !== null,
    consent: { email: contact.consentEmail, sms: contact.consentSms },
    locale: contact.locale,
    timeZone: contact.timeZone,
  };
}
