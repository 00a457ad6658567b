/** What follows from an order's state: its status, whether it is over, and what is missing. */

import { localDate } from '../calendar.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { daysOf, type FirstOfDay } from '../parcel/status-days.ts';
import { earliest } from '../time.ts';
import { STATUSES, type Status } from '../tracking.ts';
import type { OrderState, ShipmentState } from './state.ts';

const TROUBLE: readonly Status[] = [
  'exception',
  'return_to_sender',
  'attempted',
  'available_for_pickup',
];

/** Trouble first, then the status furthest from delivery. */
export const STATUS_PRECEDENCE: readonly Status[] = [
  ...TROUBLE,
  ...STATUSES.filter((status) => !TROUBLE.includes(status)),
];

/**
 * The status of the shipment that most needs attention; `placed` without shipments, and while another
 * label is awaited because their carriers cancelled all. What goes back or is lost counts no more once
 * other parcels bring all pieces.
 */
export function orderStatus(state: OrderState): Status | 'placed' {
  const isReplaced = areOthersEnough(state);
  const statuses = countedShipments(state)
    .filter(([, shipment]) => !isReplaced || !isMissed(shipment))
    .map(([, { scanSummary }]) => currentStatus(scanSummary).status);
  const isUnused = statuses.every((status) => status === 'unknown' || status === 'cancelled');
  if (state.cancelledAt !== null && isUnused) return 'cancelled';
  const isAwaited = isParcelMissing(state) && statuses.every((status) => status === 'cancelled');
  if (statuses.length === 0 || isAwaited) return 'placed';
  return STATUS_PRECEDENCE.find((status) => statuses.includes(status)) ?? 'unknown';
}

/** Whether a parcel goes back, or a person has written it off and it has not turned up. */
function isMissed(shipment: ShipmentState): boolean {
  if (currentStatus(shipment.scanSummary).status === 'return_to_sender') return true;
  return shipment.writtenOffAt !== null && turnedUpAt(shipment) === null;
}

/** Whether other parcels than those bring, or have brought, all pieces. */
export function areOthersEnough(state: OrderState): boolean {
  if (state.pieces === null) return false;
  const good = sentShipments(state).filter(
    ([, { scanSummary, writtenOffAt }]) =>
      writtenOffAt === null && currentStatus(scanSummary).status !== 'return_to_sender',
  );
  const pieces = good.reduce((sum, [, each]) => sum + (each.pieces ?? 0), 0);
  return good.length > 0 && pieces >= state.pieces;
}

/** Whether the shipment of an alarm is moving again. */
export function isShipmentMoving({ shipments }: OrderState, id: string): boolean {
  const shipment = ownProperty(shipments, id);
  if (!shipment || shipment.writtenOffAt !== null || shipment.voided) return false;
  return currentStatus(shipment.scanSummary).status === 'in_transit';
}

/**
 * The day on which the customer expected it, `YYYY-MM-DD`, once it has passed; else null. A later
 * tour replaces the estimate, since the customer read that it comes “today”.
 */
export function missedDay(state: OrderState, id: string | null): string | null {
  const shipment = id === null ? undefined : ownProperty(state.shipments, id);
  const estimated = shipment?.edd.latest?.date ?? state.edd.latest?.date;
  if (state.contact === null) return null;
  const tours = shipment ? daysOf(shipment.scanSummary.days, 'out_for_delivery') : [];
  const [day = null] = [estimated, ...tours.slice(-1).map((tour) => tourDay(state, tour))]
    .filter((each) => each !== undefined)
    .sort()
    .reverse();
  if (day === null) return null;
  return day < localDate(state.now, state.contact.timeZone) ? day : null;
}

/**
 * The day of a tour for the customer. A scan in UTC has a day of UTC: in the east, the tour is on
 * the next one.
 */
export function tourDay(
  { contact, calendar }: Pick<OrderState, 'contact' | 'calendar'>,
  { day, first }: Pick<FirstOfDay, 'day' | 'first'>,
): string {
  const own = localDate(first, contact?.timeZone ?? calendar.timeZone);
  return own > day ? own : day;
}

/** The latest day on which a parcel was out for delivery, unless something else ended the tour. */
export function latestTour(
  state: OrderState,
  { scanSummary }: Pick<ShipmentState, 'scanSummary'>,
): FirstOfDay | null {
  if (!ON_TOUR.includes(currentStatus(scanSummary).status)) return null;
  const tour = daysOf(scanSummary.days, 'out_for_delivery').at(-1);
  return tour ? { ...tour, day: tourDay(state, tour) } : null;
}

/** Some vans come back in the evening without a word. */
const ON_TOUR: readonly Status[] = ['out_for_delivery', 'in_transit'];

/** Whether it is out for delivery on that day or a later one, so that “late” is no news. */
export function isOutForDelivery(
  state: OrderState,
  shipment: Pick<ShipmentState, 'scanSummary'> | undefined,
  day: string,
): boolean {
  if (!shipment || currentStatus(shipment.scanSummary).status !== 'out_for_delivery') return false;
  return (latestTour(state, shipment)?.day ?? '') >= day;
}

/** The parcels of a complete order: without labels that their carrier cancelled. */
export function completeShipments(state: OrderState): readonly ShipmentEntry[] {
  return countedShipments(state).filter(([, shipment]) => !isLabelCancelled(shipment));
}

