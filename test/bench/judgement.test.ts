/** The bench of the core's judgement: its model, its judge and its counts. */

import { expect, test } from 'vitest';
import { listEscalations } from '../../bench/judgement/escalations.ts';
import { journeyFile } from '../../bench/judgement/examples.ts';
import { generateJourneys } from '../../bench/judgement/generate.ts';
import { BAD_KINDS, GOOD_KINDS, type ModelJourney } from '../../bench/judgement/journey.ts';
import {
  aboutIt,
  type JudgedJourney,
  judgeJourney,
  judgeLines,
  measureJudgement,
} from '../../bench/judgement/measure.ts';
import { judgementTable } from '../../bench/judgement/table.ts';
import { readJourneyFile } from '../../cli/journey-file.ts';
import { addDays, localDate } from '../../domain/calendar.ts';
import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import { DAY, HOUR, iso8601 } from '../../domain/time.ts';

const MODEL = { journeys: 200, seed: 7 };
const JOURNEYS = [...generateJourneys(MODEL)];
const GOOD = JOURNEYS.filter(({ truth }) => truth.wrong === null);

function firstOf(kind: ModelJourney['kind']): ModelJourney {
  const found = JOURNEYS.find((each) => each.kind === kind);
  if (!found) throw new Error(`the model has no ${kind}`);
  return found;
}

function send(kind: string, at: number, channel = 'email'): SimulationLine {
  const shipmentIds = ['s1'];
  return { at: iso8601(at), do: 'send', kind, channel, shipmentIds, key: `key of ${kind}` };
}

/** Judges a good order with one parcel by these messages alone. */
function faultsOf(lines: readonly SimulationLine[], journey = plainOrder()): readonly string[] {
  return judgeLines(journey, lines).messages.map(({ kind, fault }) => `${kind}: ${fault}`);
}

/** Delivered to the door, without trouble, and with an estimate that never moves. */
function plainOrder(): ModelJourney {
  const found = GOOD.find(({ kind, events, truth }) => {
    const { s1, s2 } = truth.parcels;
    const isPlain = s1 && !s2 && s1.attempts.length + s1.troubles.length === 0 && !s1.readyAt;
    const estimates = events.filter(({ body }) => body.kind === 'edd_set');
    return kind === 'domestic' && isPlain && estimates.length === 1;
  });
  if (!found) throw new Error('the model has no plain order');
  return found;
}

function deliveredAt({ truth }: ModelJourney): number {
  return truth.parcels['s1']?.deliveredAt ?? 0;
}

test('the same seed gives the same journeys, and another seed gives others', () => {
  expect([...generateJourneys(MODEL)]).toEqual(JOURNEYS);
  expect([...generateJourneys({ ...MODEL, journeys: 20 })]).toEqual(JOURNEYS.slice(0, 20));
  expect([...generateJourneys({ ...MODEL, seed: 8 })]).not.toEqual(JOURNEYS);
});

test('every hundred journeys have every kind', () => {
  const kinds = new Set(JOURNEYS.slice(0, 100).map(({ kind }) => kind));
  expect(
    [...GOOD_KINDS, ...BAD_KINDS, 'late_delivery', 'stall'].filter(
      (each) => !kinds.has(each as never),
    ),
  ).toEqual([]);
});

test('events arrive in the order of time, and no scan arrives before it is made', () => {
  for (const { events } of JOURNEYS) {
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const { at, body } of events) {
      if (body.kind === 'scanned') expect(at).toBeGreaterThan(body.scan.occurredAt);
    }
  }
});

test('good journeys end delivered or refunded', () => {
  for (const journey of GOOD) {
    const { endStatus } = judgeJourney(journey);
    expect(endStatus).toBe(journey.kind === 'return' ? 'refunded' : 'delivered');
  }
});

