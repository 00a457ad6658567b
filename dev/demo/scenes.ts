/** Journeys in which time passes: a stalled parcel, a return and a late refund. */

import type { Sql } from '../../db/connect.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import { trackerUpdated } from '../fixtures/easypost.ts';
import { call, type DemoClient, deliver, orderBody } from './play.ts';
import { type EscalationRow, type MessageRow, readEscalations, readMessages } from './report.ts';
import type { Customer, ExpectedJourney } from './story.ts';

interface Scene extends ExpectedJourney {
  play(run: SceneRun): Promise<void>;
}

interface SceneRun {
  readonly client: DemoClient;
  /** Resolves when a message of this kind was sent for the scene. */
  messageSent(kind: string): Promise<void>;
  /** Resolves when the escalation about this expectation is in this state. */
  escalationIs(state: string, expectation: string): Promise<void>;
}

const WAIT_MS_MAX = 60_000;

const STALLED = '771234567895';
const elio: Customer = { name: 'Elio', email: 'delivered+elio@resend.dev', phone: null };

export const SCENES: readonly Scene[] = [
  {
    kind: 'order',
    ref: '1005',
    title: 'stalls, then moves',
    expected: {
      'order_confirmed email': 1,
      'shipped email': 1,
      'escalation_opened email': 1,
      'delayed email': 1,
      'moving_again email': 1,
      'delivered email': 1,
    },
    escalations: { movement: 'withdrawn' },
    play: playStall,
  },
  {
    kind: 'return',
    ref: 'R-1',
    title: 'from request to refund',
    expected: {
      'return_requested email': 1,
      'return_approved email': 1,
      'return_in_transit email': 1,
      'return_received email': 1,
      'return_processed email': 1,
    },
    play: playReturn,
  },
  {
    kind: 'return',
    ref: 'R-2',
    title: 'the refund is late',
    expected: {
      'return_requested email': 1,
      'return_approved email': 1,
      'return_received email': 1,
      'escalation_opened email': 2,
      'refund_late email': 1,
      'return_processed email': 1,
    },
    escalations: { refunded: 'withdrawn' },
    play: playLateRefund,
  },
];

/** Plays all scenes at once. */
export async function playScenes(
  client: DemoClient,
  { sql }: { readonly sql: Sql },
): Promise<void> {
  await Promise.all(SCENES.map((scene) => scene.play(runOf(scene, client, sql))));
}

function runOf(scene: ExpectedJourney, client: DemoClient, sql: Sql): SceneRun {
  const isMine = ({ journey }: MessageRow | EscalationRow) => journey === scene.ref;
  return {
    client: { ...client, log: (line) => client.log(`${scene.ref}: ${line}`) },
    messageSent: (kind) =>
      until(`${scene.ref}: ${kind} was not sent`, async () => {
        const lines = (await readMessages(sql, client.shop.id, [scene])).filter(isMine);
        return lines.some((line) => line.message === kind && line.outcome === 'accepted');
      }),
    escalationIs: (state, expectation) =>
      until(`${scene.ref}: the escalation about ${expectation} is not ${state}`, async () => {
        const escalations = (await readEscalations(sql, client.shop.id)).filter(isMine);
        return escalations.some((each) => each.expectation === expectation && each.state === state);
      }),
  };
}

