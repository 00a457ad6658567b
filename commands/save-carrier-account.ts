/** A shop's account with a carrier: its webhook secrets, and what polling needs. */

import { findAdapter } from '../carriers/index.ts';
import { secretProblem } from '../carriers/webhook-secret.ts';
import {
  type AccountRef,
  type PollSettings,
  upsertPollSettings,
  upsertWebhookSecrets,
} from '../db/carrier-accounts.ts';
import { resetCarrierPoll } from '../db/carrier-polls.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import {
  assertEncryption,
  credentialsContext,
  type Encryption,
  webhookSecretContext,
} from '../db/encryption.ts';
import { enrolParcels, lockPolling } from '../db/parcel-polls.ts';
import { WismrError } from '../domain/error.ts';

/**
 * Sets the webhook secrets, and encrypts them. Several can be valid at once, so that they can be
 * rotated. Throws `invalid` if one is too short, and `unavailable` without an encryption key.
 */
export async function saveWebhookSecrets(
  sql: Queryable,
  { secrets, ...ref }: AccountRef & { readonly secrets: readonly string[] },
  encryption: Encryption | null,
): Promise<void> {
  const adapter = findAdapter(ref.carrier);
  if (!adapter) throw new WismrError('not_found', `carrier ${ref.carrier} does not exist`);
  for (const secret of secrets) {
    const problem = secretProblem(adapter, secret);
    if (problem !== null) throw new WismrError('invalid', problem);
  }
  const { encrypt } = assertEncryption(encryption);
  const stored = secrets.map((secret) => encrypt(secret.trim(), webhookSecretContext(ref)));
  await upsertWebhookSecrets(sql, ref, stored);
}

export type PollAccountChange = AccountRef & {
  readonly credentials?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
  readonly carriers?: readonly string[];
  readonly settings?: PollSettings;
};

/**
 * Creates an account for polling, or changes one. Omitted fields keep their values. Clears the
 * account's pause and failures, and enrols the parcels under way. Throws `unavailable` if credentials
 * are given, but no encryption key.
 */
export async function savePollAccount(
  sql: Sql,
  { credentials, enabled, carriers, settings, ...ref }: PollAccountChange,
  encryption: Encryption | null,
): Promise<void> {
  const stored = credentials
    ? assertEncryption(encryption).encrypt(JSON.stringify(credentials), credentialsContext(ref))
    : null;
  await sql.begin(async (tx) => {
    await lockPolling(tx, ref.shopId, 'exclusive');
    await upsertPollSettings(tx, { ...ref, stored, enabled, carriers, settings });
    await resetCarrierPoll(tx, ref);
    // Of the whole shop: an account for all carriers takes over what another one no longer names.
    await enrolParcels(tx, { shopId: ref.shopId });
  });
}
