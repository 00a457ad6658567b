/**
 * Zoom2u: a booking with the status of now (JSON), polled or pushed in the same shape. Sources:
 * the example of its API; the statuses as its integrators and its own app list them.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { proofOf, report, trackedShipment, trackingEvent } from '../reading/build-result.ts';
import {
  type CodeTable,
  findCode,
  ownCodeReader,
  phraseOf,
  phrases,
} from '../reading/code-table.ts';
import { type Document, fieldsOf, get, refuse, textOf } from '../reading/document.ts';
import { verifyShared } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

export const STATUSES: CodeTable = {
  ...phrases('pre_transit', ['Unassigned', 'Accepted', 'On Route to Pickup']),
  ...phrases('in_transit', ['Picked up']),
  ...phrases('out_for_delivery', ['On Route to Dropoff']),
  ...phrases('attempted', ['Tried to deliver']),
  ...phrases('delivered', ['Dropped Off']),
  ...phrases('exception/held', ['On Hold - With Courier']),
  ...phrases('return_to_sender', ['Returning']),
  ...phrases('return_to_sender/returned', ['Returned']),
  ...phrases('cancelled', ['Cancelled']),
};

export const zoom2u = {
  id: 'zoom2u',
  name: 'Zoom2u',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'a token of the shop’s in the URL (`?token=`): Zoom2u does not sign',
  formats: 'booking, error (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: ownCodeReader(STATUSES),
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifyShared(query['token'] ?? null, secrets, 'the token in the URL');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'error-code') !== undefined) return true;
  return textOf(root, 'reference') !== null && get(root, 'statusChangeDateTime') !== undefined;
}

function read({ root }: Document): ParseResult {
  const reference = textOf(root, 'reference');
  const error = textOf(root, 'error-code');
  if (error !== null) return refuseByWords(`${error}: ${textOf(root, 'message') ?? 'no message'}`);
  if (reference === null) return refuse('malformed', `no reference: ${fieldsOf(root)}`);
  const status = textOf(root, 'status');
  const written = textOf(root, 'statusChangeDateTime');
  const moment = parseTimestamp(written, { home: 'Australia/Sydney' });
  const reading = findCode(STATUSES, phraseOf(status ?? ''));
  const shipment = trackedShipment({
    carrier: 'zoom2u',
    trackingNumber: reference,
    events: moment ? [trackingEvent({ reading, moment, description: status })] : [],
    proofOfDelivery: proofOf({
      at: reading.status === 'delivered' ? (moment?.occurredAt ?? null) : null,
      signatureUrl: textOf(root, 'signatureUrl'),
      photoUrl: textOf(root, 'proofOfDeliveryPhotoUrl'),
    }),
  });
  const unread = `statusChangeDateTime is not a time: ${written ?? 'nothing'}`;
  return report([shipment], moment ? [] : [unread]);
}