/** Whether the last of several parcels has arrived. */
export function areAllDelivered(state: OrderState): boolean {
  const shipments = completeShipments(state);
  const arrived = shipments.every(
    ([, shipment]) =>
      currentStatus(shipment.scanSummary).status === 'delivered' &&
      shipment.scanSummary.by.delivered &&
      !isExtra(state, shipment),
  );
  return shipments.length > 1 && arrived && !moreToCome(state);
}

/** Whether pieces are still to be shipped. False if the shop does not list them for each parcel. */
export function moreToCome(state: OrderState): boolean {
  const count = piecesShipped(state);
  return state.pieces !== null && count !== null && count < state.pieces;
}

/** Whether the shop has yet to send the first parcel, or another one. */
export function isParcelMissing(state: OrderState): boolean {
  if (state.contact === null || state.cancelledAt !== null) return false;
  if (state.refundedAt !== null || isWithdrawn(state)) return false;
  return sentShipments(state).length === 0 || moreToCome(state);
}

/** Whether the customer has withdrawn from all that was still to be shipped. */
function isWithdrawn({ withdrawals, pieces }: OrderState): boolean {
  return withdrawals.some((each) => each.isWhole && each.pieces === pieces);
}

function piecesShipped(state: OrderState): number | null {
  let count = 0;
  for (const [, { pieces }] of sentShipments(state)) {
    if (pieces === null) return null;
    count += pieces;
  }
  return count;
}

type ShipmentEntry = readonly [id: string, shipment: ShipmentState];

/** Without those that the shop voided. */
export function liveShipments({
  shipments,
}: Pick<OrderState, 'shipments'>): readonly ShipmentEntry[] {
  return Object.entries(shipments).filter(([, { voided }]) => voided === null);
}

/** Without labels that their carrier cancelled, too: such a parcel never leaves. */
export function sentShipments(state: Pick<OrderState, 'shipments'>): readonly ShipmentEntry[] {
  return liveShipments(state).filter(([, shipment]) => !isLabelCancelled(shipment));
}

export function isLabelCancelled({ scanSummary, writtenOffAt }: ShipmentState): boolean {
  return writtenOffAt === null && currentStatus(scanSummary).status === 'cancelled';
}

/**
 * The parcels that say how the order is doing: without those that the shop voided, and without labels
 * that were never used once all pieces have arrived by other parcels. A parcel that the shop has sent
 * again counts only once it turns up.
 */
export function countedShipments(state: OrderState): readonly ShipmentEntry[] {
  const all = liveShipments(state);
  const isReplaced = all.some(([, { writtenOffAt }]) => writtenOffAt === null);
  const live = isReplaced
    ? all.filter(([, each]) => !isSentAgain(each) || turnedUpAt(each) !== null)
    : all;
  const completedAt = completionTime(state, live);
  if (completedAt === null) return live;
  return live.filter(
    ([, shipment]) => !isUnscanned(shipment) || shipment.observed.addedAt > completedAt,
  );
}

/** Whether a person resolved that another parcel goes in its place. */
function isSentAgain({ lastResolution }: ShipmentState): boolean {
  return lastResolution?.resolution === 'reshipped';
}

/** Whether another parcel came in its place, so that its arrival does not complete the order. */
function isExtra(state: OrderState, shipment: ShipmentState): boolean {
  return isSentAgain(shipment) || (shipment.writtenOffAt !== null && areOthersEnough(state));
}

/** Whether no carrier has reported the parcel itself. */
export function isUnscanned({ scanSummary }: Pick<ShipmentState, 'scanSummary'>): boolean {
  const { status } = currentStatus(scanSummary);
  return status === 'unknown' || status === 'pre_transit';
}

/** When the log first showed that all pieces have arrived; null before, or where they are not known. */
function completionTime(
  { pieces: ordered }: OrderState,
  live: readonly ShipmentEntry[],
): number | null {
  if (ordered === null) return null;
  const arrived = live.filter(
    ([, { scanSummary }]) => currentStatus(scanSummary).status === 'delivered',
  );
  const pieces = arrived.reduce((sum, [, shipment]) => sum + (shipment.pieces ?? 0), 0);
  if (arrived.length === 0 || pieces < ordered) return null;
  return Math.max(...arrived.map(([, { observed }]) => observed.statusAt ?? observed.addedAt));
}

/** The first scan after a person wrote the parcel off; epoch milliseconds, or null. */
export function turnedUpAt({ writtenOffAt, scanSummary }: ShipmentState): number | null {
  if (writtenOffAt === null) return null;
  const later = scanSummary.days.filter(
    ({ status, last }) => last > writtenOffAt && FOUND.includes(status),
  );
  if (later.length === 0) return null;
  return Math.min(...later.map(({ first, last }) => (first > writtenOffAt ? first : last)));
}

/** The first scan that shows the parcel with its carrier; epoch milliseconds, or null. */
export function firstFoundAt({ days }: ShipmentState['scanSummary']): number | null {
  return earliest(days.map(({ status, first }) => (FOUND.includes(status) ? first : null)));
}

const FOUND: readonly Status[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
  'delivered',
  'return_to_sender',
];
