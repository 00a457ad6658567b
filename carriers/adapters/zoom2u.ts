/**
 * Zoom2u: a booking with its current status (JSON), polled or pushed in the same shape. Sources:
 * the example in its API documentation; the statuses as its integrators and its own app list them,
 * each checked against its words.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { buildEvent, buildProofOf, buildResult, buildShipment } from '../reading/build-result.ts';
import {
  type CodeTable,
  createOwnCodeReader,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import { type Document, describeFields, get, getText, refuse } from '../reading/document.ts';
import { verifySharedSecret } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

export const STATUSES: CodeTable = {
  ...phraseRows('pre_transit', ['Unassigned', 'Accepted', 'On Route to Pickup']),
  ...phraseRows('in_transit', ['Picked up']),
  ...phraseRows('out_for_delivery', ['On Route to Dropoff']),
  ...phraseRows('attempted', ['Tried to deliver', 'Delivery Attempted']),
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
  webhookSecret: { kind: 'token' },
  formats: 'booking, error (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: createOwnCodeReader(STATUSES),
  homeZone: 'Australia/Sydney',
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifySharedSecret(query['token'] ?? null, secrets, 'the token in the URL');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'error-code') !== undefined) return true;
  if (getText(root, 'reference') === null) return false;
  return get(root, 'statusChangeDateTime') !== undefined || isBooked(root);
}

/** The response to a new booking has its price and link, but no status yet. */
function isBooked(root: unknown): boolean {
  return get(root, 'tracking-link') !== undefined && get(root, 'status') === undefined;
}

function read({ root }: Document): ParseResult {
  const reference = getText(root, 'reference');
  const error = getText(root, 'error-code');
  if (error !== null)
    return refuseByMessage(`${error}: ${getText(root, 'message') ?? 'no message'}`);
  if (reference === null) return refuse('malformed', `no reference: ${describeFields(root)}`);
  if (isBooked(root)) return refuse('other', `booking ${reference}, without a status`);
  const status = getText(root, 'status');
  const written = getText(root, 'statusChangeDateTime');
  const timestamp = parseTimestamp(written, { homeZone: 'Australia/Sydney' });
  const reading = refineMovement(
    findCode(STATUSES, normalizePhrase(status ?? 'no status')),
    status,
  );
  const events = timestamp ? [buildEvent({ reading, timestamp, description: status })] : [];
  const shipment = buildShipment({
    carrier: 'zoom2u',
    trackingNumber: reference,
    events,
    proofOfDelivery: buildProofOf(events, {
      signatureUrl: getText(root, 'signatureUrl'),
      photoUrl: getText(root, 'proofOfDeliveryPhotoUrl'),
    }),
  });
  const unread = `statusChangeDateTime is not a time: ${written ?? 'nothing'}`;
  return buildResult([shipment], timestamp ? [] : [unread]);
}
