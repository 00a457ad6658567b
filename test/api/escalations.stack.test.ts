import { beforeAll, expect, test } from 'vitest';
import { openEscalation, withdrawEscalation } from '../../commands/open-escalation.ts';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { EscalationOpening } from '../../domain/journey/alarm.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const other = await createApi(database, () => null, 'other');
const ORDER = 'order/acme/1001' as JourneyId;
const RETURN = 'return/acme/R1' as JourneyId;
const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T08:00:00Z');
let opened = 0;

beforeAll(async () => {
  await api.call('PUT', '/v1/orders/1001', anOrder());
  await api.call('PUT', '/v1/returns/R1', aReturn());
});

/** Opens an escalation as a ladder does, an hour after the previous one. Returns its id. */
async function anEscalation(
  more: Partial<EscalationOpening> = {},
  journeyId = ORDER,
): Promise<string> {
  opened += 1;
  const opening: EscalationOpening = {
    expectationId: `s1/movement/${opened}`,
    causedBy: `s1/movement/${opened}`,
    kind: 'movement',
    shipmentId: 's1',
    carrier: 'usps',
    severity: 'medium',
    to: 'customer_service',
    proposal: null,
    since: START,
    due: START + HOUR,
    at: START + opened * HOUR,
    step: 1,
    raises: true,
    ...more,
  };
  await openEscalation(database.sql, journeyId, opening);
  const [row] = await database.sql<{ id: string }[]>`
    select id from escalation where expectation_id = ${opening.expectationId}`;
  return row?.id ?? '';
}

async function act(id: string, name: string, body: object, by = api) {
  const { status, body: answer } = await by.call('POST', `/v1/escalations/${id}/${name}`, body);
  return status === 200 ? answer['result'] : status;
}

async function view(id: string) {
  return (await api.call('GET', `/v1/escalations/${id}`)).body;
}

async function list(query: string, by = api) {
  const { status, body } = await by.call('GET', `/v1/escalations?${query}`);
  const escalations = (body['escalations'] ?? []) as { id: string }[];
  return { status, body, ids: escalations.map(({ id }) => id) };
}

test('GET returns an escalation with its history, and in its order', async () => {
  const id = await anEscalation();
  expect(await view(id)).toMatchObject({
    id,
    journeyId: ORDER,
    kind: 'movement',
    what: 'a new scan by the carrier',
    state: 'open',
    severity: 'medium',
    team: 'customer_service',
    history: [{ change: 'opened', by: null }],
  });
  const order = await api.call('GET', '/v1/orders/1001');
  expect(order.body['escalations']).toMatchObject([{ id, state: 'open' }]);
});

test('a person acknowledges, assigns, snoozes and resolves an escalation', async () => {
  const id = await anEscalation();
  const until = new Date(Date.now() + HOUR).toISOString();
  const steps: readonly [string, object][] = [
    ['acknowledge', { by: 'Grace', note: 'The depot has it.' }],
    ['assign', { owner: 'Linus', by: 'Grace' }],
    ['snooze', { until }],
    ['resolve', { resolution: 'reshipped', by: 'Linus' }],
  ];
  for (const [name, body] of steps) {
    expect([name, await act(id, name, body)]).toEqual([name, 'changed']);
    expect([name, await act(id, name, body)]).toEqual([name, 'unchanged']);
  }
  expect(await view(id)).toMatchObject({
    state: 'resolved',
    resolution: 'reshipped',
    owner: 'Linus',
    snoozedUntil: until,
    history: [
      { change: 'opened' },
      { change: 'acknowledged', by: 'Grace', note: 'The depot has it.' },
      { change: 'assigned', by: 'Grace', data: { owner: 'Linus' } },
      { change: 'snoozed', data: { until } },
      { change: 'resolved', by: 'Linus', data: { resolution: 'reshipped' } },
    ],
  });
});

test('the journey’s log has what a person did, but not who did it', async () => {
  const id = await anEscalation();
  await act(id, 'acknowledge', { by: 'Grace', note: 'Ada called' });
  await act(id, 'assign', { owner: 'Linus' });
  await act(id, 'resolve', { resolution: 'lost' });
  const log = (await readLog(database.sql, ORDER)).slice(-3);
  expect(log).toMatchObject([
    { kind: 'escalation_changed', change: 'acknowledged', resolution: null, until: null },
    { kind: 'escalation_changed', change: 'assigned' },
    { kind: 'escalation_changed', change: 'resolved', resolution: 'lost' },
  ]);
  expect(JSON.stringify(log)).not.toMatch(/Grace|Linus|Ada/);
});

test('the person who acknowledges an escalation without an owner becomes its owner', async () => {
  const id = await anEscalation();
  await act(id, 'acknowledge', { by: 'Grace' });
  await act(id, 'acknowledge', { by: 'Linus' });
  expect(await view(id)).toMatchObject({ state: 'acknowledged', owner: 'Grace' });
  expect(await act(id, 'assign', { owner: null })).toBe('changed');
  expect((await view(id))['owner']).toBeNull();
});

