/** The measure of correctness, and what it must find over everything that is at hand. */

import { expect, test } from 'vitest';
import {
  isRight,
  type JudgedBody,
  measureCorrectness,
  readCorpusBodies,
  readNastyBodies,
  statusesOf,
} from '../../bench/carriers.ts';
import { refuse } from '../../carriers/reading/document.ts';
import type { ParseResult, Reason, Status, TrackingEvent } from '../../domain/tracking.ts';

function parsed(...statuses: readonly (readonly [Status, Reason?])[]): ParseResult {
  const shipments = statuses.map(([status, reason = null]) => {
    const event: TrackingEvent = {
      status,
      reason,
      responsible: null,
      code: 'X',
      mapped: status !== 'in_transit',
      description: null,
      occurredAt: 0,
      localTime: null,
      offsetMinutes: 0,
      offsetSource: status === 'delivered' ? 'carrier' : 'assumed',
      dateOnly: false,
      place: null,
    };
    return {
      carrier: 'acme',
      trackingNumber: null,
      uniqueId: null,
      service: null,
      events: [event],
      edd: null,
      originalEdd: null,
      proofOfDelivery: null,
      attempts: null,
      relatedNumbers: [],
      returnNumber: null,
      unmapped: [],
    };
  });
  return { ok: true, shipments, notices: [] };
}

function judged(result: ParseResult, ...expected: readonly string[]): JudgedBody {
  return { carrier: 'acme', name: 'invented', result, expected };
}

test('the measure counts what is right, falsely delivered and missed', () => {
  const { total } = measureCorrectness([
    judged(parsed(['delivered']), 'delivered'),
    judged(parsed(['delivered']), 'return_to_sender/returned'),
    judged(parsed(['in_transit']), 'delivered'),
    judged(parsed(['in_transit', 'partial']), 'in_transit'),
    judged(parsed(['delivered'], ['in_transit']), 'delivered'),
    judged(refuse('other', 'a ping'), 'refused: other'),
    judged(refuse('malformed', 'no'), 'delivered'),
  ]);
  expect(total).toEqual({
    carrier: 'all',
    bodies: 7,
    judged: 8,
    right: 4,
    falseDelivered: 1,
    missedDelivered: 2,
    events: 6,
    mappedEvents: 3,
    sureTimes: 3,
  });
});

test('an expectation with a reason wants that reason', () => {
  expect(isRight('exception/loss', 'exception')).toBe(true);
  expect(isRight('exception/loss', 'exception/damage')).toBe(false);
  expect(isRight('exception', 'exception/damage')).toBe(false);
  expect(statusesOf(parsed(['exception', 'loss'], ['delivered']))).toEqual([
    'exception/loss',
    'delivered',
  ]);
});

test('over all bodies at hand, nothing is falsely delivered, missed or wrong', () => {
  const all = [...readNastyBodies(), ...readCorpusBodies()];
  const wrong = all.filter(({ result, expected }) => {
    const found = statusesOf(result);
    return (
      found.length !== expected.length || found.some((each, n) => !isRight(each, expected[n] ?? ''))
    );
  });
  expect(wrong.map(({ carrier, name }) => `${carrier}: ${name}`)).toEqual([]);
  const { total } = measureCorrectness(all);
  expect([total.falseDelivered, total.missedDelivered]).toEqual([0, 0]);
  expect(total.bodies).toBe(all.length);
});
