/** The delivery on the day that the customer expects. */

import { endOfDay } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import { type Expectation, isImported, timeAsFact } from '../journey/expectation.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { daysOf, type FirstOfDay } from '../parcel/status-days.ts';
import { ruleFor } from '../policy/apply-policy.ts';
import type { Scope } from '../policy/policy.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { latestTour } from './status.ts';

/**
 * Due at the end of the estimated day in the customer's time zone, plus the rule's `within`. A day
 * that passed while the parcel waited for something else is no news afterwards. Then, or without such
 * a day, the day counts on which it is out for delivery, since the customer reads “today”. For the
 * customer, such a day after a missed one counts, too.
 */
export function deliveryExpectations(
  state: OrderState,
  id: string,
  scope: Scope,
): readonly Expectation[] {
  const shipment = ownProperty(state.shipments, id);
  const edd = shipment?.edd.latest ?? state.edd.latest;
  if (!shipment || !state.contact) return [];
  if (isImported(shipment.scanSummary.lastScanAt, state)) return [];
  const attempt = latestAttempt(shipment);
  if (attempt?.isLast && attempt.day >= (edd?.date ?? '')) {
    return awaitNextTour(state, { id, shipment, scope }, attempt);
  }
  const { policy, calendar, contact } = state;
  const { carrier, observed } = shipment;
  const { within, ladder } = ruleFor(policy, 'delivery', scope);
  const dueAfter = (day: string, until = 0) =>
    addDuration(Math.max(endOfDay(day, contact.timeZone), until), within, calendar);
  const about = { kind: 'delivery', shipmentId: id, carrier, ladder } as const;
  const movingAt = observed.movingAt ?? 0;
  const tour = latestTour(state, shipment);
  const again = tour && {
    ...about,
    id: `${id}/delivery/tour-${tour.day}`,
    since: Math.max(movingAt, tour.first),
    due: dueAfter(tour.day),
  };
  const tours = again && isPromised(shipment, again) ? [again] : [];
  if (!edd || isAnswered(state, shipment, edd.date)) return tours;
  const due = dueAfter(edd.date, edd.until ?? 0);
  const since = (shipment.edd.latest ? observed.eddAt : null) ?? state.eddAt;
  if (isBackfill({ occurredAt: due, loggedAt: since }, policy) || movingAt > due) return tours;
  // After trouble, or for another day, this is a new expectation, not the withdrawn one.
  const occurrence = timeAsFact(Math.max(since, movingAt));
  const first = { ...about, id: `${id}/delivery/${occurrence}`, since, due };
  if (!again || tour.day <= edd.date) return [first];
  // The escalation of the missed day is enough for staff.
  const toCustomer = ladder.filter((step) => step.do === 'notify_customer');
  return [first, { ...again, ladder: toCustomer }];
}

/** If the scan arrives only after the day of its tour, the customer has not read “today”. */
function isPromised(
  { scanSummary, observed }: ShipmentState,
  { due }: Pick<Expectation, 'due'>,
): boolean {
  const isOut = currentStatus(scanSummary).status === 'out_for_delivery';
  return isOut && (observed.statusAt ?? 0) <= due;
}

/**
 * Whether the day is no news: the customer knows of an attempt on it or later; or the parcel shipped
 * after the promised day, and `shipped_in_time` has reported that it is late.
 */
function isAnswered({ contact }: OrderState, shipment: ShipmentState, day: string): boolean {
  const attempt = latestAttempt(shipment);
  if (attempt !== null && attempt.day >= day) return true;
  return !shipment.edd.latest && shipment.shippedAt > endOfDay(day, contact?.timeZone ?? 'UTC');
}

interface Attempt extends FirstOfDay {
  /** False: it was out for delivery after it. */
  readonly isLast: boolean;
}

function latestAttempt({ scanSummary: { days } }: ShipmentState): Attempt | null {
  const attempt = daysOf(days, 'attempted').at(-1);
  const tour = daysOf(days, 'out_for_delivery').at(-1);
  return attempt ? { ...attempt, isLast: attempt.first >= (tour?.first ?? 0) } : null;
}

interface Parcel {
  readonly id: string;
  readonly shipment: ShipmentState;
  readonly scope: Scope;
}

/**
 * The customer knows of the attempt. The parcel has the time of `next_attempt`, whatever is scanned
 * at the depot.
 */
function awaitNextTour(
  { policy, calendar }: OrderState,
  { id, shipment: { carrier, observed }, scope }: Parcel,
  { day, first }: Attempt,
): readonly Expectation[] {
  const due = addDuration(first, ruleFor(policy, 'next_attempt', scope).within, calendar);
  const since = Math.max(observed.movingAt ?? 0, first);
  if (since > due) return [];
  const { ladder } = ruleFor(policy, 'delivery', scope);
  const about = { kind: 'delivery', shipmentId: id, carrier, ladder } as const;
  return [{ ...about, id: `${id}/delivery/attempt-${day}`, since, due }];
}
