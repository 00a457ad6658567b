/**
 * DHL's push API sends the secret of a new subscription (`subscription.validate`) and waits for it to
 * be sent back. Source: DHL's guide to the push API (create, then activate with the secret), and the
 * requests of three public clients that agree.
 */

import { getCredential, type PollRequest } from '../../polling/spec.ts';
import { type Document, getText } from '../../reading/document.ts';

const ID = /^[\w-]{1,100}$/;

/** The call that activates a subscription, on DHL's own host; null for other bodies. */
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
