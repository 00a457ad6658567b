/**
 * Handles parcels that a carrier marks as returns without saying which scans belong to the way
 * back.
 */

import type { Place, Reason, Status, TrackingEvent } from '../../domain/tracking.ts';
import { findLatest } from './event-order.ts';

/** A parcel that is back at its sender. */
export const RETURNED = {
  status: 'return_to_sender',
  reason: 'returned',
  responsible: 'shop',
} as const;
/** A parcel on its way back. */
export const RETURNING = { status: 'return_to_sender', reason: null, responsible: null } as const;

/** What concerns only the sender once the parcel is on its way back. */
export const WAY_BACK: readonly Status[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
];

/**
 * The status of a delivery in the newest scan, if the parcel's own status is a return: after an
 * earlier scan of the way back, the sender has it.
 */
export function readReturn<Own extends Pick<TrackingEvent, 'status' | 'reason' | 'responsible'>>(
  own: Own,
  events: readonly TrackingEvent[],
): Own | typeof RETURNED {
  if (own.status !== 'return_to_sender') return own;
  const newest = findLatest(events);
  const isOnWayBack = events.some(
    ({ status, occurredAt }) => status === 'return_to_sender' && occurredAt < newest,
  );
  return isOnWayBack ? RETURNED : own;
}

/**
 * The events of a parcel that is marked as a return. Its delivery is a delivery to the sender. Of
 * its other events, only the latest is certainly on the way back.
 */
export function turnBack(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const telling = events.filter(({ status }) => status !== null);
  const latest = findLatest(telling);
  return events.map((event) => {
    if (event.status === 'delivered') return { ...event, ...RETURNED };
    const moves = event.status !== null && WAY_BACK.includes(event.status);
    return moves && event.occurredAt === latest ? { ...event, ...RETURNING } : event;
  });
}

const NOT_TAKEN: readonly (Reason | null)[] = ['nobody_home', 'closed', 'no_access'];

/**
 * After a return scan, an attempt or a wait at the place where the parcel came from concerns the
 * sender: the parcel is still on its way back. The events are oldest first.
 */
export function keepTurnedBack(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  return events.map((event, index) => {
    if (!isVisit(event)) return event;
    const earlier = events.slice(0, index);
    const turned = earlier.findLast(({ status }) => status === 'return_to_sender');
    if (!turned || turned.reason === 'returned' || !isAtOrigin(event, turned, earlier)) {
      return event;
    }
    const { status, reason, responsible } = turned;
    return { ...event, status, reason, responsible };
  });
}

function isVisit({ status, reason }: TrackingEvent): boolean {
  if (status === 'exception') return NOT_TAKEN.includes(reason);
  return status === 'attempted' || status === 'available_for_pickup';
}

/** Only if the parcel turned back elsewhere: within one town, the visit may be to the customer. */
function isAtOrigin(
  event: TrackingEvent,
  turned: TrackingEvent,
  earlier: readonly TrackingEvent[],
): boolean {
  const before = earlier.slice(0, earlier.indexOf(turned) + 1).map(({ place }) => nameTown(place));
  const known = before.filter((town) => town !== null);
  const origin = known[0];
  return origin !== undefined && origin !== known.at(-1) && origin === nameTown(event.place);
}

function nameTown(place: Place | null): string | null {
  if (place === null || place.city === null) return null;
  return [place.city, place.region ?? '', place.country ?? ''].join('|').toLowerCase();
}
