/** The parts of a journey that the API shows of either kind. */

import type {
  EscalationView,
  ExpectationView,
  MessageView,
  ShipmentView,
} from '../api/responses.ts';
import type { Queryable } from '../db/connect.ts';
import { type EscalationRow, listEscalations } from '../db/escalations.ts';
import type { NotificationRow } from '../db/notifications.ts';
import type { TrackingEventRow } from '../db/tracking-events.ts';
import type { JourneyId, ShopId } from '../domain/ids.ts';
import { EXPECTATION_WORDS } from '../domain/journey/expectation.ts';
import type { AwaitedView } from '../domain/journey/view.ts';

export interface Viewing {
  /** Where customers reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** As of when things are overdue; epoch milliseconds. */
  readonly now: number;
}

const ESCALATIONS_MAX = 100;

/** The cases of a journey, newest first. */
export async function readEscalationViews(
  sql: Queryable,
  { shopId, journeyId }: { readonly shopId: ShopId; readonly journeyId: JourneyId },
): Promise<EscalationView[]> {
  const rows = await listEscalations(sql, { shopId, journeyId, limit: ESCALATIONS_MAX });
  return rows.map(escalationView);
}

export function escalationView(row: EscalationRow): EscalationView {
  const { shopId: _, step: __, ...rest } = row;
  return {
    ...rest,
    what: EXPECTATION_WORDS[row.kind],
    since: row.since.toISOString(),
    due: row.due.toISOString(),
    openedAt: row.openedAt.toISOString(),
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export function expectationView({ since, due, ...rest }: AwaitedView): ExpectationView {
  return { ...rest, since: new Date(since).toISOString(), due: new Date(due).toISOString() };
}

export function scanView(scan: TrackingEventRow): ShipmentView['scans'][number] {
  const { id: _, carrier: __, offsetMinutes: ___, dateOnly: ____, ...rest } = scan;
  return {
    ...rest,
    occurredAt: scan.occurredAt.toISOString(),
    receivedAt: scan.receivedAt.toISOString(),
  };
}

export function messageView(row: NotificationRow): MessageView {
  return {
    key: row.key,
    kind: row.kind,
    channel: row.channel,
    shipmentIds: [...row.shipmentIds],
    decision: row.decision,
    reason: row.reason,
    holdUntil: row.holdUntil?.toISOString() ?? null,
    state: row.state,
    provider: row.provider,
    providerId: row.providerId,
    attempts: row.attempts,
    lastError: row.lastError,
    decidedAt: row.decidedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
