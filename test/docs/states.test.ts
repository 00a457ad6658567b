/** Compares the charts and tables of docs/states.md with the machines. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { EXPECTED_FROM } from '../../domain/journey/expectation.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { MESSAGE_KINDS } from '../../domain/message.ts';
import { orderStatus, STATUS_PRECEDENCE } from '../../domain/order/status.ts';
import { currentStatus, foldScan, NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import { channelsOf, staleAfter } from '../../domain/policy/apply-policy.ts';
import { DEFAULT_POLICY, DEFAULT_RULES } from '../../domain/policy/default-policy.ts';
import { EXPECTATION_KINDS, type LadderStep, TEAM_NAMES } from '../../domain/policy/rule.ts';
import { returnMachine } from '../../domain/return/index.ts';
import { RETURN_STATUSES } from '../../domain/return/status.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { STATUSES, type Status } from '../../domain/tracking.ts';
import {
  aScan,
  at,
  back,
  type Moment,
  placed,
  RETURN,
  scanned,
  shipped,
} from '../domain/builders.ts';
import { asReturnLog, play } from '../domain/play.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/states.md', import.meta.url)), 'utf8');

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/** The arrows of a chart. An arrow from a composite state counts for each state in it. */
function chartOf(title: string): readonly Edge[] {
  const [, section = ''] = PAGE.split(`## ${title}\n`);
  const [, chart = ''] = section.split('```mermaid\n');
  const [body = ''] = chart.split('```');
  const members = new Set<string>();
  const edges: Edge[] = [];
  let inside = false;
  for (const line of body.split('\n').map((each) => each.trim())) {
    if (/^state \w+ \{$/.test(line)) inside = true;
    if (line === '}') inside = false;
    const [, from, to, by = ''] = /^(\S+) --> (\w+)(?:: (.+))?$/.exec(line) ?? [];
    if (!from || !to) continue;
    if (inside) for (const each of [from, to]) if (each !== '[*]') members.add(each);
    edges.push({ from, to, by });
  }
  return edges.flatMap((edge) =>
    edge.from === 'open' ? [...members].map((from) => ({ ...edge, from })) : [edge],
  );
}

function cellsOf(title: string): readonly (readonly string[])[] {
  const [, section = ''] = PAGE.split(`## ${title}\n`);
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const paragraphs = (title: string) => {
  const [, section = ''] = PAGE.split(`## ${title}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^- \*\*`(\w+)`\*\*/gm)].map(([, name]) => name);
};

test('every status of a shipment has a place in the chart and a paragraph', () => {
  const charted = new Set(chartOf('Shipments').flatMap(({ from, to }) => [from, to]));
  expect([...charted].filter((name) => name !== '[*]').sort()).toEqual([...STATUSES].sort());
  expect(paragraphs('Shipments')).toEqual([...STATUSES]);
});

test('scans can take every arrow between statuses', () => {
  const wrong = chartOf('Shipments').filter(
    ({ from, to }) => from !== '[*]' && to !== leadsTo(from as Status, to as Status),
  );
  expect(wrong).toEqual([]);
});

test('any status can follow any other, except after “delivered” and on the way back', () => {
  const moves: readonly Status[] = ['pre_transit', 'in_transit', 'out_for_delivery'];
  for (const from of STATUSES) {
    const next = STATUSES.filter(
      (to) => to !== 'unknown' && to !== from && leadsTo(from, to) === to,
    );
    const others = STATUSES.filter((each) => each !== from && each !== 'unknown');
    // On its way back, a parcel only moves on, and `delivered` means that it reached its sender.
    const back = others.filter((to) => to !== 'delivered' && !moves.includes(to));
    const all = from === 'return_to_sender' ? back : others;
    expect([from, next]).toEqual([from, from === 'delivered' ? ['return_to_sender'] : all]);
  }
  const ends = chartOf('Shipments').filter(({ from }) => from === 'delivered');
  expect(ends.map(({ to }) => to)).toEqual(['return_to_sender']);
});

function leadsTo(from: Status, to: Status): Status {
  const first = from === 'unknown' ? NO_SCANS : foldScan(NO_SCANS, aScan(from, at('10:00')));
  return currentStatus(foldScan(first, aScan(to, at('11:00')))).status;
}

test('the precedence of an order’s statuses is that of the code', () => {
  const [, section = ''] = PAGE.split('## Shipments\n');
  const [own = ''] = section.split('\n## ');
  const listed = [...own.matchAll(/^\d+\. `(\w+)`$/gm)].map(([, status]) => status);
  expect(listed).toEqual([...STATUS_PRECEDENCE]);
});

test('an order has the status of its shipment that comes first in that list', () => {
  for (const [index, first] of STATUS_PRECEDENCE.entries()) {
    for (const later of STATUS_PRECEDENCE.slice(index)) {
      const step = play(
        placed(),
        shipped(at('09:00'), 's1'),
        shipped(at('09:00'), 's2'),
        scanned(later, at('10:00'), { shipmentId: 's1' }),
        scanned(first, at('10:00'), { shipmentId: 's2' }),
      );
      // It awaits another label.
      const status = first === 'cancelled' ? 'placed' : first;
      expect([first, later, orderStatus(step.state)]).toEqual([first, later, status]);
    }
  }
});

test('every state of a return has a place in the chart and a paragraph', () => {
  const charted = new Set(chartOf('Returns').flatMap(({ from, to }) => [from, to]));
  charted.delete('[*]');
  expect([...charted].filter((name) => name !== 'open').sort()).toEqual(
    [...RETURN_STATUSES].sort(),
  );
  expect(paragraphs('Returns')).toEqual([...RETURN_STATUSES]);
});

test('the chart of returns has every step of the machine, and no other', () => {
  const charted = chartOf('Returns').filter(({ from }) => from !== '[*]');
  const inWords = ({ from, to, by }: Edge) => `${from} --> ${to}: ${by}`;
  expect([...new Set(charted.map(inWords))].sort()).toEqual(stepsOfReturns().map(inWords).sort());
});

const time = at();
const HAPPENINGS: readonly Moment[] = [
  back.approved(time),
  back.rejected(time),
  back.labelled(time),
  back.scanned('in_transit', time),
  back.scanned('delivered', time + HOUR),
  back.received(time),
  back.inspected(time, { refund: 1 }),
  back.inspected(time, { exchange: 1 }),
  back.inspected(time, { reject: 1 }),
  back.refunded(time, { reference: 'money' }),
  back.refunded(time, { reference: 'credit', method: 'store_credit' }),
  back.cancelled(time),
  [time + 40 * DAY, { kind: 'timer_fired', until: time + 40 * DAY }],
];

/** Applies every event to every known state, until there are no new states. */
function stepsOfReturns(): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const found = new Set<string>();
  const open: (readonly Moment[])[] = [[back.requested(time)]];
  for (let past = open.pop(); past; past = open.pop()) {
    const from = stateAfter(past).status;
    for (const moment of HAPPENINGS) {
      if (past.includes(moment)) continue;
      const { status: to, facts } = stateAfter([...past, moment]);
      const by = nameOf(moment[1]);
      if (to !== from) edges.set(`${from} ${to} ${by}`, { from, to, by });
      if (!found.has(facts)) open.unshift([...past, moment]);
      found.add(facts);
    }
  }
  return [...edges.values()];
}

function nameOf({ kind }: JourneyEventBody): string {
  return kind === 'timer_fired' ? 'nothing for 28 days' : kind;
}

function stateAfter(moments: readonly Moment[]): { status: string; facts: string } {
  const state = asReturnLog(moments).reduce(
    (before, event) => returnMachine.reduce(before, event).state,
    returnMachine.initial(RETURN),
  );
  const { status } = returnMachine.view(state);
  const { approvedAt, rejectedAt, cancelledAt, expiredAt, receivedAt, inspection, refunds } = state;
  const ends = [approvedAt, rejectedAt, cancelledAt, expiredAt, receivedAt].map((each) => !!each);
  const parcels = Object.values(state.parcels).map(
    ({ scanSummary }) => currentStatus(scanSummary).status,
  );
  const money = refunds.map(({ reference }) => reference).sort();
  return { status, facts: JSON.stringify([status, ends, parcels, inspection, money]) };
}

test('the table lists every message, with its channels and how long it is worth sending', () => {
  const rows = cellsOf('Messages').map(([kind, , channels, worth]) => [kind, channels, worth]);
  expect(rows).toEqual(
    MESSAGE_KINDS.map((kind) => [
      `\`${kind}\``,
      channelsOf(DEFAULT_POLICY, kind).join(', '),
      `${staleAfter(DEFAULT_POLICY, kind) / HOUR} h`,
    ]),
  );
});

