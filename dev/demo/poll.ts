/** A parcel that a carrier is asked about until it has arrived; the carrier is a stand-in. */

import { Client, Connection } from '@temporalio/client';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import { pollWorkflowId } from '../../workflows/messages.ts';
import { FAKE_CREDENTIALS, startCarrierApis } from '../fakes/carrier-apis.ts';
import { call } from './play.ts';
import type { Demo } from './set-up.ts';

const CARRIER = 'fedex';
const NUMBER = '794600000001';
const LOOK_MS = 500;
const PATIENCE_MS = 120_000;

/** Returns the id of the workflow that did the asking, which has ended. */
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
    await savePollAccount(sql, { ...account, credentials, settings }, null);
    const contact = { email: 'delivered+polled@resend.dev', consent: { email: true } };
    const placedAt = new Date(now - 3 * 60 * 60_000).toISOString();
    const order = { placedAt, contact, items: [{ name: 'Boots', quantity: 1 }] };
    await call({ ...demo, tell: console.log }, 'PUT', '/v1/orders/polled', order);
    const shipment = { carrier: CARRIER, trackingNumber: NUMBER };
    await call({ ...demo, tell: console.log }, 'POST', '/v1/orders/polled/shipments', shipment);
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

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('the parcel that is polled does not arrive');
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}
