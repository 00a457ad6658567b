/** A return as the API and its page show it: its rows, and the state folded from its log. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { readLog } from '../db/journey-events.ts';
import { readNotifications } from '../db/notifications.ts';
import { type ReturnParcelRow, readParcels } from '../db/return-parcels.ts';
import {
  findReturn,
  findReturnByPage,
  type InspectedItem,
  type ReturnItem,
  type ReturnRow,
  readRefunds,
  readReturnItems,
  type WithdrawalNotice,
} from '../db/returns.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { JourneyId, ShopId } from '../domain/ids.ts';
import { foldUntilStuck, type StuckEvent } from '../domain/journey/machine.ts';
import { ownProperty } from '../domain/own-property.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import { areLabelsCancelled } from '../domain/return/dead-label.ts';
import type { ReturnEvent } from '../domain/return/event.ts';
import { isAwaitingGoods } from '../domain/return/goods-back.ts';
import { returnMachine } from '../domain/return/index.ts';
import { refundDueByLaw } from '../domain/return/refund-by-law.ts';
import { promisedRefund } from '../domain/return/refund-due.ts';
import type { ReturnState } from '../domain/return/state.ts';
import {
  isProcessed,
  isUnderWay,
  postingStart,
  type ReturnStatus,
  type ReturnTerms,
  receivedAt,
  returnStatus,
  type WayTrouble,
  wayTrouble,
} from '../domain/return/status.ts';
import {
  hasNothingToPost,
  type WithdrawalReceipt,
  withdrawalReceipt,
} from '../domain/return/withdrawal.ts';
import { earliest } from '../domain/time.ts';
import { readTerms } from './current-policy.ts';
import {
  type EscalationView,
  type ExpectationView,
  expectationView,
  isoTime,
  type MessageView,
  messageView,
  readEscalationViews,
  type ScanView,
  scanView,
  type UnconfirmedView,
  unconfirmedView,
  type ViewOptions,
} from './journey.ts';
import { pageUrl, type Site } from './page-url.ts';
import { readParcelScans } from './parcel-scans.ts';
import { type RefundView, refundView } from './refund.ts';

export interface ReturnParcelView
  extends Omit<
    ReturnParcelRow,
    'shopId' | 'returnId' | 'scanSummary' | 'labelledAt' | 'receivedAt'
  > {
  readonly carrierName: string;
  /** Null: it is on its way, or has arrived. */
  readonly trouble: WayTrouble | null;
  readonly unconfirmed: UnconfirmedView | null;
  readonly trackingUrl: string | null;
  readonly labelledAt: string;
  readonly receivedAt: string | null;
  readonly scans: ScanView[];
  /** How many more the carrier has reported, at least. They are not kept. */
  readonly scansDropped: number;
}

export interface InspectionView {
  readonly inspectedAt: string;
  readonly items: InspectedItem[];
}

export type NoticeView = Pick<WithdrawalNotice, 'name' | 'statement' | 'email' | 'acceptedBecause'>;

export interface ReturnSummary {
  readonly returnId: string;
  readonly status: ReturnStatus;
  /** The URL of the return's page for the customer. */
  readonly url: string;
}

export interface ReturnView {
  readonly returnId: string;
  readonly orderId: string;
  readonly status: ReturnStatus;
  readonly requestedAt: string;
  readonly reason: string | null;
  readonly approvedAt: string | null;
  readonly rejectedAt: string | null;
  readonly rejectionReason: string | null;
  readonly cancelledAt: string | null;
  readonly expiredAt: string | null;
  readonly receivedAt: string | null;
  readonly postBy: string | null;
  readonly withdrawal: boolean;
  /** What the customer wrote when they withdrew; null: the shop reported no notice. */
  readonly withdrawalNotice: NoticeView | null;
  /** How far the receipt of the withdrawal is; null: none is due. */
  readonly withdrawalReceipt: WithdrawalReceipt | null;
  readonly refundBy: string | null;
  readonly items: (ReturnItem & { readonly line: number })[];
  readonly parcels: ReturnParcelView[];
  readonly inspection: InspectionView | null;
  readonly refunds: RefundView[];
  readonly returnPageUrl: string;
  readonly awaited: string;
  readonly closed: boolean;
  /** An event that wismr cannot process: status and expectations are those before it. */
  readonly stuckEvent: StuckEvent | null;
  readonly expectations: ExpectationView[];
  readonly escalations: EscalationView[];
  readonly messages: MessageView[];
}

/** Null if the shop has no such return. */
export async function readReturnView(
  sql: Sql,
  { shopId, returnId }: { readonly shopId: ShopId; readonly returnId: string },
  options: ViewOptions,
): Promise<ReturnView | null> {
  const row = await findReturn(sql, shopId, returnId);
  return row && viewReturn(sql, row, options);
}

export interface ReturnPageView {
  readonly shop: Shop;
  readonly view: ReturnView;
  /** The customer's time zone, an IANA name. */
  readonly timeZone: string;
  readonly locale: string;
}

/** The return with this page; null if there is none. */
export async function readReturnPage(
  sql: Sql,
  pageId: string,
  options: ViewOptions,
): Promise<ReturnPageView | null> {
  const row = await findReturnByPage(sql, pageId);
  const shop = row && (await findShop(sql, row.shopId));
  if (!row || !shop) return null;
  const [view, { timeZone, locale }] = await Promise.all([
    viewReturn(sql, row, options),
    readContact(sql, row.contactId),
  ]);
  return { shop, view, timeZone, locale };
}

