import {
  type AccountRef,
  type CarrierAccountRow,
  findCarrierAccount,
} from '../db/carrier-accounts.ts';
import type { Queryable } from '../db/connect.ts';
import { assertEncryption, credentialsContext, type Encryption } from '../db/encryption.ts';
import { hasVerifiedWebhook } from '../db/webhook-counts.ts';

export type { AccountRef, PollSettings } from '../db/carrier-accounts.ts';

/** A carrier pushes if it sent a verified webhook today or on the two days before. */
const PUSHED_DAYS = 3;

export interface PollAccount extends Omit<CarrierAccountRow, 'stored'> {
  readonly credentials: Readonly<Record<string, string>>;
  /** The carrier also sends webhooks. */
  readonly isPushed: boolean;
}

/** An account with its credentials, or null. Throws `unavailable` if it cannot decrypt them. */
export async function readPollAccount(
  sql: Queryable,
  ref: AccountRef,
  encryption: Encryption | null,
): Promise<PollAccount | null> {
  const row = await findCarrierAccount(sql, ref);
  if (!row) return null;
  const { stored, ...account } = row;
  return {
    ...account,
    credentials: stored === null ? {} : decryptCredentials(stored, ref, encryption),
    isPushed: await hasVerifiedWebhook(sql, ref, PUSHED_DAYS),
  };
}

function decryptCredentials(stored: string, ref: AccountRef, encryption: Encryption | null) {
  const text = assertEncryption(encryption).decrypt(stored, credentialsContext(ref));
  return JSON.parse(text) as Readonly<Record<string, string>>;
}
