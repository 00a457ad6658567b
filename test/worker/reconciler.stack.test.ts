import { Client, type WorkflowClientInterceptor } from '@temporalio/client';
import pino from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import { readLostWorkflows } from '../../db/operations.ts';
import { noteStuck, readStuckIds } from '../../db/stuck-journeys.ts';
import { FAKE_CREDENTIALS } from '../../dev/fakes/carrier-apis.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { signalDueAccounts } from '../../worker/poll-starter.ts';
import { reconcileOnce } from '../../worker/reconciler.ts';
import { findStuckJourneys } from '../../worker/stuck-journeys.ts';
import { anOrder, createApi } from '../api/client.ts';
import { ENCRYPTION } from '../keys.ts';
import { createRig } from './rig.ts';

// No worker runs, so that Temporal has no workflow of any order.
const rig = await createRig();
const { sql } = rig;
const api = await createApi(rig, () => null);
const log = pino({ level: 'silent' });

beforeEach(async () => {
  await sql`delete from lost_workflow`;
  await sql`delete from stuck_journey`;
  await sql`update journey set closed_at = now()`;
});

/** Orders that Temporal has had, and has lost. */
async function loseOrders(...orderIds: string[]): Promise<readonly JourneyId[]> {
  for (const orderId of orderIds) await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  const ids = orderIds.map((orderId) => `order/acme/${orderId}` as JourneyId);
  await sql`update journey set delivered_seq = last_seq where id = any(${[...ids]})`;
  return ids;
}

/** A client that Temporal does not answer about some workflows. */
function clientWithout(isSilent: (workflowId: string) => boolean): Client {
  const refuseSilent = (workflowId = '') => {
    if (isSilent(workflowId)) throw new Error('DEADLINE_EXCEEDED');
  };
  const interceptor: WorkflowClientInterceptor = {
    describe: async (input, next) => {
      refuseSilent(input.workflowExecution.workflowId ?? '');
      return next(input);
    },
    signalWithStart: async (input, next) => {
      refuseSilent(input.options.workflowId);
      return next(input);
    },
  };
  const { connection, options } = rig.client;
  const { namespace } = options;
  return new Client({ connection, namespace, interceptors: { workflow: [interceptor] } });
}

test('a journey about which Temporal does not answer delays no other one, and is checked again', async () => {
  const ids = await loseOrders('R1', 'R2', 'R3', 'R4');
  const client = clientWithout((id) => id.endsWith('R3'));
  const rebuilt = await reconcileOnce({ sql, log, client });
  expect([...rebuilt].sort()).toEqual(['order/acme/R1', 'order/acme/R2', 'order/acme/R4']);
  expect(await readLostWorkflows(sql, 1)).toMatchObject({ journeys: 3 });
  await sql`update journey set check_until = now() - interval '1 second' where check_until > now()`;
  expect(await reconcileOnce({ sql, log, client: rig.client })).toEqual([ids[2]]);
});

test('while Temporal answers nothing, a round ends early and all journeys stay unchecked', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `S${index + 10}`);
  const ids = await loseOrders(...names);
  let asked = 0;
  const client = clientWithout(() => {
    asked += 1;
    return true;
  });
  expect(await reconcileOnce({ sql, log, client })).toEqual([]);
  expect(asked).toBe(10);
  await sql`update journey set check_until = now() - interval '1 second' where check_until > now()`;
  expect([...(await reconcileOnce({ sql, log, client: rig.client }))].sort()).toEqual(ids);
});

test('a stuck journey about which Temporal does not answer hides no other one', async () => {
  const [first, second] = await loseOrders('T1', 'T2');
  if (!first || !second) throw new Error('two orders are needed');
  await noteStuck(sql, { journeyId: first, since: new Date(0), error: 'a fault' });
  await noteStuck(sql, { journeyId: second, since: new Date(1), error: 'a fault' });
  await findStuckJourneys({ sql, log, client: clientWithout((id) => id === first) });
  // The second one has no workflow any more, which is the reconciler's to repair.
  expect(await readStuckIds(sql, 10)).toEqual([first]);
});

test('an account whose poll Temporal does not start delays no other one', async () => {
  for (const carrier of ['fedex', 'ups'] as const) {
    const account = { shopId: 'acme' as ShopId, carrier, enabled: true, carriers: [carrier] };
    const access = { credentials: FAKE_CREDENTIALS[carrier], settings: {} };
    await savePollAccount(sql, { ...account, ...access }, ENCRYPTION);
    await api.call('PUT', `/v1/orders/${carrier}`, anOrder());
    const shipment = { carrier, trackingNumber: `TN${carrier}` };
    await api.call('POST', `/v1/orders/${carrier}/shipments`, shipment);
  }
  await sql`update parcel_poll set next_at = now() - interval '1 hour'`;
  for (const silent of ['fedex', 'ups']) {
    const client = clientWithout((id) => id === `poll/acme/${silent}`);
    const [other] = ['fedex', 'ups'].filter((carrier) => carrier !== silent);
    const signalled = await signalDueAccounts({ sql, log, client });
    expect(signalled).toEqual([{ shopId: 'acme', carrier: other }]);
  }
});
