/** Returns in several parcels. */

import { expect, test } from 'vitest';
import { returnMachine } from '../../domain/return/index.ts';
import { at, back, policy, scanned } from './builders.ts';
import { linesOf, outcomeOf, runReturn } from './play.ts';

const labelled = [
  policy(at('08:00')),
  back.requested(at('09:00')),
  back.approved(at('10:00')),
  back.labelled(at('10:30')),
];
const delivered = [
  ...labelled,
  back.scanned('in_transit', at('11:00')),
  back.scanned('delivered', at('11:30')),
];
const two = [...labelled, back.labelled(at('10:40'), 'p2')];

test('a return in two parcels is received when both have arrived', () => {
  const first = [
    ...two,
    back.scanned('in_transit', at('11:00')),
    back.scanned('delivered', at('11:10')),
  ];
  expect(outcomeOf(runReturn(at('11:10'), ...first))).toEqual({
    status: 'in_transit',
    // Held, because the second parcel may be posted today.
    effects: ['hold return_received by email until 2026-11-25T07:00:00Z: overnight'],
  });
  const second = [
    ...first,
    back.scanned('in_transit', at('11:20'), 'p2'),
    back.received(at('11:30'), 'p2'),
  ];
  expect(outcomeOf(runReturn(at('11:30'), ...second))).toEqual({
    status: 'received',
    effects: ['send return_received by email'],
  });
});

test('if the second parcel never comes, the warehouse must confirm the first one', () => {
  const run = runReturn(at('12:00', '2026-11-28'), ...two, back.scanned('delivered', at('11:10')));
  expect(linesOf(run, 'escalate')).toEqual([
    '11-27 11:10 escalate p1/inspected/2026-11-24T10:10:00Z to the warehouse, medium',
  ]);
});

test('with another label after the receipt, the time to inspect counts from the last parcel', () => {
  const day = (date: string) => at('12:00', `2026-${date}`);
  const more = [back.labelled(day('11-25'), 'p2'), back.scanned('delivered', day('11-26'), 'p2')];
  expect(linesOf(runReturn(day('12-01'), ...delivered, ...more), 'escalate')).toEqual([
    '12-01 12:00 escalate -/inspected/2026-11-26T11:00:00Z to the warehouse, medium',
  ]);
});

test('while the second parcel is on its way, its movement is awaited', () => {
  const on = [
    ...two,
    back.scanned('delivered', at('11:10')),
    back.scanned('in_transit', at('11:20'), 'p2'),
  ];
  const kinds = returnMachine
    .view(runReturn(at(), ...on).state)
    .expectations.map(({ kind }) => kind);
  expect(kinds).toEqual(['return_movement']);
});

test.each([
  ['a delivery', [back.scanned('in_transit', at('11:00')), back.scanned('delivered', at('11:30'))]],
  [
    'a return leg that ends with a delivery',
    [back.scanned('return_to_sender', at('11:00')), back.scanned('delivered', at('11:30'))],
  ],
  [
    'a parcel that is back at its sender',
    [
      back.scanned('in_transit', at('11:00')),
      scanned('return_to_sender', at('11:30'), { shipmentId: 'p1', reason: 'returned' }),
    ],
  ],
])('the shop has a return, whatever the carrier calls it: %s', (_, scans) => {
  const { status, effects } = outcomeOf(runReturn(at('11:30'), ...labelled, ...scans));
  expect([status, effects]).toEqual(['received', ['send return_received by email']]);
});

test('a return leg under the carrier’s word for returns is in transit', () => {
  const moving = [...labelled, back.scanned('return_to_sender', at('11:00'))];
  expect(outcomeOf(runReturn(at('11:00'), ...moving))).toEqual({
    status: 'in_transit',
    effects: ['send return_in_transit by email'],
  });
});
