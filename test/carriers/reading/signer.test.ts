/** Who signed for a delivery may say that it is none. */

import { expect, test } from 'vitest';
import { buildEvent, buildProof, buildShipment } from '../../../carriers/reading/build-result.ts';
import { findCode } from '../../../carriers/reading/code-table.ts';
import { parseTimestamp } from '../../../carriers/reading/timestamp.ts';
import { TABLE } from './said-beside.ts';

test.each([
  ['RETURN TO SENDER', 'return_to_sender', false],
  ['POST OFFICE', 'available_for_pickup', false],
  ['REFUSED', 'exception', false],
  ['NOT HOME', 'attempted', false],
  ['FRONT DESK', 'delivered', true],
  ['P OFFICE-POST', 'delivered', true],
  ['M REFUSEDALE', 'delivered', true],
])('signed by %s is %s', (signedBy, status, isProof) => {
  const timestamp = parseTimestamp('2026-11-24T10:00:00Z');
  if (!timestamp) throw new Error('not a time');
  const event = buildEvent({ reading: findCode(TABLE, 'D'), timestamp, description: 'Delivered' });
  const proofOfDelivery = buildProof({ signedBy, at: event.occurredAt });
  const shipment = buildShipment({
    carrier: 'ups',
    trackingNumber: '1Z1',
    events: [event],
    proofOfDelivery,
  });
  expect(shipment.events.map((each) => each.status)).toEqual([status]);
  expect(shipment.proofOfDelivery !== null).toBe(isProof);
});