test('an ended escalation cannot be changed', async () => {
  const withdrawn = await anEscalation({ expectationId: 's1/movement/w' });
  const gone = { expectationId: 's1/movement/w', at: new Date() };
  await withdrawEscalation(database.sql, ORDER, gone);
  const resolved = await anEscalation();
  await act(resolved, 'resolve', { resolution: 'solved' });
  const until = new Date(Date.now() + HOUR).toISOString();
  for (const id of [withdrawn, resolved]) {
    expect(await act(id, 'acknowledge', { by: 'Grace' })).toBe(409);
    expect(await act(id, 'assign', { owner: 'Grace' })).toBe(409);
    expect(await act(id, 'resolve', { resolution: 'refunded' })).toBe(409);
    expect(await act(id, 'snooze', { until })).toBe(409);
  }
});

test('only an escalation about a shipment can be resolved as lost', async () => {
  const about = { kind: 'refunded', shipmentId: null, carrier: null } as const;
  const id = await anEscalation({ ...about, expectationId: '-/refunded/1' }, RETURN);
  const answer = await api.call('POST', `/v1/escalations/${id}/resolve`, { resolution: 'lost' });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/resolution' }] } });
  expect(await act(id, 'resolve', { resolution: 'refunded' })).toBe('changed');
});

test('if two people resolve an escalation at the same time, one gets a conflict', async () => {
  const id = await anEscalation();
  const ends = ['solved', 'refunded'].map((resolution) => act(id, 'resolve', { resolution }));
  expect((await Promise.all(ends)).toSorted()).toEqual([409, 'changed']);
});

test('pages list escalations newest first, and each once', async () => {
  const owner = 'Pages';
  const ids: string[] = [];
  const at = START + 1_000 * HOUR;
  for (let n = 0; n < 5; n += 1) {
    // Some open in the same millisecond.
    const id = await anEscalation({ at: at + Math.floor(n / 2) });
    await act(id, 'assign', { owner });
    ids.push(id);
  }
  const seen: string[][] = [];
  let cursor = '';
  do {
    const page = await list(`owner=${owner}&limit=2${cursor}`);
    seen.push(page.ids);
    const next = page.body['nextCursor'];
    cursor = next === null ? '' : `&cursor=${next}`;
  } while (cursor !== '' && seen.length < 10);
  expect(seen.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(seen.flat().toSorted()).toEqual(ids.toSorted());
  expect(seen.flat()[0]).toBe(ids[4]);
});

test('filters narrow the list', async () => {
  const owner = 'Filters';
  const low = { severity: 'low', carrier: 'dhl' } as const;
  const [first, second] = [await anEscalation({ to: 'manager' }), await anEscalation(low)];
  const third = await anEscalation({ kind: 'decided', shipmentId: null, carrier: null }, RETURN);
  for (const id of [first, second, third]) await act(id, 'assign', { owner });
  await act(second, 'acknowledge', { by: 'Grace' });
  await act(third, 'resolve', { resolution: 'solved' });
  const cases: readonly [string, readonly string[]][] = [
    ['', [third, second, first]],
    ['state=open', [first]],
    ['state=open&state=acknowledged', [second, first]],
    ['kind=decided', [third]],
    ['carrier=DHL', [second]],
    ['severity=low', [second]],
    ['team=manager', [first]],
    [`journey=${RETURN}`, [third]],
    ['kind=decided&state=open', []],
  ];
  for (const [query, ids] of cases) {
    expect([query, (await list(`owner=${owner}&${query}`)).ids]).toEqual([query, ids]);
  }
});

const wrongQueries: readonly [string, string][] = [
  ['state=gone', 'query/state/0'],
  ['kind=shpped', 'query/kind'],
  ['limit=0', 'query/limit'],
  ['cursor=abc', 'query/cursor'],
  ['severity=dire', 'query/severity'],
];

test.each(wrongQueries)('%s is refused with a pointer', async (query, pointer) => {
  const { status, body } = await list(query);
  expect([status, body['errors']]).toMatchObject([422, [{ pointer }]]);
});

const wrongActs: readonly [string, object, string][] = [
  ['acknowledge', {}, '/by'],
  ['assign', {}, '/owner'],
  ['resolve', { resolution: 'done' }, '/resolution'],
  ['snooze', { until: '2020-01-01T00:00:00Z' }, '/until'],
  ['snooze', { until: '2999-01-01T00:00:00Z' }, '/until'],
  ['snooze', { until: 'tomorrow' }, '/until'],
  ['snooze', { hours: 2, until: '2099-01-01T00:00:00Z' }, '/hours'],
];

test.each(wrongActs)('%s %j is refused with a pointer', async (name, body, pointer) => {
  const id = await anEscalation();
  const answer = await api.call('POST', `/v1/escalations/${id}/${name}`, body);
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  expect(await view(id)).toMatchObject({ state: 'open', history: [{ change: 'opened' }] });
});

test('another shop can neither see nor change an escalation', async () => {
  const id = await anEscalation();
  expect((await list('', other)).ids).toEqual([]);
  expect((await list(`journey=${ORDER}`, other)).ids).toEqual([]);
  expect((await other.call('GET', `/v1/escalations/${id}`)).status).toBe(404);
  const until = new Date(Date.now() + HOUR).toISOString();
  expect(await act(id, 'acknowledge', { by: 'Eve' }, other)).toBe(404);
  expect(await act(id, 'assign', { owner: 'Eve' }, other)).toBe(404);
  expect(await act(id, 'resolve', { resolution: 'solved' }, other)).toBe(404);
  expect(await act(id, 'snooze', { until }, other)).toBe(404);
});
