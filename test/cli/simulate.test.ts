import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { EVENT_KINDS, type eventSchema } from '../../cli/event-schema.ts';
import { simulateCommand } from '../../cli/simulate.ts';
import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import type { OrderEventBody } from '../../domain/order/event.ts';
import type { ReturnEventBody } from '../../domain/return/event.ts';
import { KEYS } from '../keys.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = join(ROOT, 'docs/examples');
const folder = mkdtempSync(join(tmpdir(), 'wismr-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const placed = { at: '2026-11-02T09:00:00Z', event: { kind: 'order_placed' } };
const shipment = { shipmentId: 's1', carrier: 'dhl', trackingNumber: '1' };
const shipped = { at: '2026-11-02T10:00:00Z', event: { kind: 'shipment_added', ...shipment } };
const scanned = (scan: object) => ({
  at: '2026-11-03T09:00:00Z',
  event: { kind: 'scanned', shipmentId: 's1', scan },
});

const WINDOW = { date: '2026-11-27', from: '2026-11-27T12:00:00Z', until: '2026-11-27T08:00:00Z' };

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: readonly string[];
}

async function simulated(
  file: string,
  options: Record<string, string | boolean> = {},
): Promise<Ran> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await simulateCommand.run({
    args: [file],
    options,
    database: () => Promise.reject(new Error('no database is needed')),
    temporal: () => Promise.reject(new Error('no Temporal is needed')),
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: (line) => out.push(line),
    fail: (line) => errors.push(line),
  });
  return { code, out: out.join('\n'), errors };
}

