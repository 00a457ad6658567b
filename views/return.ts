/** A return as the API and the pages show it: read from its rows and folded from its log. */

import type { OrderView } from '../api/responses.ts';
import type { ReturnParcelView, ReturnView } from '../api/responses-return.ts';
import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import { scanWindow } from '../commands/record-scans.ts';
import type { Sql } from '../db/connect.ts';
import { readLog } from '../db/journey-events.ts';
import { readNotifications } from '../db/notifications.ts';
import { readTerms } from '../db/policies.ts';
import { type ReturnParcelRow, readParcels } from '../db/return-parcels.ts';
import { type ReturnRow, readRefunds, readReturnItems } from '../db/returns.ts';
import { readTrackingEvents } from '../db/tracking-events.ts';
import { fold } from '../domain/journey/machine.ts';
import type { ReturnEvent } from '../domain/return/event.ts';
import {
  isProcessed,
  type ReturnStatus,
  type ReturnTerms,
  receivedAt,
  returnStatus,
} from '../domain/return/facts.ts';
import { returnMachine } from '../domain/return/index.ts';
import type { ReturnState } from '../domain/return/state.ts';
import {
  expectationView,
  messageView,
  readEscalationViews,
  scanView,
  type Viewing,
} from './journey.ts';

export async function readReturnView(
  sql: Sql,
  row: ReturnRow,
  { publicUrl, now }: Viewing,
): Promise<ReturnView> {
  const { shopId, returnId, journeyId } = row;
  const [items, parcels, refunds, notifications, log, terms, escalations] = await Promise.all([
    readReturnItems(sql, row),
    readParcels(sql, shopId, returnId),
    readRefunds(sql, row),
    readNotifications(sql, journeyId),
    readLog<ReturnEvent>(sql, journeyId),
    readTerms(sql, shopId, row.country),
    readEscalationViews(sql, row),
  ]);
  const { state } = fold(returnMachine, journeyId, log);
  // What is overdue is so by the clock, whether the journey has woken or not.
  const view = returnMachine.view({ ...state, now: Math.max(now, state.now) });
  const status = returnStatus(state);
  return {
    returnId,
    orderId: row.orderId,
    status,
    requestedAt: row.requestedAt.toISOString(),
    reason: row.reason,
    approvedAt: iso(row.approvedAt),
    rejectedAt: iso(row.rejectedAt),
    rejectionReason: row.rejectionReason,
    cancelledAt: iso(row.cancelledAt),
    expiredAt: iso(state.expiredAt),
    receivedAt: iso(receivedAt(state)),
    postBy: iso(postBy(row, status, terms)),
    refundBy: iso(refundBy(row, state, terms)),
    items: [...items],
    parcels: await Promise.all(parcels.map((parcel) => readParcelView(sql, parcel))),
    inspection: inspectionOf(row),
    refunds: refunds.map((refund) => ({
      ...refund,
      refundedAt: refund.refundedAt.toISOString(),
    })),
    returnPageUrl: returnPageUrl(publicUrl, row.trackingToken),
    awaited: view.awaited,
    closed: state.closed,
    expectations: view.expectations.map(expectationView),
    escalations,
    messages: notifications.map(messageView),
  };
}

/** A return in a list: what it is called, where it is, and the customer's page about it. */
export async function readReturnSummary(
  sql: Sql,
  row: ReturnRow,
  publicUrl: string,
): Promise<OrderView['returns'][number]> {
  const { state } = fold(
    returnMachine,
    row.journeyId,
    await readLog<ReturnEvent>(sql, row.journeyId),
  );
  const url = returnPageUrl(publicUrl, row.trackingToken);
  return { returnId: row.returnId, status: returnStatus(state), url };
}

export function returnPageUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/r/${token}`;
}

/** While it is to be posted. */
function postBy(row: ReturnRow, status: ReturnStatus, terms: ReturnTerms): number | null {
  if (status !== 'approved' && status !== 'label_issued') return null;
  return terms.postBy((row.approvedAt ?? row.requestedAt).getTime());
}

/** While it may still come. */
function refundBy(row: ReturnRow, state: ReturnState, terms: ReturnTerms): number | null {
  const { cancelledAt, rejectedAt } = state;
  if (cancelledAt !== null || rejectedAt !== null || isProcessed(state)) return null;
  const there = receivedAt(state);
  return row.refundBy?.getTime() ?? (there === null ? null : terms.refundBy(there));
}

function inspectionOf({ inspectedAt, inspection }: ReturnRow): ReturnView['inspection'] {
  if (!inspectedAt || !inspection) return null;
  return { inspectedAt: inspectedAt.toISOString(), items: [...inspection] };
}

async function readParcelView(sql: Sql, parcel: ReturnParcelRow): Promise<ReturnParcelView> {
  const span = scanWindow({ shippedAt: parcel.labelledAt });
  const scans = await readTrackingEvents(sql, parcel, span);
  const { shopId: _, returnId: __, scanSummary: ___, ...rest } = parcel;
  const carrier = findCarrier(parcel.carrier);
  return {
    ...rest,
    carrierName: carrier.name,
    trackingUrl: trackingUrl(carrier, parcel.trackingNumber),
    labelledAt: parcel.labelledAt.toISOString(),
    receivedAt: iso(parcel.receivedAt),
    scans: scans.map(scanView),
  };
}

function iso(time: Date | number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
