/** How the shop reaches a customer. */

import type { Channel, MessageClass } from './message.ts';
import { unreachable } from './unreachable.ts';

/** How a customer can be reached, without the addresses themselves: safe to enter Temporal. */
export interface ContactFacts {
  /** Whether there is an email address. */
  readonly email: boolean;
  /** Whether there is a phone number. */
  readonly phone: boolean;
  readonly consent: Readonly<Record<Channel, boolean>>;
  /** Whether optional messages are wanted. Left out: they are. */
  readonly optional?: Readonly<Record<Channel, boolean>> | undefined;
  /** Whether marketing is wanted. Left out: it is not. */
  readonly marketing?: Readonly<Record<Channel, boolean>> | undefined;
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
  readonly optionalEmail: boolean;
  readonly optionalSms: boolean;
  readonly marketingEmail: boolean;
  readonly marketingSms: boolean;
}

/** Consent to a class of messages by a channel. Without that to essential ones, there is no other. */
export interface Consent {
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly given: boolean;
}

/** Every consent of a contact, in the order of the classes. */
export function consentsOf(contact: Contact): readonly Consent[] {
  return [
    { channel: 'email', class: 'essential', given: contact.consentEmail },
    { channel: 'sms', class: 'essential', given: contact.consentSms },
    { channel: 'email', class: 'optional', given: contact.optionalEmail },
    { channel: 'sms', class: 'optional', given: contact.optionalSms },
    { channel: 'email', class: 'marketing', given: contact.marketingEmail },
    { channel: 'sms', class: 'marketing', given: contact.marketingSms },
  ];
}

/** Whether a contact may get messages of a class by a channel. */
export function consentsTo(
  { consent, optional, marketing }: ContactFacts,
  channel: Channel,
  messageClass: MessageClass,
): boolean {
  if (!consent[channel]) return false;
  switch (messageClass) {
    case 'essential':
      return true;
    case 'optional':
      return optional?.[channel] ?? true;
    case 'marketing':
      return marketing?.[channel] ?? false;
    default:
      return unreachable(messageClass);
  }
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

/** The contact of a new order. By default email is allowed; SMS and marketing are not. */
export function createContact(
  change: ContactChange,
  { locale, timeZone }: Pick<Contact, 'locale' | 'timeZone'>,
): Contact {
  const empty = { name: null, email: null, phone: null, consentEmail: true, consentSms: false };
  return changeContact({ ...empty, ...DEFAULT_CLASSES, locale, timeZone }, change);
}

/** What a customer who has said nothing gets. */
export const DEFAULT_CLASSES = {
  optionalEmail: true,
  optionalSms: true,
  marketingEmail: false,
  marketingSms: false,
} as const;

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
    ...(contact.optionalEmail && contact.optionalSms
      ? {}
      : { optional: { email: contact.optionalEmail, sms: contact.optionalSms } }),
    ...(contact.marketingEmail || contact.marketingSms
      ? { marketing: { email: contact.marketingEmail, sms: contact.marketingSms } }
      : {}),
    ...(contact.erasedAt ? { erased: true } : {}),
  };
}
