import {
  type AccountRef,
  type CarrierAccountRow,
  findCarrierAccount,
} from '../db/carrier-accounts.ts';
import type { Queryable } from '../db/connect.ts';
import { type Credentials, type Encryption, openCredentials } from '../db/encryption.ts';
import { hasVerifiedWebhook } from '../db/webhook-counts.ts';

export type { AccountRef, PollSettings } from '../db/carrier-accounts.ts';

/** A carrier pushes if it sent a verified webhook today or on the two days before. */
const PUSHED_DAYS = 3;

export interface PollAccount extends Omit<CarrierAccountRow, 'stored'> {
  readonly credentials: Credentials;
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
  const context = `${ref.shopId}/${ref.carrier}`;
  return {
    ...account,
    credentials: stored ? openCredentials(stored, context, encryption) : {},
    isPushed: await hasVerifiedWebhook(sql, ref, PUSHED_DAYS),
  };
}
