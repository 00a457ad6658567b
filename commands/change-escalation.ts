/**
 * What a person does to a case: its row, a line in its history, and an event in the journey's log, in
 * one transaction. Who it was, and in which words, stays in the history: the log goes to Temporal.
 */

import type { Queryable, Sql } from '../db/connect.ts';
import {
  type EscalationRow,
  type EscalationUpdate,
  lockEscalation,
  readHistory,
  updateEscalation,
} from '../db/escalations.ts';
import { appendEvents } from '../db/journey-events.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import type { EscalationChange, Resolution } from '../domain/journey/event.ts';
import type { Changed } from './change-return.ts';

export interface EscalationRef {
  readonly shopId: ShopId;
  readonly id: string;
}

/** Who says so, and what else there is to say. */
export interface Remark {
  readonly by: string | null;
  readonly note: string | null;
  readonly at: Date;
}

interface Change {
  readonly change: EscalationChange;
  readonly update: EscalationUpdate;
  readonly remark: Remark;
  readonly resolution?: Resolution;
  readonly until?: Date;
  /** What the history keeps beside the words. */
  readonly data?: object;
}

async function withLockedEscalation(
  sql: Sql,
  { shopId, id }: EscalationRef,
  change: (tx: Queryable, row: EscalationRow) => Promise<Change | null>,
): Promise<Changed> {
  return sql.begin(async (tx) => {
    const row = await lockEscalation(tx, shopId, id);
    if (!row) throw new WismrError('not_found', `there is no escalation ${id}`);
    const made = await change(tx, row);
    if (!made) return 'unchanged';
    await write(tx, row, made);
    return 'changed';
  });
}

async function write(tx: Queryable, row: EscalationRow, made: Change): Promise<void> {
  const { change, update, remark, resolution = null, until = null, data = null } = made;
  await updateEscalation(tx, row, { update, entry: { ...remark, change, data } });
  const body = {
    kind: 'escalation_changed',
    expectationId: row.expectationId,
    change,
    resolution,
    until: until?.getTime() ?? null,
  } as const;
  // That somebody has it changes nothing of what the journey does next.
  const wakes = change === 'resolved' || change === 'snoozed';
  await appendEvents(tx, row.journeyId, [{ body, wakes }]);
}

function assertEscalationOpen({ state }: EscalationRow): void {
  if (state === 'open' || state === 'acknowledged') return;
  throw new WismrError('conflict', `the escalation is ${state}`);
}

/** A person has it; and it is theirs, where it was nobody's. */
export function acknowledgeEscalation(
  sql: Sql,
  ref: EscalationRef,
  remark: Remark,
): Promise<Changed> {
  return withLockedEscalation(sql, ref, async (tx, row) => {
    assertEscalationOpen(row);
    if (row.state === 'acknowledged') {
      const history = await readHistory(tx, row);
      const last = history.findLast(({ change }) => change === 'acknowledged');
      if (last?.by === remark.by && last.note === remark.note) return null;
    }
    const update = { state: 'acknowledged', owner: row.owner ?? remark.by } as const;
    return { change: 'acknowledged', update, remark };
  });
}

/** Null: nobody's any more. */
export function assignEscalation(
  sql: Sql,
  ref: EscalationRef,
  { owner, ...remark }: Remark & { readonly owner: string | null },
): Promise<Changed> {
  return withLockedEscalation(sql, ref, async (_, row) => {
    assertEscalationOpen(row);
    if (row.owner === owner) return null;
    return { change: 'assigned', update: { owner }, remark, data: { owner } };
  });
}

/** Throws `invalid` for `lost` where there is no parcel that could be. */
export function resolveEscalation(
  sql: Sql,
  ref: EscalationRef,
  { resolution, ...remark }: Remark & { readonly resolution: Resolution },
): Promise<Changed> {
  return withLockedEscalation(sql, ref, async (_, row) => {
    if (row.state === 'resolved' && row.resolution === resolution) return null;
    assertEscalationOpen(row);
    if (resolution === 'lost' && row.shipmentId === null) {
      const detail = 'only a case about a shipment can end with its loss';
      throw new WismrError('invalid', detail, [{ pointer: '/resolution', detail }]);
    }
    const update = { state: 'resolved', resolution, endedAt: remark.at } as const;
    return { change: 'resolved', update, remark, resolution, data: { resolution } };
  });
}

/** Its ladder stands still until then. */
export function snoozeEscalation(
  sql: Sql,
  ref: EscalationRef,
  { until, ...remark }: Remark & { readonly until: Date },
): Promise<Changed> {
  return withLockedEscalation(sql, ref, async (_, row) => {
    assertEscalationOpen(row);
    if (row.snoozedUntil?.getTime() === until.getTime()) return null;
    const data = { until: until.toISOString() };
    return { change: 'snoozed', update: { snoozedUntil: until }, remark, until, data };
  });
}