test('in good journeys, the carrier tries to deliver by the last day that anyone announced', () => {
  for (const { events, truth } of GOOD) {
    for (const [id, parcel] of Object.entries(truth.parcels)) {
      const { attempts, readyAt, deliveredAt: arrivedAt, timeZone } = parcel;
      const tried = localDate(attempts[0] ?? readyAt ?? arrivedAt ?? 0, timeZone);
      const days = events.flatMap(({ body }) => {
        if (body.kind === 'order_placed') return body.edd ? [body.edd] : [];
        return body.kind === 'edd_set' && body.shipmentId === id ? [body.edd] : [];
      });
      const last = days.sort((a, b) => a.asOf - b.asOf).at(-1);
      if (last) expect(tried <= last.date).toBe(true);
    }
  }
});

test('in good journeys, the shop ships within a week at the longest', () => {
  for (const { events } of GOOD) {
    const placed = events.find(({ body }) => body.kind === 'order_placed');
    const added = events.filter(({ body }) => body.kind === 'shipment_added');
    for (const { at } of added) expect(at - (placed?.at ?? 0)).toBeLessThan(7 * DAY);
  }
});

test('after a parcel is lost, it has no scan', () => {
  for (const journey of JOURNEYS.filter(({ kind }) => kind.includes('lost_'))) {
    const scans = journey.events.flatMap(({ body }) =>
      body.kind === 'scanned' ? [body.scan] : [],
    );
    const last = Math.max(...scans.map(({ occurredAt }) => occurredAt));
    expect(last).toBe(journey.truth.wrong?.at);
  }
});

test('a message about trouble in a plain order is needless', () => {
  const journey = plainOrder();
  const at = deliveredAt(journey) - HOUR;
  const kinds = ['delayed', 'exception', 'attempted', 'lost', 'moving_again', 'pickup_reminder'];
  const lines = kinds.map((kind) => send(kind, at));
  expect(faultsOf(lines, journey)).toEqual(kinds.map((kind) => `${kind}: no_reason`));
});

test('the same fact is needless the second time in one channel, and not in another', () => {
  const at = deliveredAt(plainOrder()) + DAY;
  expect(faultsOf([send('delivered', at), send('delivered', at, 'sms')])).toEqual([]);
  expect(faultsOf([send('delivered', at), send('delivered', at + DAY)])).toEqual([
    'delivered: repeated',
  ]);
});

test('a message is outdated once wismr has a newer event', () => {
  const journey = plainOrder();
  const at = deliveredAt(journey) + 2 * DAY;
  expect(faultsOf([send('out_for_delivery', at), send('shipped', at)], journey)).toEqual([
    'out_for_delivery: outdated',
    'shipped: outdated',
  ]);
});

test('a day that the carrier moves later is worth one message', () => {
  const journey = plainOrder();
  const first = journey.events.find(({ body }) => body.kind === 'edd_set');
  if (first?.body.kind !== 'edd_set') throw new Error('the order has no estimate');
  const { edd } = first.body;
  const moved = { ...edd, date: addDays(edd.date, 1), asOf: edd.asOf + HOUR };
  const at = edd.asOf + 2 * HOUR;
  const event = { at, body: { ...first.body, edd: moved } };
  const known = journey.events.filter((each) => each.at < at);
  const changed = { ...journey, events: [...known, event] };
  expect(faultsOf([send('delayed', at)], changed)).toEqual([]);
  expect(faultsOf([send('delayed', at), send('delayed', at + HOUR)], changed)).toEqual([
    'delayed: repeated',
  ]);
});

