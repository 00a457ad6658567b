/** The history of consent. No personal data: it stays when a contact's data is erased. */

import type { Consent } from '../domain/contact.ts';
import type { Queryable } from './connect.ts';

/** `given` false: the customer withdrew it, or never gave it. */
export interface ConsentChange extends Consent {
  /** Where it comes from: `checkout`, `phone call`; `default` for a new order that says nothing. */
  readonly source: string;
  /** The shop's id of who recorded it. */
  readonly actor: string | null;
  readonly changedAt: Date;
}

export async function insertConsentChanges(
  sql: Queryable,
  contactId: string,
  changes: readonly ConsentChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`insert into consent_change ${sql(changes.map((change) => ({ contactId, ...change })))}`;
}

const HISTORY_MAX = 100;

/** Newest first, 100 at most. */
export async function readConsentChanges(
  sql: Queryable,
  contactId: string,
): Promise<readonly ConsentChange[]> {
  return sql<ConsentChange[]>`
    select channel, class, given, source, actor, changed_at from consent_change
    where contact_id = ${contactId} order by id desc limit ${HISTORY_MAX}`;
}