async function until(failure: string, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS_MAX;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(failure);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

async function playStall({ client, messageSent, escalationIs }: SceneRun): Promise<void> {
  client.log('the shop places the order and hands a parcel to FedEx');
  const body = orderBody(client, { customer: elio, items: ['Water filter'], dueInDays: 2 });
  await call(client, 'PUT', '/v1/orders/1005', body);
  const shipment = { carrier: 'FedEx', trackingNumber: STALLED };
  await call(client, 'POST', '/v1/orders/1005/shipments', shipment);
  const leaves = Date.now() - 60_000;
  await scans(client, [['in_transit', 'Departed FedEx location', leaves]]);
  client.log('… and FedEx reports nothing more');
  await escalationIs('open', 'movement');
  await messageSent('delayed');
  const moves = Date.now();
  const onward: Scan = ['in_transit', 'Arrived at FedEx location', moves];
  await scans(client, [['in_transit', 'Departed FedEx location', leaves], onward]);
  await messageSent('moving_again');
  await scans(client, [onward, ['delivered', 'Delivered', Date.now()]]);
}

async function playReturn({ client, messageSent }: SceneRun): Promise<void> {
  const number = '9400136897846200116226';
  // Due tomorrow, so that it is not late even on a slow machine.
  const refundBy = new Date(Date.now() + DAY).toISOString();
  await requestReturn(client, 'R-1', { orderId: '1001', refundBy });
  await messageSent('return_requested');
  await label(client, 'R-1', number);
  await messageSent('return_approved');
  const posted: Scan = ['in_transit', 'Accepted at USPS origin facility', Date.now() - MINUTE];
  await scans(client, [posted], { carrier: 'USPS', number });
  await messageSent('return_in_transit');
  const arrived: Scan = ['delivered', 'Delivered, left with individual', Date.now()];
  await scans(client, [posted, arrived], { carrier: 'USPS', number });
  await messageSent('return_received');
  await inspect(client, 'R-1');
  await refund(client, 'R-1');
}

async function playLateRefund({ client, messageSent, escalationIs }: SceneRun): Promise<void> {
  await requestReturn(client, 'R-2', { orderId: '1002' });
  await label(client, 'R-2', '9400136897846200116233');
  await messageSent('return_approved');
  client.log('the warehouse receives it');
  await call(client, 'POST', '/v1/returns/R-2/received', {});
  await messageSent('return_received');
  await inspect(client, 'R-2');
  client.log('… and the refund does not come');
  await escalationIs('open', 'refunded');
  await messageSent('refund_late');
  await refund(client, 'R-2');
  await escalationIs('withdrawn', 'refunded');
}

/** The demo shrinks weeks to seconds and keeps the order of events. */
function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString();
}

type Scan = readonly [status: string, message: string, at: number];

async function scans(
  client: DemoClient,
  all: readonly Scan[],
  parcel = { carrier: 'FedEx', number: STALLED },
): Promise<void> {
  const [status = 'unknown', message = ''] = all.at(-1) ?? [];
  client.log(`${parcel.carrier} reports: ${message}`);
  const details = all.map(([each, words, at]) => ({
    status: each,
    statusDetail: each === 'delivered' ? 'arrived_at_destination' : 'arrived_at_facility',
    message: words,
    datetime: new Date(at).toISOString(),
    city: 'Memphis',
    state: 'TN',
    zip: '38118',
  }));
  const { carrier, number: trackingCode } = parcel;
  await deliver(client, trackerUpdated({ trackingCode, carrier, status, details }));
}

async function requestReturn(
  client: DemoClient,
  returnId: string,
  { orderId, ...rest }: { readonly orderId: string; readonly refundBy?: string },
): Promise<void> {
  client.log(`the customer asks to return an item of order ${orderId}`);
  const body = { orderId, items: [{ line: 1, quantity: 1 }], reason: 'Too small', ...rest };
  await call(client, 'PUT', `/v1/returns/${returnId}`, body);
}

async function label(client: DemoClient, returnId: string, trackingNumber: string): Promise<void> {
  client.log('the shop approves it and sends a label');
  const labelUrl = `https://labels.alderandfinch.example/${returnId}.pdf`;
  const body = { carrier: 'USPS', trackingNumber, labelUrl, labelledAt: minutesAgo(2) };
  await call(client, 'POST', `/v1/returns/${returnId}/label`, body);
}

async function inspect(client: DemoClient, returnId: string): Promise<void> {
  client.log('the shop inspects it and decides to refund');
  const items = [{ line: 1, quantity: 1, disposition: 'refund' }];
  await call(client, 'POST', `/v1/returns/${returnId}/inspection`, { items });
}

async function refund(client: DemoClient, returnId: string): Promise<void> {
  client.log('the shop issues the refund');
  const amount = { amount: '79.00', currency: 'USD' };
  const body = { amount, methodNote: 'Visa ending in 4242', reference: `RF-${returnId}` };
  await call(client, 'POST', `/v1/returns/${returnId}/refund`, body);
}
