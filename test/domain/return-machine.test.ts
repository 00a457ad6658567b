/** The return machine as a table, and how a return can end. */

import { expect, test } from 'vitest';
import { returnMachine } from '../../domain/return/index.ts';
import { at, back, type Moment, policy } from './builders.ts';
import { linesOf, outcomeOf, playReturn, runReturn } from './play.ts';

const start = [policy(at('08:00')), back.requested(at('09:00'))];
const approved = [...start, back.approved(at('10:00'))];
const labelled = [...approved, back.labelled(at('10:30'))];
const posted = [...labelled, back.scanned('in_transit', at('11:00'))];
const delivered = [...posted, back.scanned('delivered', at('11:30'))];
const received = [...approved, back.received(at('11:30'))];
const toRefund = [...received, back.inspected(at('11:40'))];

const rows: readonly [string, readonly Moment[], Moment, string, readonly string[]][] = [
  [
    'nothing, then requested',
    [],
    back.requested(at('10:00')),
    'requested',
    ['send return_requested by email'],
  ],
  [
    'requested, then approved',
    start,
    back.approved(at()),
    'approved',
    // A label may follow within a moment, and then goes into the same message.
    ['hold return_approved by email until 2026-11-24T11:02:00Z: together'],
  ],
  [
    'requested, then rejected',
    start,
    back.rejected(at()),
    'rejected',
    ['send return_rejected by email'],
  ],
  [
    'requested, then cancelled',
    start,
    back.cancelled(at()),
    'cancelled',
    ['send return_cancelled by email'],
  ],
  [
    'approved, then a label',
    approved,
    back.labelled(at()),
    'label_issued',
    // Further labels may follow within a moment, and then share one message.
    ['hold return_approved by email (p1) until 2026-11-24T11:02:00Z: together'],
  ],
  [
    'requested, then a label, which approves it',
    start,
    back.labelled(at()),
    'label_issued',
    [
      'drop return_approved by email: superseded',
      'hold return_approved by email (p1) until 2026-11-24T11:02:00Z: together',
    ],
  ],
  [
    'label issued, then known to the carrier',
    labelled,
    back.scanned('pre_transit', at()),
    'label_issued',
    [],
  ],
  [
    'label issued, then posted',
    labelled,
    back.scanned('in_transit', at()),
    'in_transit',
    ['send return_in_transit by email'],
  ],
  [
    'label issued, then cancelled',
    labelled,
    back.cancelled(at()),
    'cancelled',
    ['send return_cancelled by email'],
  ],
  [
    'posted, then delivered to the warehouse',
    posted,
    back.scanned('delivered', at()),
    'received',
    ['send return_received by email'],
  ],
  [
    'posted, then confirmed by the shop',
    posted,
    back.received(at()),
    'received',
    ['send return_received by email'],
  ],
  ['delivered, then confirmed by the shop too', delivered, back.received(at()), 'received', []],
  ['received, then inspected', received, back.inspected(at()), 'inspected', []],
  [
    'received, then to be exchanged',
    received,
    back.inspected(at(), { exchange: 2 }),
    'exchanged',
    ['send return_processed by email'],
  ],
  [
    'received, then rejected on inspection',
    received,
    back.inspected(at(), { reject: 2 }),
    'rejected_on_inspection',
    ['send return_processed by email'],
  ],
  [
    'received, then partly rejected, partly to be refunded',
    received,
    back.inspected(at(), { refund: 1, reject: 1 }),
    'inspected',
    ['send return_processed by email'],
  ],
  [
    'inspected, then refunded',
    toRefund,
    back.refunded(at()),
    'refunded',
    ['send return_processed by email'],
  ],
  [
    'inspected, then credited',
    toRefund,
    back.refunded(at(), { method: 'store_credit' }),
    'credited',
    ['send return_processed by email'],
  ],
  [
    'inspected, then refunded in part',
    toRefund,
    back.refunded(at(), { final: false }),
    'inspected',
    ['send return_processed by email'],
  ],
  [
    'requested, then refunded at once',
    start,
    back.refunded(at()),
    'refunded',
    ['send return_processed by email'],
  ],
  [
    'received, then refunded before it is inspected',
    received,
    back.refunded(at()),
    'refunded',
    ['send return_processed by email'],
  ],
];

