/**
 * What a person does about an escalation. Each command updates its row and appends to its history
 * and to the journey's log. Names and notes stay in the history, because the log enters Temporal.
 * All throw `not_found` if there is no such escalation, and `conflict` if it has ended.
 */

import type { Queryable, Sql } from '../db/connect.ts';
import {
  type EscalationRow,
  type EscalationUpdate,
  lockEscalation,
  readHistory,
  updateEscalation,
} from '../db/escalations.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import type { EscalationChange, Resolution } from '../domain/journey/event.ts';
import { appendEvents } from './append-events.ts';
import type { ChangeResult } from './change-return.ts';

export interface EscalationRef {
  readonly shopId: ShopId;
  readonly id: string;
}

/** Who made the change, when, and with which note. */
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
  /** Further details for the history. */
  readonly data?: object;
}

async function withLockedEscalation(
  sql: Sql,
  { shopId, id }: EscalationRef,
  change: (tx: Queryable, row: EscalationRow) => Promise<Change | null>,
): Promise<ChangeResult> {
  return sql.begin(async (tx) => {
    const row = await lockEscalation(tx, shopId, id);
    if (!row) throw new WismrError('not_found', `escalation ${id} does not exist`);
    const made = await change(tx, row);
    if (!made) return 'unchanged';
    await writeChange(tx, row, made);
    return 'changed';
  });
}

async function writeChange(tx: Queryable, row: EscalationRow, made: Change): Promise<void> {
  const { change, update, remark, resolution = null, until = null, data = null } = made;
  await updateEscalation(tx, row, { update, entry: { ...remark, change, data } });
  const body = {
    kind: 'escalation_changed',
    expectationId: row.expectationId,
    change,
    resolution,
    until: until?.getTime() ?? null,
  } as const;
  // The journey acts on these two; an owner or an acknowledgement changes none of its decisions.
  const wakes = change === 'resolved' || change === 'snoozed';
  await appendEvents(tx, row.journeyId, [{ body, wakes }]);
}

function assertEscalationOpen({ id, state }: EscalationRow): void {
  if (state === 'open' || state === 'acknowledged') return;
  throw new WismrError('conflict', `escalation ${id} is ${state} and cannot be changed`);
}

/** Marks the escalation as taken by a person, who becomes its owner if it has none. */
export function acknowledgeEscalation(
  sql: Sql,
  ref: EscalationRef,
  remark: Remark,
): Promise<ChangeResult> {
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

/** Sets the owner; null for none. */
export function assignEscalation(
  sql: Sql,
  ref: EscalationRef,
  { owner, ...remark }: Remark & { readonly owner: string | null },
): Promise<ChangeResult> {
  return withLockedEscalation(sql, ref, async (_, row) => {
    assertEscalationOpen(row);
    if (row.owner === owner) return null;
    return { change: 'assigned', update: { owner }, remark, data: { owner } };
  });
}

/** Ends the escalation. Throws `invalid` for `lost` if it is not about a shipment. */
export function resolveEscalation(
  sql: Sql,
  ref: EscalationRef,
  { resolution, ...remark }: Remark & { readonly resolution: Resolution },
): Promise<ChangeResult> {
  return withLockedEscalation(sql, ref, async (_, row) => {
    if (row.state === 'resolved' && row.resolution === resolution) return null;
    assertEscalationOpen(row);
    if (resolution === 'lost' && row.shipmentId === null) {
      const detail = 'must not be "lost": the escalation is not about a shipment';
      throw new WismrError('invalid', detail, [{ pointer: '/resolution', detail }]);
    }
    const update = { state: 'resolved', resolution, endedAt: remark.at } as const;
    return { change: 'resolved', update, remark, resolution, data: { resolution } };
  });
}

/** Pauses the escalation's ladder until a time. */
export function snoozeEscalation(
  sql: Sql,
  ref: EscalationRef,
  { until, ...remark }: Remark & { readonly until: Date },
): Promise<ChangeResult> {
  return withLockedEscalation(sql, ref, async (_, row) => {
    assertEscalationOpen(row);
    if (row.snoozedUntil?.getTime() === until.getTime()) return null;
    const data = { until: until.toISOString() };
    return { change: 'snoozed', update: { snoozedUntil: until }, remark, until, data };
  });
}
