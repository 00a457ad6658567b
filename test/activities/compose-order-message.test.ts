import { expect, test } from 'vitest';
import { composeOrderMessage } from '../../activities/compose-order-message.ts';
import type { MessageKind } from '../../domain/message.ts';
import { NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import { A_REFUND, anInput, aPlannedMessage, aScanRow } from './order-sources.ts';

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

const TEN_TO_NOON = {
  date: '2026-11-26',
  from: Date.parse('2026-11-26T10:00:00+01:00'),
  until: Date.parse('2026-11-26T12:00:00+01:00'),
  source: 'carrier' as const,
  asOf: 0,
};
const OUT = '2026-11-26T07:35:00+01:00';
const HOURS = { from: '10:00', until: '12:00' };

test('a parcel that is out for delivery has the hours of today', () => {
  const planned = aPlannedMessage('out_for_delivery', OUT);
  const data = composeOrderMessage(anInput({ planned, shipment: { edd: TEN_TO_NOON } }));
  expect(shipmentIn(data)).toMatchObject({ edd: null, hours: HOURS });
});

test('hours of another day, or past hours, are not those of today', () => {
  const at = Date.parse('2026-11-26T12:30:00+01:00');
  const planned = { ...aPlannedMessage('out_for_delivery', OUT), notBefore: at };
  const late = composeOrderMessage(anInput({ planned, shipment: { edd: TEN_TO_NOON } }));
  expect(shipmentIn(late)).toMatchObject({ hours: null });
  const early = aPlannedMessage('out_for_delivery', '2026-11-25T07:35:00+01:00');
  const data = composeOrderMessage(anInput({ planned: early, shipment: { edd: TEN_TO_NOON } }));
  expect(shipmentIn(data)).toMatchObject({ hours: null });
});

test('a delay has the hours of its new day only while that day is the estimate', () => {
  const about = (newEdd: string) => ({
    ...aPlannedMessage('delayed', '2026-11-24T09:00:00Z'),
    facts: { oldEdd: '2026-11-25', newEdd },
  });
  const compose = (newEdd: string) =>
    composeOrderMessage(anInput({ planned: about(newEdd), shipment: { edd: TEN_TO_NOON } }));
  expect(compose('2026-11-26')).toMatchObject({ newEdd: { window: HOURS } });
  expect(compose('2026-11-27')).toMatchObject({ newEdd: { window: null } });
});

test('the message about an attempt counts it', () => {
  const days = ['2026-11-24', '2026-11-25'].map((day) => {
    const time = Date.parse(`${day}T11:00:00Z`);
    return { day, status: 'attempted', reason: null, first: time, last: time } as const;
  });
  const compose = (at: string, attempts: number | null) =>
    composeOrderMessage(
      anInput({
        planned: aPlannedMessage('attempted', at),
        shipment: { scanSummary: { ...NO_SCANS, days }, attempts },
      }),
    );
  expect(compose('2026-11-24T11:00:00Z', 3)).toMatchObject({ attempt: 1 });
  expect(compose('2026-11-25T11:00:00Z', null)).toMatchObject({ attempt: 2 });
  expect(compose('2026-11-25T11:00:00Z', 3)).toMatchObject({ attempt: 3 });
});

test('the message about a refund says how much, how, why, and whether more follows', () => {
  const facts = { reference: 'RF-2', partial: true };
  const planned = { ...aPlannedMessage('order_refunded', ARRIVED), shipmentIds: [], facts };
  const credit = { reference: 'RF-2', method: 'store_credit', methodNote: null } as const;
  const refunds = [A_REFUND, { ...A_REFUND, ...credit, final: false }];
  expect(composeOrderMessage({ ...anInput({ planned }), refunds })).toMatchObject({
    outcome: 'store_credit',
    amount: '€49.90',
    method: null,
    reference: 'RF-2',
    reason: 'Your parcel was lost.',
    partial: true,
  });
});

test('a notice of a late shipment names the days, the reason and the page for the answer', () => {
  const facts = {
    delay: 1,
    revisedDay: null,
    replacesDay: '2026-12-24',
    answerDay: '2027-01-23',
    silence: 'cancels',
    isRenewed: false,
  };
  const planned = { ...aPlannedMessage('ship_delay_notice', ARRIVED), shipmentIds: [], facts };
  const input = anInput({ planned });
  const order = { ...input.order, delayReason: 'The harbour is closed.' };
  expect(composeOrderMessage({ ...input, order })).toMatchObject({
    oldDay: 'Thursday 24 December',
    newDay: null,
    reason: 'The harbour is closed.',
    silence: 'cancels',
    answerBy: 'Saturday 23 January',
    isRenewed: false,
    answerUrl: expect.stringMatching(/\/t\/page[\w-]{16}\/delay$/),
  });
  // The reason of an earlier delay is not that of a notice for which the shop said nothing.
  const unasked = { ...planned, facts: { ...facts, delay: null } };
  expect(composeOrderMessage({ ...input, order, planned: unasked })).toMatchObject({
    reason: null,
  });
});

test('no message greets by a name that is a link', () => {
  for (const kind of ['order_confirmed', 'delivered', 'not_shipped_yet'] as const) {
    const input = anInput({ planned: aPlannedMessage(kind, ARRIVED) });
    const contact = { ...input.contact, name: 'Win at evil.example' };
    expect(composeOrderMessage({ ...input, contact })).toMatchObject({ contact: { name: null } });
  }
});

test.each(['http://10.0.0.1/1.jpg', 'https://localhost/1.jpg', 'https://a:b@photos.example/1.jpg'])(
  'the carrier’s photo at %s is left out',
  (photoUrl) => {
    const planned = aPlannedMessage('delivered', ARRIVED);
    const shipment = { proof: { ...PROOF, photoUrl } };
    const data = composeOrderMessage(anInput({ planned, shipment }));
    expect(shipmentIn(data)).toMatchObject({ proof: { photoUrl: null } });
  },
);

test('a link in the carrier’s words about a delivery does not work', () => {
  const planned = aPlannedMessage('delivered', ARRIVED);
  const shipment = { proof: { ...PROOF, signedBy: 'evil.com', location: 'Shed, see evil.com' } };
  const data = composeOrderMessage(anInput({ planned, shipment }));
  expect(shipmentIn(data)).toMatchObject({
    proof: { signedBy: 'evil[.]com', leftAt: 'Shed, see evil[.]com' },
  });
});
