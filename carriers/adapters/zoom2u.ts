/**
 * Zoom2u: a booking with its current status (JSON), polled or pushed in the same shape. Sources:
 * the example of its API; the statuses as its integrators and its own app list them.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { buildEvent, buildProof, buildResult, buildShipment } from '../reading/build-result.ts';
import {
  type CodeTable,
  createOwnCodeReader,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { type Document, describeFields, get, getText, refuse } from '../reading/document.ts';
import { verifySharedSecret } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

export const STATUSES: CodeTable = {
  ...phraseRows('pre_transit', ['Unassigned', 'Accepted', 'On Route to Pickup']),
  ...phraseRows('in_transit', ['Picked up']),
  ...phraseRows('out_for_delivery', ['On Route to Dropoff']),
  ...phraseRows('attempted', ['Tried to deliver']),
  ...phraseRows('delivered', ['Dropped Off']),
  ...phraseRows('exception/held', ['On Hold - With Courier']),
  ...phraseRows('return_to_sender', ['Returning']),
  ...phraseRows('return_to_sender/returned', ['Returned']),
  ...phraseRows('cancelled', ['Cancelled']),
};

export const zoom2u = {
  id: 'zoom2u',
  name: 'Zoom2u',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'no signature: the secret itself as `?token=`',
  formats: 'booking, error (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: createOwnCodeReader(STATUSES),
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifySharedSecret(query['token'] ?? null, secrets, 'the token in the URL');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'error-code') !== undefined) return true;
  return getText(root, 'reference') !== null && get(root, 'statusChangeDateTime') !== undefined;
}

function read({ root }: Document): ParseResult {
  const reference = getText(root, 'reference');
  const error = getText(root, 'error-code');
  if (error !== null)
    return refuseByMessage(`${error}: ${getText(root, 'message') ?? 'no message'}`);
  if (reference === null) return refuse('malformed', `no reference: ${describeFields(root)}`);
  const status = getText(root, 'status');
  const written = getText(root, 'statusChangeDateTime');
  const timestamp = parseTimestamp(written, { homeZone: 'Australia/Sydney' });
  const reading = findCode(STATUSES, normalizePhrase(status ?? ''));
  const shipment = buildShipment({
    carrier: 'zoom2u',
    trackingNumber: reference,
    events: timestamp ? [buildEvent({ reading, timestamp, description: status })] : [],
    proofOfDelivery: buildProof({
      at: reading.status === 'delivered' ? (timestamp?.occurredAt ?? null) : null,
      signatureUrl: getText(root, 'signatureUrl'),
      photoUrl: getText(root, 'proofOfDeliveryPhotoUrl'),
    }),
  });
  const unread = `statusChangeDateTime is not a time: ${written ?? 'nothing'}`;
  return buildResult([shipment], timestamp ? [] : [unread]);
}
