/** A shop's account with a carrier: its webhook secrets, and what polling needs. */

import {
  type AccountRef,
  type PollSettings,
  upsertPollSettings,
  upsertWebhookSecrets,
} from '../db/carrier-accounts.ts';
import { resetCarrierPoll } from '../db/carrier-polls.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { type Credentials, type Encryption, storeCredentials } from '../db/encryption.ts';
import { enrolParcels, lockPolling } from '../db/parcel-polls.ts';

/** Sets the webhook secrets. Several can be valid at once, so that they can be rotated. */
export async function saveCarrierAccount(
  sql: Queryable,
  { secrets, ...ref }: AccountRef & { readonly secrets: readonly string[] },
): Promise<void> {
  await upsertWebhookSecrets(sql, ref, secrets);
}

export type PollAccountChange = AccountRef & {
  readonly credentials?: Credentials;
  readonly enabled?: boolean;
  readonly carriers?: readonly string[];
  readonly settings?: PollSettings;
};

/**
 * Creates an account for polling, or changes one. Omitted fields keep their values. Clears the
 * account's pause and failures, and enrols the parcels under way. If `encryption` is null, the credentials are stored unencrypted.
 */
export async function savePollAccount(
  sql: Sql,
  { credentials, enabled, carriers, settings, ...ref }: PollAccountChange,
  encryption: Encryption | null,
): Promise<void> {
  const context = `${ref.shopId}/${ref.carrier}`;
  const stored = credentials ? storeCredentials(credentials, context, encryption) : null;
  await sql.begin(async (tx) => {
    await lockPolling(tx, ref.shopId, 'exclusive');
    await upsertPollSettings(tx, { ...ref, stored, enabled, carriers, settings });
    await resetCarrierPoll(tx, ref);
    // Of the whole shop: an account for all carriers takes over what another one no longer names.
    await enrolParcels(tx, { shopId: ref.shopId });
  });
}
