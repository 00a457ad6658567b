/** What the views of orders and returns share. All times are ISO 8601. */

import type { Queryable } from '../db/connect.ts';
import { type EscalationRow, listEscalations, readResponsible } from '../db/escalations.ts';
import type { NotificationRow, NotificationState } from '../db/notifications.ts';
import type { TrackingEventRow } from '../db/tracking-events.ts';
import type { JourneyId, ShopId } from '../domain/ids.ts';
import { EXPECTATION_WORDS, responsibleFor } from '../domain/journey/expectation.ts';
import type { AwaitedView } from '../domain/journey/view.ts';
import type { Channel, MessageKind } from '../domain/message.ts';
import { isAhead } from '../domain/parcel/future-scan.ts';
import type { ScanSummary } from '../domain/parcel/scan-summary.ts';
import type { ReceiptKind } from '../domain/receipt.ts';
import type { Party } from '../domain/tracking.ts';
import type { Site } from './page-url.ts';

export interface ViewOptions extends Site {
  /** The time that decides what is overdue; epoch milliseconds. */
  readonly now: number;
}

export interface EscalationView
  extends Omit<
    EscalationRow,
    'shopId' | 'step' | 'since' | 'due' | 'openedAt' | 'snoozedUntil' | 'endedAt'
  > {
  /** The expected event that is missing, in words. */
  readonly what: string;
  /** Who can resolve it. */
  readonly responsible: Party;
  readonly since: string;
  readonly due: string;
  readonly openedAt: string;
  readonly snoozedUntil: string | null;
  readonly endedAt: string | null;
}

export interface ExpectationView extends Omit<AwaitedView, 'since' | 'due'> {
  readonly since: string;
  readonly due: string;
}

export interface ScanView
  extends Omit<
    TrackingEventRow,
    | 'id'
    | 'source'
    | 'pushed'
    | 'unconfirmed'
    | 'carrier'
    | 'offsetMinutes'
    | 'dateOnly'
    | 'occurredAt'
    | 'receivedAt'
  > {
  readonly occurredAt: string;
  readonly receivedAt: string;
  /** Dated ahead of its receipt: kept, and decides nothing while it is. */
  readonly ahead: boolean;
}

export interface MessageView {
  readonly key: string;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipmentIds: string[];
  readonly decision: 'send' | 'hold' | 'drop';
  readonly reason: string | null;
  readonly holdUntil: string | null;
  readonly state: NotificationState | null;
  readonly provider: string | null;
  readonly providerId: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly decidedAt: string;
  readonly settledAt: string | null;
  readonly receipt: ReceiptKind | null;
  readonly receiptAt: string | null;
  readonly receiptCode: string | null;
}

const ESCALATIONS_MAX = 100;

/** The escalations of a journey, newest first. */
export async function readEscalationViews(
  sql: Queryable,
  { shopId, journeyId }: { readonly shopId: ShopId; readonly journeyId: JourneyId },
): Promise<EscalationView[]> {
  const rows = await listEscalations(sql, { shopId, journeyId, limit: ESCALATIONS_MAX });
  return viewEscalations(sql, rows);
}

export async function viewEscalations(
  sql: Queryable,
  rows: readonly EscalationRow[],
): Promise<EscalationView[]> {
  const reported = await readResponsible(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => escalationView(row, reported.get(row.id) ?? responsibleFor(row.kind)));
}

function escalationView(row: EscalationRow, responsible: Party): EscalationView {
  const { shopId: _shopId, step: _step, ...rest } = row;
  return {
    ...rest,
    what: EXPECTATION_WORDS[row.kind],
    responsible,
    since: row.since.toISOString(),
    due: row.due.toISOString(),
    openedAt: row.openedAt.toISOString(),
    snoozedUntil: isoTime(row.snoozedUntil),
    endedAt: isoTime(row.endedAt),
  };
}

export function expectationView({ since, due, ...rest }: AwaitedView): ExpectationView {
  return { ...rest, since: new Date(since).toISOString(), due: new Date(due).toISOString() };
}

export interface UnconfirmedView {
  readonly status: 'delivered' | 'returned';
  /** When it counts unless the carrier confirms or contradicts it; null: it counts. */
  readonly until: string | null;
}

/** A final status that the carrier has not confirmed; null: there is none. */
export function unconfirmedView({ unconfirmed }: ScanSummary): UnconfirmedView | null {
  if (!unconfirmed) return null;
  return {
    status: unconfirmed.scan.status === 'delivered' ? 'delivered' : 'returned',
    until: unconfirmed.accepted ? null : new Date(unconfirmed.until).toISOString(),
  };
}

export function scanView(scan: TrackingEventRow): ScanView {
  const {
    id: _id,
    source: _source,
    pushed: _pushed,
    unconfirmed: _unconfirmed,
    carrier: _carrier,
    offsetMinutes: _offsetMinutes,
    dateOnly: _dateOnly,
    ...rest
  } = scan;
  return {
    ...rest,
    occurredAt: scan.occurredAt.toISOString(),
    receivedAt: scan.receivedAt.toISOString(),
    ahead: isAhead(scan.occurredAt.getTime(), scan.receivedAt.getTime()),
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
    holdUntil: row.settledAt ? null : isoTime(row.holdUntil),
    state: row.state,
    provider: row.provider,
    providerId: row.providerId,
    attempts: row.attempts,
    lastError: row.lastError,
    decidedAt: row.decidedAt.toISOString(),
    settledAt: isoTime(row.settledAt),
    receipt: row.receipt,
    receiptAt: isoTime(row.receiptAt),
    receiptCode: row.receiptCode,
  };
}

export function isoTime(time: Date | number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
