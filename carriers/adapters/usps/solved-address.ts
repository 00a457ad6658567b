/** Address problems that USPS solves without sending the item back. */

import type { Place, TrackingEvent } from '../../../domain/tracking.ts';

/**
 * USPS says "returned to sender" about every address problem. If the same post office takes the item
 * out again and delivers it there, the item never left: that delivery is not the sender's.
 */
export function keepSolvedAddresses(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  return events.map((event) =>
    isAddressProblem(event) && isSolved(event, events) ? { ...event, status: 'exception' } : event,
  );
}

function isAddressProblem({ status, reason }: TrackingEvent): boolean {
  return status === 'return_to_sender' && reason === 'address';
}

function isSolved(problem: TrackingEvent, events: readonly TrackingEvent[]): boolean {
  const ordered = events.toSorted((a, b) => a.occurredAt - b.occurredAt);
  const origin = ordered.find(({ place }) => place !== null)?.place ?? null;
  if (isSamePlace(origin, problem.place)) return false;
  const later = ordered.slice(ordered.indexOf(problem) + 1);
  const delivery = later.findIndex(({ status }) => status === 'delivered');
  const until = later.slice(0, delivery + 1);
  const stays = until.every(
    (event) =>
      isSamePlace(event.place, problem.place) &&
      (event.status !== 'return_to_sender' || isAddressProblem(event)),
  );
  return stays && until.some(({ status }) => status === 'out_for_delivery');
}

function isSamePlace(one: Place | null, other: Place | null): boolean {
  if (one === null || other === null) return false;
  return one.city === other.city && one.region === other.region;
}
