/** Answers a carrier that asks by webhook to confirm a subscription. */

import type { CarrierAdapter } from '../carriers/adapter.ts';
import { sendRequest } from '../carriers/polling/http.ts';
import { isRefused, readDocument } from '../carriers/reading/document.ts';
import type { ShopId } from '../domain/ids.ts';
import { readPollAccount } from '../views/poll-account.ts';
import type { ApiDeps } from './env.ts';

const TIMEOUT_MS = 5_000;

/**
 * Makes the call that the carrier's documentation describes, to the host of the carrier's own API
 * and with the shop's credentials. Does nothing for other webhooks. Never throws: the carrier asks
 * again, and the log says what is missing.
 */
export async function confirmSubscription(
  { sql, encryption, log }: ApiDeps,
  adapter: CarrierAdapter,
  { shopId, body }: { readonly shopId: ShopId; readonly body: Uint8Array },
): Promise<void> {
  const { confirmSubscription: request, poll } = adapter;
  if (!request || !poll?.baseUrl) return;
  const document = readDocument(new TextDecoder().decode(body));
  if (isRefused(document)) return;
  const about = { shopId, carrier: adapter.id };
  try {
    const account = await readPollAccount(sql, about, encryption);
    const call = request(document, account?.credentials ?? {});
    if (!call) return;
    const baseUrl = account?.settings.baseUrl ?? poll.baseUrl;
    const answer = await sendRequest(call, { baseUrl, timeoutMs: TIMEOUT_MS });
    if (answer.status !== null && answer.status < 300) {
      log.info(about, 'confirmed a subscription');
      return;
    }
    const why = answer.status === null ? answer.why : `status ${answer.status}`;
    log.warn({ ...about, why }, 'a subscription could not be confirmed');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.warn({ ...about, why }, 'a subscription could not be confirmed');
  }
}