test('a tour that did not deliver is worth one message from the next day on', () => {
  const journey = plainOrder();
  const isTour = ({ body }: (typeof journey.events)[number]) =>
    body.kind === 'scanned' && body.scan.status === 'out_for_delivery';
  const last = journey.events.findLastIndex(isTour);
  const tour = journey.events[last];
  if (!tour) throw new Error('the order has no tour');
  const waiting = { ...journey, events: journey.events.slice(0, last + 1) };
  const next = tour.at + DAY;
  expect(faultsOf([send('delayed', next)], waiting)).toEqual([]);
  expect(faultsOf([send('delayed', next), send('delayed', next + HOUR)], waiting)).toEqual([
    'delayed: repeated',
  ]);
  expect(faultsOf([send('delayed', tour.at + 1)], waiting)).toEqual(['delayed: no_reason']);
  const delivered = deliveredAt(journey) + DAY;
  expect(faultsOf([send('delayed', delivered)], journey)).toEqual(['delayed: no_reason']);
});

const EXPECTATION = {
  expectationId: 's1/movement/1',
  expectation: 'movement',
  from: 'carrier',
  shipmentId: 's1',
} as const;

function escalated(severity: string, at: number, step: number): SimulationLine {
  const { expectationId } = EXPECTATION;
  const about = { expectationId, to: 'customer_service', proposal: null } as const;
  return { at: iso8601(at), do: 'escalate', ...about, severity, step };
}

function overdue(at: number): SimulationLine {
  return { at: iso8601(at), do: 'overdue', ...EXPECTATION, due: iso8601(at) };
}

test('raising an open escalation is not another one, and opening it again is', () => {
  const lines: readonly SimulationLine[] = [
    overdue(0),
    escalated('medium', 0, 1),
    escalated('high', DAY, 2),
    { at: iso8601(2 * DAY), do: 'withdraw', expectationId: EXPECTATION.expectationId },
    escalated('low', 3 * DAY, 1),
  ];
  const about = { expectation: 'movement', parcelId: 's1' };
  expect(listEscalations(lines)).toEqual([
    { ...about, openedAt: 0, closedAt: 2 * DAY, severity: 'high' },
    { ...about, openedAt: 3 * DAY, closedAt: null, severity: 'low' },
  ]);
});

test('an escalation catches a lost parcel only if it is open afterwards', () => {
  const journey = firstOf('lost_at_home');
  const wrongAt = journey.truth.wrong?.at ?? 0;
  const judge = (lines: readonly SimulationLine[]) => aboutIt(judgeLines(journey, lines));
  const late = [overdue(wrongAt + DAY), escalated('high', wrongAt + 2 * DAY, 1)];
  expect(judge(late)).toEqual({ afterMs: 2 * DAY, endedHigh: true });
  const { expectationId } = EXPECTATION;
  const withdrawn = { at: iso8601(wrongAt - HOUR), do: 'withdraw', expectationId } as const;
  const early = [overdue(wrongAt - DAY), escalated('high', wrongAt - DAY, 1), withdrawn];
  expect(judge(early)).toEqual({ afterMs: null, endedHigh: false });
});

test('the measure counts every journey once, and the table has a row for each bad kind', () => {
  const seen: JudgedJourney[] = [];
  const judgement = measureJudgement({ journeys: 100, seed: 7 }, (judged) => seen.push(judged));
  const { needlessMessages, needlessCases, late, bad } = judgement;
  const groups = [...Object.values(late), ...Object.values(bad)];
  const notGood = groups.reduce((sum, { n }) => sum + n, 0);
  const { domestic, abroad, returns } = needlessCases;
  expect(seen).toHaveLength(100);
  expect(domestic.n + abroad.n + returns.n).toBe(needlessMessages.n);
  expect(needlessMessages.n + notGood).toBe(100);
  expect(domestic.total).toBe(domestic.escalations + domestic.notices);
  const table = judgementTable(judgement);
  expect(BAD_KINDS.filter((kind) => !table.includes(`\n${kind} `))).toEqual([]);
});

test('an example file is a journey that wismr simulates in the same way', () => {
  for (const kind of ['abroad', 'return', 'circles'] as const) {
    const journey = firstOf(kind);
    const read = readJourneyFile(journeyFile(journey));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.journey.journeyId).toBe(journey.journeyId);
    expect(read.journey.events).toEqual(journey.events);
  }
});
