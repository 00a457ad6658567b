/** A parcel for which wismr polls a fake carrier until it is delivered. */

import { Client, Connection } from '@temporalio/client';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import { pollWorkflowId } from '../../workflows/messages.ts';
import { FAKE_CREDENTIALS, startCarrierApis } from '../fakes/carrier-apis.ts';
import { call } from './play.ts';
import type { Demo } from './set-up.ts';

const CARRIER = 'fedex';
const NUMBER = '794600000001';
const CHECK_EVERY_MS = 500;
const WAIT_MS_MAX = 120_000;

/** Polls until delivery. Returns the id of the poll workflow, which has ended. */
export async function playPoll(demo: Demo): Promise<string> {
  const { sql, shop, temporal, now } = demo;
  const workflowId = pollWorkflowId({ shopId: shop.id, carrier: CARRIER });
  const apis = await startCarrierApis();
  const connection = await Connection.connect({ address: temporal.address });
  const { workflow } = new Client({ connection, namespace: temporal.namespace });
  try {
    const out = { what: 'out', at: now - 60 * 60_000 } as const;
    apis.parcels.set(NUMBER, [out]);
    const carriers = [CARRIER];
    const credentials = FAKE_CREDENTIALS[CARRIER];
    const settings = { baseUrl: apis.url };
    const account = { shopId: shop.id, carrier: CARRIER, enabled: true, carriers };
    await savePollAccount(sql, { ...account, credentials, settings }, demo.encryption);
    const contact = { email: 'delivered+polled@resend.dev', consent: { email: true } };
    const placedAt = new Date(now - 3 * 60 * 60_000).toISOString();
    const order = { placedAt, contact, items: [{ name: 'Boots', quantity: 1 }] };
    await call({ ...demo, log: console.log }, 'PUT', '/v1/orders/polled', order);
    const shipment = { carrier: CARRIER, trackingNumber: NUMBER };
    await call({ ...demo, log: console.log }, 'POST', '/v1/orders/polled/shipments', shipment);
    await until(async () => apis.calls.some(({ numbers }) => numbers.includes(NUMBER)));
    apis.parcels.set(NUMBER, [out, { what: 'delivered', at: now }]);
    await until(async () => {
      const due = await sql`
        update parcel_poll set next_at = now() where asked_at is not null returning 1`;
      return due.length > 0;
    });
    const ended = async () => (await workflow.getHandle(workflowId).describe()).status.name;
    await until(async () => (await ended()) === 'COMPLETED');
    return workflowId;
  } finally {
    await connection.close();
    await apis.stop();
  }
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MS_MAX;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('wismr did not learn of the delivery by polling');
    await new Promise((resolve) => {
      setTimeout(resolve, CHECK_EVERY_MS);
    });
  }
}
