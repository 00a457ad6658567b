import { expect, test } from 'vitest';
import { composeOrderMessage } from '../../activities/compose-order-message.ts';
import type { MessageKind } from '../../domain/message.ts';
import { anInput, aPlannedMessage, aScanRow } from './order-sources.ts';

const ARRIVED = '2026-11-26T10:42:00Z';
const PROOF = {
  at: Date.parse(ARRIVED),
  signedBy: 'M. M.',
  location: 'NEIGHBOUR',
  signatureUrl: 'https://photos.example/signature.png',
  photoUrl: 'https://photos.example/1.jpg',
};

function shipmentIn(data: unknown): unknown {
  return Object(data).shipments?.[0] ?? Object(data).shipment;
}

test('the message about a delivery says where the parcel was left, and who signed', () => {
  const planned = aPlannedMessage('delivered', ARRIVED);
  const scans = [aScanRow('delivered', ARRIVED, 'Delivered')];
  const data = composeOrderMessage(anInput({ planned, scans, shipment: { proof: PROOF } }));
  expect(shipmentIn(data)).toMatchObject({
    proof: {
      handover: 'neighbour',
      leftAt: null,
      signedBy: 'M. M.',
      photoUrl: 'https://photos.example/1.jpg',
    },
  });
  expect(JSON.stringify(data)).not.toContain('signature.png');
});

test('the carrier’s words about the delivery say where it was left', () => {
  const planned = aPlannedMessage('delivered', ARRIVED);
  const scans = [aScanRow('delivered', ARRIVED, 'Delivered to a neighbour')];
  expect(shipmentIn(composeOrderMessage(anInput({ planned, scans })))).toMatchObject({
    proof: { handover: 'neighbour', leftAt: null, signedBy: null, photoUrl: null },
  });
});

test('a photo that is not https is left out', () => {
  const planned = aPlannedMessage('delivered', ARRIVED);
  const proof = { ...PROOF, signedBy: '-', location: 'N/A', photoUrl: 'http://photos.example/1' };
  expect(shipmentIn(composeOrderMessage(anInput({ planned, shipment: { proof } })))).toMatchObject({
    proof: null,
  });
});

test.each<MessageKind>(['shipped', 'out_for_delivery', 'attempted', 'returning_to_sender'])(
  'a message of the kind %s has no proof of delivery',
  (kind) => {
    const planned = aPlannedMessage(kind, ARRIVED);
    const data = composeOrderMessage(anInput({ planned, shipment: { proof: PROOF } }));
    expect(shipmentIn(data)).toMatchObject({ proof: null });
  },
);
