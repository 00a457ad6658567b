/**
 * Activates DHL push subscriptions. DHL sends the secret of a new subscription
 * (`subscription.validate`) and waits until the client sends it back. Source: DHL's guide to the
 * push API (create, then activate with the secret), and the requests of three public clients, which
 * agree.
 */

import { getCredential, type PollRequest } from '../../polling/spec.ts';
import { type Document, getText } from '../../reading/document.ts';

const ID = /^[\w-]{1,100}$/;

/** The request that activates a subscription, to DHL's own host; null for other bodies. */
export function confirmSubscription(
  { root }: Document,
  credentials: Readonly<Record<string, string>>,
): PollRequest | null {
  if (getText(root, 'scope') !== 'subscription.validate') return null;
  const id = getText(root, 'self')?.split('/').at(-1) ?? '';
  const secret = getText(root, 'secret');
  if (secret === null || !ID.test(id)) return null;
  return {
    method: 'POST',
    path: `/tracking/push/v1/subscription/${id}`,
    headers: {
      'dhl-api-key': getCredential(credentials, 'apiKey'),
      'dhl-api-hook-secret': secret,
    },
  };
}
