/** The addresses that get the messages of orders that were made with a test key. */

import type { Sql } from '../db/connect.ts';
import { deleteTestRecipient, insertTestRecipient, readTestRecipients } from '../db/test-mode.ts';
import { hasHidden } from '../domain/clean-text.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import { normalizeAddress } from '../domain/suppression.ts';

export interface RecipientChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^\+\d{7,15}$/;

/** Returns the list after the change. Throws `invalid` for what is no address. */
export async function changeTestRecipients(
  sql: Sql,
  shopId: ShopId,
  { add, remove }: RecipientChange,
): Promise<readonly string[]> {
  const [added, removed] = [add.map(parseAddress), remove.map(parseAddress)];
  return sql.begin(async (tx) => {
    for (const address of added) await insertTestRecipient(tx, shopId, address);
    for (const address of removed) await deleteTestRecipient(tx, shopId, address);
    return readTestRecipients(tx, shopId);
  });
}

function parseAddress(written: string): string {
  const address = normalizeAddress(written.includes('@') ? 'email' : 'sms', written);
  if (hasHidden(address)) {
    throw new WismrError('invalid', `"${written}" has characters that nobody can see`);
  }
  if (EMAIL.test(address) || PHONE.test(address)) return address;
  throw new WismrError(
    'invalid',
    `"${written}" is neither an email address nor a phone number with its country code`,
  );
}