test('the table lists every expectation, with who must act, how long it may take and its ladder', () => {
  const rows = cellsOf('Expectations').map(([kind, , from, within, ladder]) => [
    kind,
    from,
    within,
    ladder,
  ]);
  expect(rows).toEqual(
    EXPECTATION_KINDS.map((kind) => {
      const { within, abroad, estimate, ladder } = DEFAULT_RULES[kind];
      const spans = [within, abroad && `abroad ${abroad}`, estimate && `estimate +${estimate}`];
      const span = spans.filter((each) => each !== undefined).join('; ');
      return [
        `\`${kind}\``,
        EXPECTED_FROM[kind].replace('_', ' '),
        span,
        ladder.map(stepWords).join('; '),
      ];
    }),
  );
});

function stepWords(step: LadderStep): string {
  const when = step.after.startsWith('-') ? step.after : `+${step.after}`;
  switch (step.do) {
    case 'escalate': {
      const proposal = step.propose === undefined ? '' : `, propose "${step.propose}"`;
      return `${when} escalate to ${TEAM_NAMES[step.to]} (${step.severity})${proposal}`;
    }
    case 'notify_shop':
      return `${when} notify ${TEAM_NAMES[step.to]}`;
    case 'notify_customer':
      return `${when} \`${step.message}\``;
    default:
      return `${when} it expires`;
  }
}
