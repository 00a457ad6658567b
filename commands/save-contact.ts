/** Saves contacts. Every change of consent is appended to its history in the same transaction. */

import type { Queryable } from '../db/connect.ts';
import { type ConsentChange, insertConsentChanges } from '../db/consent-changes.ts';
import { insertContact, updateContact } from '../db/contacts.ts';
import { type Consent, type Contact, consentsOf, DEFAULT_CLASSES } from '../domain/contact.ts';
import type { ShopId } from '../domain/ids.ts';

/** Where the consent of a request comes from. */
export interface ConsentOrigin extends Pick<ConsentChange, 'source' | 'actor' | 'changedAt'> {
  /** What the request names. For the rest, a new contact has the default. */
  readonly named: readonly Pick<Consent, 'channel' | 'class'>[];
}

export async function addContact(
  tx: Queryable,
  { shopId, contact }: { readonly shopId: ShopId; readonly contact: Contact },
  origin: ConsentOrigin,
): Promise<string> {
  const contactId = await insertContact(tx, shopId, contact);
  const byDefault = consentsOf({ ...contact, ...DEFAULT_CLASSES });
  const changes = consentsOf(contact)
    .filter((consent) => {
      const isDefault = byDefault.some(
        (each) => isSame(each, consent) && each.given === consent.given,
      );
      return consent.class === 'essential' || isNamed(consent, origin) || !isDefault;
    })
    .map((consent) => changeOf(consent, origin));
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
    (consent) => !before.some((each) => isSame(each, consent) && each.given === consent.given),
  );
  const changes = changed.map((consent) => changeOf(consent, origin));
  await insertConsentChanges(tx, contactId, changes);
}

type Kind = Pick<Consent, 'channel' | 'class'>;

function isSame(a: Kind, b: Kind): boolean {
  return a.channel === b.channel && a.class === b.class;
}

function isNamed(consent: Kind, { named }: Pick<ConsentOrigin, 'named'>): boolean {
  return named.some((each) => isSame(each, consent));
}

/** What a request does not name is the default, or what the person chose in an earlier order. */
function changeOf(consent: Consent, { named, ...origin }: ConsentOrigin): ConsentChange {
  if (isNamed(consent, { named })) return { ...consent, ...origin };
  const source = consent.class === 'essential' ? 'default' : 'earlier order';
  return { ...consent, source, actor: null, changedAt: origin.changedAt };
}