async function viewReturn(sql: Sql, row: ReturnRow, options: ViewOptions): Promise<ReturnView> {
  const { now } = options;
  const { shopId, returnId, journeyId } = row;
  const [items, parcels, refunds, notifications, log, escalations] = await Promise.all([
    readReturnItems(sql, row),
    readParcels(sql, shopId, returnId),
    readRefunds(sql, row),
    readNotifications(sql, journeyId),
    readLog<ReturnEvent>(sql, journeyId),
    readEscalationViews(sql, row),
  ]);
  const { state, stuckEvent } = foldUntilStuck(returnMachine, journeyId, log);
  const timeZone = state.contact?.timeZone ?? state.calendar.timeZone;
  const { country, withdrawal } = row;
  const terms = await readTerms(sql, shopId, { country, timeZone, withdrawal });
  // The clock decides what is overdue, even before the workflow's timer fires.
  const view = returnMachine.view({ ...state, now: Math.max(now, state.now) });
  const status = returnStatus(state);
  return {
    returnId,
    orderId: row.orderId,
    status,
    requestedAt: row.requestedAt.toISOString(),
    reason: row.reason,
    approvedAt: isoTime(row.approvedAt),
    rejectedAt: isoTime(row.rejectedAt),
    rejectionReason: row.rejectionReason,
    cancelledAt: isoTime(row.cancelledAt),
    expiredAt: isoTime(state.expiredAt),
    receivedAt: isoTime(receivedAt(state)),
    postBy: isoTime(postBy(row, { parcels, state, terms })),
    withdrawal,
    withdrawalNotice: row.notice && noticeView(row.notice),
    withdrawalReceipt: withdrawalReceipt(state),
    refundBy: isoTime(refundBy(state, terms)),
    items: [...items],
    parcels: await Promise.all(parcels.map((parcel) => readParcelView(sql, parcel, state))),
    inspection: inspectionOf(row),
    refunds: refunds.map(refundView),
    returnPageUrl: pageUrl(options, 'return', row.pageId),
    awaited: view.awaited,
    closed: state.closed,
    stuckEvent,
    expectations: view.expectations.map(expectationView),
    escalations,
    messages: notifications.map(messageView),
  };
}

/** Reads the part of a return that a list shows. */
export async function readReturnSummary(
  sql: Sql,
  row: ReturnRow,
  site: Site,
): Promise<ReturnSummary> {
  const url = pageUrl(site, 'return', row.pageId);
  return { returnId: row.returnId, status: await readReturnStatus(sql, row.journeyId), url };
}

export async function readReturnStatus(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<ReturnStatus> {
  return returnStatus(await readReturnState(sql, journeyId));
}

export async function readReturnState(sql: Queryable, journeyId: JourneyId): Promise<ReturnState> {
  const log = await readLog<ReturnEvent>(sql, journeyId);
  return foldUntilStuck(returnMachine, journeyId, log).state;
}

/** The deadline to post the return; null unless the customer still has to post it. */
function postBy(row: ReturnRow, { parcels, state, terms }: Posting): number | null {
  const status = returnStatus(state);
  if (hasNothingToPost(state) || areLabelsCancelled(state)) return null;
  const isPosted = Object.values(state.parcels).some(isUnderWay);
  // Refunded in advance: the goods are still to come.
  const isToPost = status === 'approved' || status === 'label_issued' || isAwaitingGoods(state);
  return isToPost && !isPosted ? terms.postBy(postingStart(row, parcels)) : null;
}

interface Posting {
  readonly parcels: readonly ReturnParcelRow[];
  readonly state: ReturnState;
  readonly terms: ReturnTerms;
}

/** The deadline of the refund; null if none is expected, or the time is not known yet. */
function refundBy(state: ReturnState, terms: ReturnTerms): number | null {
  const { cancelledAt, rejectedAt } = state;
  if (cancelledAt !== null || rejectedAt !== null || isProcessed(state)) return null;
  const arrivedAt = receivedAt(state);
  const own = promisedRefund(state) ?? (arrivedAt === null ? null : terms.refundBy(arrivedAt));
  return earliest([own, refundDueByLaw(state)]);
}

function noticeView({ name, statement, email, acceptedBecause }: WithdrawalNotice): NoticeView {
  return { name, statement, email, acceptedBecause };
}

function inspectionOf({ inspectedAt, inspection }: ReturnRow): InspectionView | null {
  if (!inspectedAt || !inspection) return null;
  return { inspectedAt: inspectedAt.toISOString(), items: [...inspection] };
}

async function readParcelView(
  sql: Sql,
  parcel: ReturnParcelRow,
  { parcels }: ReturnState,
): Promise<ReturnParcelView> {
  const known = ownProperty(parcels, parcel.parcelId);
  const window = scanWindow(parcel.labelledAt.getTime());
  const { scans, dropped } = await readParcelScans(sql, parcel, window);
  const { shopId: _shopId, returnId: _returnId, scanSummary: _summary, ...rest } = parcel;
  const carrier = findCarrier(parcel.carrier);
  return {
    ...rest,
    carrierName: carrier.name,
    unconfirmed: unconfirmedView(parcel.scanSummary),
    trouble: known ? wayTrouble(known) : null,
    trackingUrl: trackingUrl(carrier, parcel.trackingNumber),
    labelledAt: parcel.labelledAt.toISOString(),
    receivedAt: isoTime(parcel.receivedAt),
    scans: scans.map(scanView),
    scansDropped: dropped,
  };
}
