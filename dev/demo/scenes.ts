/** What takes its time: a parcel that stands still, a return, and a refund that does not come. */

import type { Sql } from '../../db/connect.ts';
import { MINUTE } from '../../domain/time.ts';
import { trackerUpdated } from '../fixtures/easypost.ts';
import { call, deliver, orderBody, type Stage } from './play.ts';
import { type Case, type Line, readCases, readLines } from './report.ts';
import type { Chronicle, Customer } from './story.ts';

interface Scene extends Chronicle {
  play(scene: Playing): Promise<void>;
}

interface Playing {
  readonly stage: Stage;
  /** Resolves when one of the scene's messages was sent. */
  told(message: string): Promise<void>;
  /** Resolves when one of its cases is in this state. */
  became(awaited: string, state: string): Promise<void>;
}

const WAIT_MS_MAX = 60_000;

const STALLED = '771234567895';
const elio: Customer = { name: 'Elio', email: 'delivered+elio@resend.dev', phone: null };

export const SCENES: readonly Scene[] = [
  {
    kind: 'order',
    ref: '1005',
    title: 'stands still, then moves',
    expected: {
      'order_confirmed email': 1,
      'shipped email': 1,
      'escalation_opened email': 1,
      'delayed email': 1,
      'moving_again email': 1,
      'delivered email': 1,
    },
    cases: { movement: 'withdrawn' },
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
    cases: { refunded: 'withdrawn' },
    play: playLateRefund,
  },
];

/** Plays all of them side by side. */
export async function playScenes(stage: Stage, { sql }: { readonly sql: Sql }): Promise<void> {
  await Promise.all(SCENES.map((scene) => scene.play(playing(scene, stage, sql))));
}

function playing(scene: Chronicle, stage: Stage, sql: Sql): Playing {
  const isMine = ({ journey }: Line | Case) => journey === scene.ref;
  return {
    stage: { ...stage, tell: (line) => stage.tell(`${scene.ref}: ${line}`) },
    told: (message) =>
      until(`${scene.ref}: ${message} was not sent`, async () => {
        const lines = (await readLines(sql, stage.shop.id, [scene])).filter(isMine);
        return lines.some((line) => line.message === message && line.outcome === 'accepted');
      }),
    became: (awaited, state) =>
      until(`${scene.ref}: the case about ${awaited} did not become ${state}`, async () => {
        const cases = (await readCases(sql, stage.shop.id)).filter(isMine);
        return cases.some((each) => each.awaited === awaited && each.state === state);
      }),
  };
}

async function until(failure: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS_MAX;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(failure);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

async function playStall({ stage, told, became }: Playing): Promise<void> {
  stage.tell('the order is placed, and a parcel is handed to FedEx');
  const body = orderBody(stage, { customer: elio, items: ['Water filter'], dueInDays: 2 });
  await call(stage, 'PUT', '/v1/orders/1005', body);
  const shipment = { carrier: 'FedEx', trackingNumber: STALLED };
  await call(stage, 'POST', '/v1/orders/1005/shipments', shipment);
  const leaves = Date.now() - 60_000;
  await scans(stage, [['in_transit', 'Departed FedEx location', leaves]]);
  stage.tell('… and nothing more is heard');
  await became('movement', 'open');
  await told('delayed');
  const moves = Date.now();
  const onward: Scan = ['in_transit', 'Arrived at FedEx location', moves];
  await scans(stage, [['in_transit', 'Departed FedEx location', leaves], onward]);
  await told('moving_again');
  await scans(stage, [onward, ['delivered', 'Delivered', Date.now()]]);
}

async function playReturn({ stage, told }: Playing): Promise<void> {
  const number = '9400136897846200116226';
  // Promised for tomorrow: however slow the machine is, this one is not late.
  const refundBy = new Date(Date.now() + 86_400_000).toISOString();
  await requestReturn(stage, 'R-1', { orderId: '1001', refundBy });
  await told('return_requested');
  await label(stage, 'R-1', number);
  await told('return_approved');
  const posted: Scan = ['in_transit', 'Accepted at USPS origin facility', Date.now() - MINUTE];
  await scans(stage, [posted], { carrier: 'USPS', number });
  await told('return_in_transit');
  const arrived: Scan = ['delivered', 'Delivered, left with individual', Date.now()];
  await scans(stage, [posted, arrived], { carrier: 'USPS', number });
  await told('return_received');
  await inspect(stage, 'R-1');
  await refund(stage, 'R-1');
}

async function playLateRefund({ stage, told, became }: Playing): Promise<void> {
  await requestReturn(stage, 'R-2', { orderId: '1002' });
  await label(stage, 'R-2', '9400136897846200116233');
  await told('return_approved');
  stage.tell('the warehouse says that it is there');
  await call(stage, 'POST', '/v1/returns/R-2/received', {});
  await told('return_received');
  await inspect(stage, 'R-2');
  stage.tell('… and no refund comes');
  await became('refunded', 'open');
  await told('refund_late');
  await refund(stage, 'R-2');
  await became('refunded', 'withdrawn');
}

/** What takes weeks is over within seconds here, and still comes one after the other. */
function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString();
}

type Scan = readonly [status: string, message: string, at: number];

async function scans(
  stage: Stage,
  all: readonly Scan[],
  parcel = { carrier: 'FedEx', number: STALLED },
): Promise<void> {
  const [status = 'unknown', message = ''] = all.at(-1) ?? [];
  stage.tell(`${parcel.carrier} reports: ${message}`);
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
  await deliver(stage, trackerUpdated({ trackingCode, carrier, status, details }));
}

async function requestReturn(
  stage: Stage,
  returnId: string,
  { orderId, ...more }: { readonly orderId: string; readonly refundBy?: string },
): Promise<void> {
  stage.tell(`its customer wants to send something of order ${orderId} back`);
  const body = { orderId, items: [{ line: 1, quantity: 1 }], reason: 'Too small', ...more };
  await call(stage, 'PUT', `/v1/returns/${returnId}`, body);
}

async function label(stage: Stage, returnId: string, trackingNumber: string): Promise<void> {
  stage.tell('it is approved, with a label');
  const labelUrl = `https://labels.alderandfinch.example/${returnId}.pdf`;
  const body = { carrier: 'USPS', trackingNumber, labelUrl, labelledAt: minutesAgo(2) };
  await call(stage, 'POST', `/v1/returns/${returnId}/label`, body);
}

async function inspect(stage: Stage, returnId: string): Promise<void> {
  stage.tell('it is inspected, and to be refunded');
  const items = [{ line: 1, quantity: 1, disposition: 'refund' }];
  await call(stage, 'POST', `/v1/returns/${returnId}/inspection`, { items });
}

async function refund(stage: Stage, returnId: string): Promise<void> {
  stage.tell('the refund is issued');
  const amount = { amount: '79.00', currency: 'USD' };
  const body = { amount, methodNote: 'Visa ending in 4242', reference: `RF-${returnId}` };
  await call(stage, 'POST', `/v1/returns/${returnId}/refund`, body);
}
