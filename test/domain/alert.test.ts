/** When alerts open, end and notify. */

import { expect, test } from 'vitest';
import {
  type AlertCause,
  type AlertKind,
  decideAlerts,
  emailDue,
  type OpenAlert,
} from '../../domain/alert.ts';
import { MESSAGE_KINDS, urgencyOf } from '../../domain/message.ts';
import { WAIT_MAX_MS } from '../../domain/stuck-message.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';

const NOW = Date.UTC(2026, 10, 24, 12);

function aCause(kind: AlertKind, ageMs: number, key = ''): AlertCause {
  return { kind, key, since: NOW - ageMs, count: 1, lastError: null };
}

function anAlert(clearForMs: number | null, key = ''): OpenAlert {
  const clearSince = clearForMs === null ? null : NOW - clearForMs;
  return { id: '1', kind: 'relay_backlog', key, clearSince, emailedAt: null };
}

test.each<[AlertKind, number]>([
  ['channel_not_set_up', 10 * MINUTE],
  ['relay_backlog', 5 * MINUTE],
  ['workflow_tasks_failing', 5 * MINUTE],
  ['message_stuck', 0],
  ['provider_outage', 0],
  ['journeys_without_workflow', 0],
])('%s opens after its time, and not before', (kind, ms) => {
  const early = decideAlerts({ open: [], causes: [aCause(kind, ms - 1)], now: NOW });
  expect(early.seen).toEqual([]);
  const late = decideAlerts({ open: [], causes: [aCause(kind, ms)], now: NOW });
  expect(late.seen).toEqual([aCause(kind, ms)]);
});

test('a fault that comes back at once keeps its alert open', () => {
  const young = aCause('relay_backlog', 1_000);
  const { seen, cleared, ended } = decideAlerts({
    open: [anAlert(9 * MINUTE)],
    causes: [young],
    now: NOW,
  });
  expect([seen, cleared, ended]).toEqual([[young], [], []]);
});

test('an alert ends after its cause was away for ten minutes', () => {
  const [atOnce, soon, later] = [anAlert(null), anAlert(10 * MINUTE - 1), anAlert(10 * MINUTE)];
  const decide = (alert: OpenAlert) => decideAlerts({ open: [alert], causes: [], now: NOW });
  expect(decide(atOnce)).toEqual({ seen: [], cleared: [atOnce], ended: [] });
  expect(decide(soon)).toEqual({ seen: [], cleared: [], ended: [] });
  expect(decide(later)).toEqual({ seen: [], cleared: [], ended: [later] });
});

test('the fault of another key keeps no alert open', () => {
  const alert = anAlert(HOUR, 'resend');
  const causes = [aCause('relay_backlog', HOUR, 'smtp')];
  expect(decideAlerts({ open: [alert], causes, now: NOW }).ended).toEqual([alert]);
});

test('operators get an email at the opening, and a reminder each day', () => {
  expect(emailDue({ emailedAt: null }, NOW)).toBe('opened');
  expect(emailDue({ emailedAt: NOW - DAY + 1 }, NOW)).toBe(null);
  expect(emailDue({ emailedAt: NOW - DAY }, NOW)).toBe('reminder');
});

test('urgent messages may wait the least, and every kind has a limit', () => {
  expect(WAIT_MAX_MS.urgent).toBeLessThan(WAIT_MAX_MS.staff);
  expect(WAIT_MAX_MS.staff).toBeLessThan(WAIT_MAX_MS.ordinary);
  expect(urgencyOf('out_for_delivery')).toBe('urgent');
  expect(urgencyOf('order_confirmed')).toBe('ordinary');
  expect(urgencyOf('escalation_opened')).toBe('staff');
  expect(MESSAGE_KINDS.filter((kind) => !(urgencyOf(kind) in WAIT_MAX_MS))).toEqual([]);
});
