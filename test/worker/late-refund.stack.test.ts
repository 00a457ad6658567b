import { expect, test } from 'vitest';
import { listEscalations, readHistory } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { anOrder } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createTimeTravel } from './time-travel.ts';

const { environment, api, sql, moveLogTo, start, isStarted, ended, timersFired, sentKinds } =
  await createTimeTravel();
const shopId = 'acme' as ShopId;

test('a refund three business days late escalates to customer service, then to the manager', async () => {
  await api.call('PUT', '/v1/orders/M1', anOrder());
  const items = [{ line: 1, quantity: 1 }];
  await api.call('PUT', '/v1/returns/M1', { orderId: 'M1', items, approved: true });
  await api.call('POST', '/v1/returns/M1/received', {});
  const decided = [{ line: 1, quantity: 1, disposition: 'refund' }];
  await api.call('POST', '/v1/returns/M1/inspection', { items: decided });
  const journeyId = 'return/acme/M1' as JourneyId;
  await moveLogTo(journeyId, Date.parse('2027-03-25T10:00:00+01:00'));
  await start();
  await isStarted(journeyId);
  await lateRefund(journeyId);
  await ended(journeyId);
  const rows = await readNotifications(sql, journeyId);
  const processed = rows.find(({ kind }) => kind === 'return_processed');
  expect(processed).toMatchObject({ decision: 'send', state: 'accepted' });
});

async function lateRefund(journeyId: JourneyId): Promise<void> {
  const readEscalation = async () =>
    (await listEscalations(sql, { shopId, limit: 1, journeyId }))[0];
  // Received on Thursday; Good Friday, a weekend and Easter Monday follow: the fifth day is 5 April.
  const threeDaysLate = Date.parse('2027-04-08T12:00:00+02:00');
  await environment.sleep(threeDaysLate - (await environment.currentTimeMs()));
  const open = await eventually(readEscalation, (row) => row?.team === 'manager');
  const endOf = (day: string) => new Date(`${day}T23:59:59.999+02:00`).toISOString();
  expect(open?.due.toISOString()).toBe(endOf('2027-04-05'));
  expect((await timersFired(journeyId)).slice(-3)).toEqual([
    endOf('2027-04-05'),
    endOf('2027-04-07'),
    // The customer reads it in the morning.
    '2027-04-08T06:00:00.000Z',
  ]);
  await eventually(
    () => sentKinds(journeyId),
    (kinds) => kinds.includes('refund_late'),
  );
  const amount = { amount: '149.00', currency: 'EUR' };
  const refundedAt = new Date(threeDaysLate).toISOString();
  await api.call('POST', '/v1/returns/M1/refund', { amount, refundedAt, reference: 'RF-M1' });
  const ended = await eventually(readEscalation, (row) => row?.state === 'withdrawn');
  if (!ended) throw new Error('there is no escalation');
  const history = await readHistory(sql, ended);
  expect(history.map(({ change }) => change)).toEqual(['opened', 'raised', 'withdrawn']);
}
