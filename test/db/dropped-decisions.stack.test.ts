/** A decision to drop a message, where an earlier one was to send it. */

import { expect, test } from 'vitest';
import { type DecisionRow, findNotification, upsertDecisions } from '../../db/notifications.ts';
import type { JourneyId, NotificationKey, ShopId } from '../../domain/ids.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

const journeyId = 'order/acme/D1' as JourneyId;
await api.call('PUT', '/v1/orders/D1', anOrder());

function aDecision(name: string, decision: 'send' | 'drop'): DecisionRow {
  return {
    shopId: 'acme' as ShopId,
    key: `${journeyId}/${name}/email` as NotificationKey,
    journeyId,
    kind: 'shipped',
    channel: 'email',
    shipmentIds: [],
    decision,
    reason: decision === 'drop' ? 'superseded' : null,
    holdUntil: null,
    decidedAt: new Date(),
  };
}

interface Known {
  readonly state: string | null;
  /** Of the latest attempt, in seconds. */
  readonly age?: number;
}

const CASES: readonly (readonly [string, Known, readonly unknown[]])[] = [
  ['nobody has tried', { state: null }, ['drop', 'superseded', null, false]],
  ['its provider has not taken', { state: 'planned' }, ['drop', 'superseded', null, false]],
  ['its provider may have', { state: 'attempting', age: 40 }, ['send', null, 'unknown', true]],
  ['is at its provider now', { state: 'attempting', age: 5 }, ['send', null, 'attempting', false]],
  ['was accepted', { state: 'accepted' }, ['send', null, 'accepted', true]],
];

test.each(CASES)('a message that %s', async (name, { state, age = null }, expected) => {
  await upsertDecisions(sql, [aDecision(name, 'send')]);
  const { key } = aDecision(name, 'drop');
  await sql`
    update notification set state = ${state},
      settled_at = ${state === 'accepted' ? new Date() : null},
      last_attempt_at = now() - ${age} * interval '1 second'
    where key = ${key}`;
  await upsertDecisions(sql, [aDecision(name, 'drop')]);
  const row = await findNotification(sql, key);
  expect([row?.decision, row?.reason, row?.state, row?.settledAt !== null]).toEqual(expected);
});
