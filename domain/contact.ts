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
  /** True: the customer was erased. No message goes to them. */
  readonly erased?: true | undefined;
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

/** A contact as the database has it. */
export interface StoredContact extends Contact {
  /** When the customer was erased; null: never. */
  readonly erasedAt: Date | null;
}

/** The fields of a contact that a request gives. A field that is left out stays as it is. */
export type ContactChange = { readonly [Field in keyof Contact]?: Contact[Field] | undefined };

export function changeContact(known: Contact, change: ContactChange): Contact {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...known, ...Object.fromEntries(given) };
}

/** The contact of a new order. By default email is allowed, and SMS is not. */
export function createContact(
  change: ContactChange,
  { locale, timeZone }: Pick<Contact, 'locale' | 'timeZone'>,
): Contact {
  const empty = { name: null, email: null, phone: null, consentEmail: true, consentSms: false };
  return changeContact({ ...empty, locale, timeZone }, change);
}

/** The facts of a contact that a journey may hold: no name, no address, no number. */
export function contactFacts(
  contact: Contact & Partial<Pick<StoredContact, 'erasedAt'>>,
): ContactFacts {
  return {
    email: contact.email !== null,
    phone: contact.phone !== null,
    consent: { email: contact.consentEmail, sms: contact.consentSms },
    locale: contact.locale,
    timeZone: contact.timeZone,
    ...(contact.erasedAt ? { erased: true } : {}),
  };
}
