/** The delivery on the day that the customer expects. */

import { endOfDay } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import { type Expectation, isImported, timeAsFact } from '../journey/expectation.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { ruleFor } from '../policy/apply-policy.ts';
import type { Scope } from '../policy/policy.ts';
import type { OrderState } from './state.ts';
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
  const { policy, calendar, contact } = state;
  const shipment = ownProperty(state.shipments, id);
  const edd = shipment?.edd.latest ?? state.edd.latest;
  if (!shipment || !contact) return [];
  const { carrier, scanSummary, observed } = shipment;
  if (isImported(scanSummary.lastScanAt, state)) return [];
  const { within, ladder } = ruleFor(policy, 'delivery', scope);
  const dueAfter = (day: string, until = 0) =>
    addDuration(Math.max(endOfDay(day, contact.timeZone), until), within, calendar);
  const about = { kind: 'delivery', shipmentId: id, carrier, ladder } as const;
  const movingAt = observed.movingAt ?? 0;
  const tour = latestTour(shipment);
  const again = tour && {
    ...about,
    id: `${id}/delivery/tour-${tour.day}`,
    since: Math.max(movingAt, tour.first),
    due: dueAfter(tour.day),
  };
  // If its scan arrives only after that day, the customer has not read “today”.
  const isPromised = again && (observed.statusAt ?? 0) <= again.due;
  const isOut = currentStatus(scanSummary).status === 'out_for_delivery';
  const tours = again && isPromised && isOut ? [again] : [];
  if (!edd) return tours;
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