async function simulatedText(content: unknown, options: Record<string, string> = {}): Promise<Ran> {
  const file = join(folder, 'journey.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const ran = await simulated(file, options);
  return { ...ran, errors: ran.errors.map((line) => line.replace(file, '')) };
}

const decisions: readonly [string, string, readonly string[]][] = [
  [
    'stalled-shipment',
    '2027-01-08T00:00:00Z',
    [
      '2026-11-05T08:00:00Z escalate s1/movement/2026-11-03T08:00:00Z',
      '2026-11-10T08:00:00Z send delayed',
      '2026-11-11T08:00:00Z escalate s1/movement/2026-11-03T08:00:00Z',
      '2026-11-12T10:00:00Z withdraw s1/movement/2026-11-03T08:00:00Z',
      '2026-11-12T10:00:00Z send moving_again',
      '2026-11-13T12:00:00Z send delivered',
    ],
  ],
  [
    'lost-parcel',
    '2027-01-08T00:00:00Z',
    [
      '2026-11-05T09:00:00Z escalate s1/movement/2026-11-03T08:00:00Z',
      '2026-11-12T10:00:00Z send lost',
    ],
  ],
  [
    'return-to-refund',
    '2027-01-08T00:00:00Z',
    [
      '2026-11-02T10:02:00Z send return_approved',
      '2026-11-10T08:00:00Z send return_post_reminder',
      '2026-11-13T09:00:00Z send return_received',
      '2026-11-17T09:00:00Z send return_processed',
    ],
  ],
  [
    'late-refund',
    '2027-01-08T00:00:00Z',
    [
      // Five business days after the receipt on Monday 21 December; Christmas Day is a holiday.
      // Due at the end of the day, which counts as the 29th: the next two are the 30th and 31st.
      '2026-12-29T22:59:59.999Z escalate -/refunded/2026-12-21T11:00:00Z',
      '2026-12-31T22:59:59.999Z escalate -/refunded/2026-12-21T11:00:00Z',
      '2027-01-01T07:00:00Z send refund_late',
    ],
  ],
  ['two-parcels', '2026-12-08T00:00:00Z', ['2026-11-25T14:00:00Z send all_delivered']],
];

test.each(decisions)('%s.json: each decision comes at its time', async (name, until, lines) => {
  const { out, code } = await simulated(join(EXAMPLES, `${name}.json`), { until, json: true });
  const made = (JSON.parse(out) as SimulationLine[]).map((line) => {
    const about = 'kind' in line ? line.kind : 'expectationId' in line ? line.expectationId : '';
    return `${line.at} ${line.do} ${about}`;
  });
  expect(code).toBe(0);
  expect(lines.filter((line) => !made.includes(line))).toEqual([]);
});

test('every example is tested', () => {
  const names = readdirSync(EXAMPLES).map((file) => file.replace('.json', ''));
  expect(names.sort()).toEqual(decisions.map(([name]) => name).sort());
});

test('docs/simulate.md shows the real output, and lists every kind of event', async () => {
  const page = readFileSync(join(ROOT, 'docs/simulate.md'), 'utf8');
  const [, shown] = page.split('<!-- output of two-parcels.json -->\n\n```\n');
  const { out } = await simulated(join(EXAMPLES, 'two-parcels.json'));
  expect(shown?.split('\n```')[0]).toBe(out);
  const rows = [...page.matchAll(/^\| `(\w+)` \| (?:order|return|both) \|/gm)].map(
    ([, kind]) => kind,
  );
  expect(rows.sort()).toEqual([...EVENT_KINDS].sort());
});

test('without --until the simulation ends with the last event', async () => {
  const { out } = await simulated(join(EXAMPLES, 'late-refund.json'));
  expect(out).not.toContain('overdue');
});

test('the program `wismr` runs the command', () => {
  const file = join(EXAMPLES, 'stalled-shipment.json');
  const args = [
    '--import',
    'tsx',
    'cli/wismr.ts',
    'simulate',
    file,
    '--until',
    '2026-12-01T00:00:00Z',
  ];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('2026-11-12T10:00:00Z  send       moving_again by email (s1)\n');
});

const wrong: readonly [string, unknown, readonly string[]][] = [
  ['text that is not JSON', '[{]', ['#: is not JSON']],
  ['an empty list', [], ['#: must have at least one event']],
  ['another type', 'true', ['#: must be an object']],
  [
    'an unknown kind of event',
    [placed, { ...shipped, event: { kind: 'teleported' } }],
    [`#/1/event/kind: must be one of ${EVENT_KINDS.join(', ')}`],
  ],
  [
    'a wrong time',
    [{ ...placed, at: 'yesterday' }],
    ['#/0/at: must be a time such as "2026-11-24T12:00:00+01:00"'],
  ],
  ['a missing time', [{ event: placed.event }], ['#/0/at: must be a time']],
  [
    'a missing field',
    [placed, { ...shipped, event: { ...shipped.event, carrier: undefined } }],
    ['#/1/event/carrier: is missing'],
  ],
  [
    'an unknown field',
    [placed, { ...shipped, event: { ...shipped.event, courier: 'dhl' } }],
    ['#/1/event/courier: is not a known field'],
  ],
  [
    'an unknown status',
    [placed, shipped, scanned({ status: 'lost' })],
    ['#/2/event/scan/status: '],
  ],
  ['an empty scan', [placed, shipped, scanned({})], ['#/2/event/scan/status: ']],
  [
    'times that go backwards',
    [shipped, placed].toReversed().concat(placed),
    ['#/2/at: is before the event above it'],
  ],
  [
    'a journey without its first event',
    [shipped],
    ['#/0/event/kind: must be order_placed or return_requested'],
  ],
  [
    'an event of returns in an order',
    [placed, { ...shipped, event: { kind: 'return_approved' } }],
    ['#/1/event/kind: return_approved is not an event of an order'],
  ],
  [
    'a journey with a wrong id',
    { journey: 'parcel/1', events: [placed] },
    ['#/journey: must be a journey'],
  ],
  [
    'a policy with a wrong duration',
    { policy: { expectations: { movement: { within: '3 days' } } }, events: [placed] },
    ['#/policy/expectations/movement/within: must be a duration'],
  ],
  [
    'holidays of an unknown region',
    { policy: { calendar: { holidays: 'XX' } }, events: [placed] },
    ['#/policy/calendar/holidays: XX has no known holidays'],
  ],
  ['a time of 1999', [{ ...placed, at: '1999-12-31T00:00:00Z' }], ['#/0/at: must be between 2000']],
  [
    'seconds for milliseconds',
    [{ ...placed, at: 1_795_000_000 }],
    ['#/0/at: must be between 2000'],
  ],
  [
    'a window that ends before it begins',
    [placed, { at: placed.at, event: { kind: 'edd_set', edd: WINDOW } }],
    ['#/1/event/edd/until: must not be before `from`'],
  ],
  [
    'too many pieces for a database',
    [{ ...placed, event: { ...placed.event, pieces: 2 ** 31 } }],
    ['#/0/event/pieces: must be at most 50000000'],
  ],
  [
    'a language that is none',
    [{ ...placed, event: { ...placed.event, contact: { locale: 'german' } } }],
    ['#/0/event/contact/locale: must be a language tag such as "de-AT"'],
  ],
  [
    'an unknown field beside the events',
    { events: [placed], shop: 'acme' },
    ['#/shop: is not a known field'],
  ],
];

test.each(wrong)('%s: the error says what is wrong, and where', async (_, content, faults) => {
  const { code, out, errors } = await simulatedText(content);
  expect([code, out]).toEqual([2, '']);
  expect(errors).toHaveLength(faults.length);
  for (const [index, fault] of faults.entries()) expect(errors[index]).toContain(fault);
});

test('one run reports every mistake', async () => {
  const { errors } = await simulatedText([
    { ...placed, at: 1.5 },
    { ...shipped, when: 1 },
  ]);
  expect(errors).toHaveLength(2);
});

test('--until must be a time after the last event', async () => {
  for (const until of ['soon', '2020-01-01T00:00:00Z']) {
    const { code, errors } = await simulated(join(EXAMPLES, 'late-refund.json'), { until });
    expect([code, errors.length]).toEqual([2, 1]);
  }
});

/** The names of all fields, with those of objects inside: `scan.status`. */
type Fields<T> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [K in keyof T & string]-?: K | `${K}.${Fields<NonNullable<T[K]>>}` }[keyof T & string]
    : never;
/** Policies are written otherwise in a file: as the shop wrote them. */
type Body = Exclude<OrderEventBody | ReturnEventBody, { kind: 'policy_set' }>;
type Lost<Kind extends Body['kind']> = Exclude<
  Fields<Extract<Body, { kind: Kind }>>,
  Fields<Extract<z.input<typeof eventSchema>, { kind: Kind }>>
>;

test('a file has every field that an event of a log can have', () => {
  expectTypeOf<{ [Kind in Body['kind']]: Lost<Kind> }[Body['kind']]>().toBeNever();
});

test('a delivery that the carrier contradicts is never told, one without an answer is', async () => {
  const later = { until: '2026-11-03T12:00:00Z' };
  const delivered = { status: 'delivered', occurredAt: '2026-11-03T09:00:00Z' };
  const unconfirmed = scanned({ ...delivered, unconfirmedUntil: '2026-11-03T09:05:00Z' });
  const told = await simulatedText([placed, shipped, unconfirmed], later);
  expect([told.code, told.errors]).toEqual([0, []]);
  expect(told.out).toMatch(/2026-11-03T09:05:00Z +send +delivered/);

  const answer = scanned({ ...delivered, contradicts: true });
  const denied = await simulatedText([placed, shipped, unconfirmed, answer], later);
  expect([denied.code, denied.errors]).toEqual([0, []]);
  expect(denied.out).not.toMatch(/send +delivered/);
});