test.each(rows)('%s', (_, given, event, status, effects) => {
  expect(outcomeOf(runReturn(event[0], ...given, event))).toEqual({ status, effects });
});

test('two partial refunds send a message each, and the second one ends it', () => {
  const run = runReturn(
    at('13:00'),
    ...toRefund,
    back.refunded(at('12:00'), { reference: 'a', final: false }),
    back.refunded(at('12:30'), { reference: 'b' }),
    back.refunded(at('12:40'), { reference: 'b' }),
  );
  const sent = run.lines.filter((line) => line.do === 'send' && line.kind === 'return_processed');
  expect(sent.map(({ at: time }) => time)).toEqual([
    '2026-11-24T11:00:00Z',
    '2026-11-24T11:30:00Z',
  ]);
  expect(returnMachine.view(run.state).status).toBe('refunded');
});

test('after a partial refund, the rest is still awaited', () => {
  const run = runReturn(
    at('12:00', '2026-12-02'),
    ...toRefund,
    back.refunded(at('12:00'), { final: false }),
  );
  expect(linesOf(run, 'escalate')).toEqual([
    '12-01 23:59 escalate -/refunded/2026-11-24T10:30:00Z to the refund team, high',
  ]);
});

test('a refund in advance does not suppress the message that the return has arrived', () => {
  const given = [...posted, back.refunded(at('11:10'), { final: false })];
  const { effects } = outcomeOf(runReturn(at(), ...given, back.received(at())));
  expect(effects).toEqual(['send return_received by email']);
});

const confirmedByShop = [
  policy(at('08:00'), { returns: { receivedBy: 'shop' } }),
  ...delivered.slice(1),
];

test('if only the shop confirms receipt, a carrier’s scan does not make a return received', () => {
  expect(outcomeOf(runReturn(at('11:30'), ...confirmedByShop)).status).toBe('in_transit');
  const run = runReturn(at('12:00', '2026-11-28'), ...confirmedByShop);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-27 11:30 escalate p1/inspected/2026-11-24T10:30:00Z to the warehouse, medium',
  ]);
  expect(outcomeOf(runReturn(at(), ...confirmedByShop, back.received(at()))).status).toBe(
    'received',
  );
});

test('a return that nobody posts expires a day after the 28th ends, and closes after its grace period', () => {
  const { lines, state } = runReturn(at('12:00', '2026-12-30'), ...labelled);
  expect(returnMachine.view(state).status).toBe('expired');
  expect(linesOf({ lines }, 'send').slice(-2)).toEqual([
    '12-19 10:30 send return_expiring by email',
    '12-24 08:00 send return_expired by email',
  ]);
  expect(lines.at(-1)).toMatchObject({ event: 'closed', at: '2026-12-26T22:59:59.999Z' });
});

test('a return posted too late goes on as if it had not expired', () => {
  const late = [...labelled, back.scanned('in_transit', at('12:00', '2026-12-24'))];
  const run = runReturn(at('13:00', '2026-12-29'), ...late);
  expect(outcomeOf(run).status).toBe('in_transit');
  expect(linesOf(run, 'send')).toContain('12-24 12:00 send return_in_transit by email');
  expect(linesOf(run, 'escalate')).toEqual([
    '12-29 12:00 escalate p1/return_movement/2026-12-24T11:00:00Z to customer service, medium',
  ]);
});

test('a label restarts the time to post it', () => {
  const late = [...approved, back.labelled(at('12:00', '2026-11-28'))];
  expect(linesOf(runReturn(at('12:00', '2026-12-06'), ...late), 'overdue')).toEqual([
    '12-05 12:00 overdue the return, handed to the carrier, from the customer, due 2026-12-05T11:00:00Z',
  ]);
});

test('a return that is over has no open expectation', () => {
  for (const end of [back.rejected(at()), back.cancelled(at()), back.refunded(at())]) {
    expect(returnMachine.view(playReturn(...start, end).state).expectations).toEqual([]);
  }
});
