/** Saves contacts. Every change of consent is appended to its history in the same transaction. */

import type { Queryable } from '../db/connect.ts';
import { type ConsentChange, insertConsentChanges } from '../db/consent-changes.ts';
import { insertContact, updateContact } from '../db/contacts.ts';
import type { Contact } from '../domain/contact.ts';
import type { ShopId } from '../domain/ids.ts';
import type { Channel } from '../domain/message.ts';

/** Where the consent of a request comes from. */
export interface ConsentOrigin extends Pick<ConsentChange, 'source' | 'actor' | 'changedAt'> {
  /** The channels that the request names. For the others, a new contact has the default. */
  readonly channels: readonly Channel[];
}

export async function addContact(
  tx: Queryable,
  { shopId, contact }: { readonly shopId: ShopId; readonly contact: Contact },
  origin: ConsentOrigin,
): Promise<string> {
  const contactId = await insertContact(tx, shopId, contact);
  const changes = consentsOf(contact).map((consent) => changeOf(consent, origin));
  await insertConsentChanges(tx, contactId, changes);
  return contactId;
}

export async function replaceContact(
  tx: Queryable,
  {
    contactId,
    from,
    to,
  }: { readonly contactId: string; readonly from: Contact; readonly to: Contact },
  origin: ConsentOrigin,
): Promise<void> {
  await updateContact(tx, contactId, to);
  const before = consentsOf(from);
  const changed = consentsOf(to).filter(
    ({ channel, given }) =>
      !before.some((each) => each.channel === channel && each.given === given),
  );
  const changes = changed.map((consent) => changeOf(consent, origin));
  await insertConsentChanges(tx, contactId, changes);
}

type Consent = Pick<ConsentChange, 'channel' | 'given'>;

function consentsOf({ consentEmail, consentSms }: Contact): readonly Consent[] {
  return [
    { channel: 'email', given: consentEmail },
    { channel: 'sms', given: consentSms },
  ];
}

function changeOf(consent: Consent, { channels, ...origin }: ConsentOrigin): ConsentChange {
  const isNamed = channels.includes(consent.channel);
  return isNamed
    ? { ...consent, ...origin }
    : { ...consent, source: 'default', actor: null, changedAt: origin.changedAt };
}
