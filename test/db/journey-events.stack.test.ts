import { expect, test } from 'vitest';
import { appendEvents, type NewEvent } from '../../commands/append-events.ts';
import { saveShop } from '../../commands/save-shop.ts';
import { readEventsAfter } from '../../db/journey-events.ts';
import { createJourney } from '../../db/journeys.ts';
import {
  claimUndelivered,
  markDelivered,
  readBacklog,
  releaseClaims,
} from '../../db/relay-queue.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';

const { sql } = await createDatabase();
const id = 'acme' as ShopId;
await saveShop(sql, {
  id,
  name: 'Acme',
  brand: 'default',
  locale: 'en',
  timeZone: 'UTC',
  country: null,
});

async function aJourney(name: string): Promise<JourneyId> {
  const journeyId = `order/acme/${name}` as JourneyId;
  await createJourney(sql, journeyId);
  return journeyId;
}

function anEvent(until = 0, more: Partial<NewEvent> = {}): NewEvent {
  const body = {
    kind: 'notification_settled',
    key: `k${until}`,
    outcome: 'accepted',
    code: null,
  } as const;
  return { body, wakes: true, ...more };
}

test('concurrent writers number a log without gaps', async () => {
  const journey = await aJourney('numbers');
  const appends = Array.from({ length: 20 }, (_, n) =>
    sql.begin((tx) => appendEvents(tx, journey, [anEvent(n), anEvent(n)])),
  );
  await Promise.all(appends);
  const seqs = (await readEventsAfter(sql, journey, 0)).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
});

test('an event with a known dedupe key is not written again', async () => {
  const journey = await aJourney('dedupe');
  const twice = [anEvent(1, { dedupe: 'a' }), anEvent(2, { dedupe: 'a' })];
  expect(await appendEvents(sql, journey, twice)).toHaveLength(1);
  expect(await appendEvents(sql, journey, twice)).toHaveLength(0);
});

test('a rollback leaves no gap in the numbers', async () => {
  const journey = await aJourney('rollback');
  const broken = sql.begin(async (tx) => {
    await appendEvents(tx, journey, [anEvent()]);
    throw new Error('broken');
  });
  await expect(broken).rejects.toThrow('broken');
  expect(await appendEvents(sql, journey, [anEvent()])).toMatchObject([{ seq: 1 }]);
});

test('one relay at a time claims a journey, and another can once the lease ends', async () => {
  await sql`update journey set delivered_seq = wake_seq`;
  const journey = await aJourney('claims');
  await appendEvents(sql, journey, [anEvent()]);
  const [first, second] = await Promise.all([
    claimUndelivered(sql, { limit: 10, leaseMs: 50 }),
    claimUndelivered(sql, { limit: 10, leaseMs: 50 }),
  ]);
  expect([...first, ...second].map((claim) => claim.id)).toEqual([journey]);
  await sql`select pg_sleep(0.06)`;
  expect(await claimUndelivered(sql, { limit: 10, leaseMs: 50 })).toHaveLength(1);
});

test('an event that does not wake is delivered with the next one that does', async () => {
  await sql`update journey set delivered_seq = wake_seq`;
  const journey = await aJourney('rides');
  await appendEvents(sql, journey, [anEvent(0, { wakes: false })]);
  expect(await claimUndelivered(sql, { limit: 10, leaseMs: 1_000 })).toEqual([]);
  await appendEvents(sql, journey, [anEvent(1)]);
  const [claim] = await claimUndelivered(sql, { limit: 10, leaseMs: 1_000 });
  expect(claim).toEqual({ id: journey, deliveredSeq: 0 });
  await markDelivered(sql, journey, 2);
  expect(await readBacklog(sql)).toMatchObject({ journeys: 0 });
});

test('a journey whose delivery failed can be claimed again after the pause', async () => {
  await sql`update journey set delivered_seq = wake_seq`;
  const journey = await aJourney('pause');
  await appendEvents(sql, journey, [anEvent()]);
  await claimUndelivered(sql, { limit: 10, leaseMs: 60_000 });
  await releaseClaims(sql, [journey], 0);
  await sql`select pg_sleep(0.01)`;
  expect(await claimUndelivered(sql, { limit: 10, leaseMs: 1_000 })).toHaveLength(1);
});
