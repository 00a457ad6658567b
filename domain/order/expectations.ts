/** What an order and its shipments still have to do, computed from the order's facts. */

import { addDays, instantAt } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { type FactTimes, isBackfill } from '../fact-times.ts';
import {
  createExpectation,
  type Expectation,
  isAbroad,
  isImported,
  parcelScope,
  timeAsFact,
} from '../journey/expectation.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { isExpected } from '../parcel/observed.ts';
import { currentStatus, isUndelivered } from '../parcel/scan-summary.ts';
import { unsettledUntil } from '../parcel/unsettled.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import { HOUR, latest } from '../time.ts';
import { type Reason, STATUSES, type Status } from '../tracking.ts';
import { unreachable } from '../unreachable.ts';
import { deliveryExpectations } from './delivery-expectations.ts';
import { dropWatched } from './late-parcel.ts';
import { lawExpectations } from './law-expectations.ts';
import { postponeToEstimate } from './movement-postponed.ts';
import { refundExpectations } from './refund-due.ts';
import { replacementExpectations } from './replacement.ts';
import { isShippingStopped, shipStanding } from './ship-dates.ts';
import type { OrderState, ShipmentState } from './state.ts';
import {
  countedShipments,
  isLabelCancelled,
  isParcelMissing,
  isUnscanned,
  liveShipments,
  sentShipments,
} from './status.ts';
import { stopExpectations } from './stop-shipping.ts';
import { unexpectedParcels } from './unexpected-parcel.ts';

/** All open expectations, due or not. */
export function orderExpectations(state: OrderState): readonly Expectation[] {
  if (state.contact === null) return [];
  const open: Expectation[] = [];
  if (isParcelMissing(state)) {
    const shipping = afterNotice(state, shippingExpectations(state));
    open.push(...dropWatched(state, shipping, promiseExpectations(state)));
  }
  open.push(...stopExpectations(state), ...lawExpectations(state));
  for (const [id, shipment] of countedShipments(state)) {
    if (isAwaited(state, shipment)) {
      open.push(...shipmentExpectations(state, id, shipment));
      open.push(...confirmationExpectations(state, id, shipment));
    }
    open.push(...unexpectedParcels(state, id, shipment));
  }
  open.push(...replacementExpectations(state), ...refundExpectations(state));
  return open;
}

/** After a cancellation, only parcels that a carrier already has are awaited. */
function isAwaited(state: OrderState, shipment: ShipmentState): boolean {
  if (isAtRest(shipment)) return false;
  return state.cancelledAt === null || !isUnscanned(shipment);
}

/**
 * Each shipment restarts the time for the rest of the order. If the rest is late, only staff know.
 * Nothing is awaited of an order that was old when the log had it, unless the shop's promise was not.
 */
function shippingExpectations(state: OrderState): readonly Expectation[] {
  const { observedAt, shipBy, country, policy, calendar, reopened } = state;
  const added = Object.values(state.shipments);
  const isNew = added.length === 0 && reopened === null;
  const isOld =
    isNew && shipBy !== null
      ? isBackfill({ occurredAt: shipBy, loggedAt: observedAt }, policy)
      : shippingFacts(state).every((fact) => isBackfill(fact, policy));
  if (isOld || isCancelledLong(state)) return [];
  const cancelled = liveShipments(state).length - sentShipments(state).length;
  const voids = added.filter(({ voided }) => voided).length;
  const shipping = createExpectation({
    policy,
    calendar,
    kind: 'shipped',
    scope: countryScope(country),
    since: Math.max(...shippingFacts(state).map(({ occurredAt }) => occurredAt)),
    shipmentId: null,
    carrier: null,
    abroad: false,
    // Grows with everything that ends this expectation, so that the next one has another id.
    occurrence: String(1 + added.length + voids + cancelled + (reopened?.count ?? 0)),
  });
  if (isNew) {
    // A day that the shop promised leaves it as much time as it needs to keep the promise.
    const promised = state.edd.latest?.source === 'shop' ? promisedShipTime(state) : null;
    return [{ ...shipping, due: shipBy ?? Math.max(shipping.due, promised ?? 0) }];
  }
  const due = Math.max(shipping.due, shipBy ?? 0);
  // Without a parcel, the customer waits for the first one, even if a label was announced.
  if (sentShipments(state).length === 0) return [{ ...shipping, due }];
  const ladder = shipping.ladder.filter((step) => step.do !== 'notify_customer');
  return [{ ...shipping, ladder, due }];
}

/** Whether carriers had cancelled all labels long before the log had the order. */
function isCancelledLong(state: OrderState): boolean {
  const labels = liveShipments(state);
  if (labels.length === 0 || sentShipments(state).length > 0) return false;
  return labels.every(([, { scanSummary }]) => isImported(scanSummary.lastScanAt, state));
}

/** A customer who decides about a delay needs no second message about it. */
function afterNotice(state: OrderState, open: readonly Expectation[]): readonly Expectation[] {
  if (isShippingStopped(state)) return [];
  if (!shipStanding(state)?.current) return open;
  const { delays } = state.shipPromise;
  const days = delays.map(({ noticedAt, revisedShipBy }) => (noticedAt ? revisedShipBy : null));
  const lastDay = latest(days) ?? 0;
  return open.map((each) => ({
    ...each,
    due: Math.max(each.due, lastDay),
    ladder: each.ladder.filter((step) => step.do !== 'notify_customer'),
  }));
}

/** The first parcel has to leave the day before the promised one, or it comes late. */
function promiseExpectations(state: OrderState): readonly Expectation[] {
  const { edd, eddAt, placedAt, observedAt, policy, country } = state;
  const latestStart = promisedShipTime(state);
  if (!edd.latest || latestStart === null || sentShipments(state).length > 0) return [];
  if (isShippingStopped(state) || shipStanding(state)?.current) return [];
  const { date } = edd.latest;
  const { ladder } = ruleFor(policy, 'shipped_in_time', countryScope(country));
  const since = Math.max(placedAt ?? observedAt, eddAt);
  const due = Math.max(latestStart, since + SHORT_NOTICE_MS);
  if (isBackfill({ occurredAt: latestStart, loggedAt: observedAt }, policy)) return [];
  const about = { kind: 'shipped_in_time', shipmentId: null, carrier: null } as const;
  const voided = Object.keys(state.shipments).length;
  const id = `-/shipped_in_time/${date}${voided === 0 ? '' : `-${voided + 1}`}`;
  return [{ ...about, id, since, due, ladder }];
}

/** When the first parcel has to leave to arrive on the estimated day; null: there is no such day. */
function promisedShipTime({ edd, policy, calendar, country }: OrderState): number | null {
  if (!edd.latest) return null;
  const scope = countryScope(country);
  const { within } = ruleFor(policy, 'shipped_in_time', scope);
  const dayBefore = instantAt(addDays(edd.latest.date, -1), '00:00', calendar.timeZone);
  return addDuration(dayBefore, within, calendar);
}

/** For an order of the evening that is promised for the next day. */
const SHORT_NOTICE_MS = 12 * HOUR;

/** Somebody has to find out where it is: the customer may have looked for it. */
function confirmationExpectations(
  state: OrderState,
  id: string,
  { carrier, service, scanSummary, observed }: ShipmentState,
): readonly Expectation[] {
  const { undeliveredAt, deliveryChanges } = observed;
  if (undeliveredAt === null || !isUndelivered(scanSummary)) return [];
  if (isImported(scanSummary.lastScanAt, state)) return [];
  const { policy, calendar, country } = state;
  const scope = parcelScope({ carrier, service, country });
  const about = { kind: 'delivery_confirmed', shipmentId: id, carrier, abroad: false } as const;
  const occurrence = timeAsFact(undeliveredAt);
  const since = Math.max(undeliveredAt, unsettledUntil(deliveryChanges));
  return [createExpectation({ ...about, policy, calendar, scope, since, occurrence })];
}

function whenObserved({ observed }: ShipmentState): FactTimes {
  const at = observed.statusAt ?? observed.addedAt;
  return { occurredAt: at, loggedAt: at };
}

/** From the latest of these on, the next parcel is awaited. */
function shippingFacts(state: OrderState): readonly FactTimes[] {
  const { observedAt, placedAt, reopened } = state;
  return [
    { occurredAt: placedAt ?? observedAt, loggedAt: observedAt },
    ...(reopened ? [reopened] : []),
    ...Object.values(state.shipments).flatMap((shipment) => [
      { occurredAt: shipment.awaitedSince, loggedAt: shipment.observed.addedAt },
      ...(shipment.voided ? [shipment.voided] : []),
      ...(isLabelCancelled(shipment) ? [whenObserved(shipment)] : []),
    ]),
  ];
}

function shipmentExpectations(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): Expectation[] {
  const { policy, calendar, country } = state;
  const { carrier, service, observed, scanSummary } = shipment;
  const scope = parcelScope({ carrier, service, country });
  const abroad = isAbroad(country, calendar);
  const about = { policy, calendar, scope, shipmentId: id, carrier, abroad };
  const expect = (kind: ExpectationKind, loggedAt: number, since = loggedAt) =>
    createExpectation({ ...about, kind, since, occurrence: timeAsFact(loggedAt) });
  const { status: current, reason } = currentStatus(scanSummary);
  const wasScanned = STATUSES.some((each) => each !== 'pre_transit' && scanSummary.by[each]);
  const statusAt = observed.statusAt ?? observed.addedAt;
  // A label reported after a scan does not undo the scan.
  const status: Status = current === 'pre_transit' && wasScanned ? 'in_transit' : current;
  const isUnscanned = status === 'unknown' || status === 'pre_transit';
  const { awaitedSince } = shipment;
  const added = { occurredAt: awaitedSince, loggedAt: observed.addedAt };
  const isOld = isUnscanned ? isBackfill(added, policy) : isImported(scanSummary.lastScanAt, state);
  if (isOld && status !== 'pre_transit') return [];
  switch (status) {
    case 'unknown':
      // A scan without a status still shows that the carrier knows the number.
      return [
        ...(observed.scanAt === null ? [expect('known', observed.addedAt, awaitedSince)] : []),
        expect('first_scan', observed.addedAt, awaitedSince),
        ...deliveryExpectations(state, id, scope),
      ];
    case 'pre_transit':
      return [
        ...(isOld ? [] : [expect('first_scan', observed.addedAt, awaitedSince)]),
        ...deliveryExpectations(state, id, scope),
      ];
    case 'in_transit':
    case 'out_for_delivery':
      return [
        postponeToEstimate(
          state,
          shipment,
          expect('movement', observed.scanAt ?? observed.addedAt),
        ),
        // Without a later scan, `movement` is enough.
        ...((observed.scanAt ?? 0) > statusAt
          ? [postponeToEstimate(state, shipment, expect('progress', statusAt))]
          : []),
        ...deliveryExpectations(state, id, scope),
      ];
    case 'attempted':
      return [expect('next_attempt', statusAt)];
    case 'available_for_pickup':
      return [expect('pickup', statusAt)];
    case 'exception':
      return [
        expect(endOfTrouble(reason), statusAt),
        ...(isExpected({ status, reason }) ? deliveryExpectations(state, id, scope) : []),
      ];
    case 'return_to_sender':
      return [expect('returned', statusAt)];
    case 'delivered':
    case 'cancelled':
      return [];
    default:
      return unreachable(status);
  }
}

function endOfTrouble(reason: Reason | null): ExpectationKind {
  if (reason === 'loss' || reason === 'destroyed') return 'loss_resolved';
  return reason === 'payment_due' ? 'payment_made' : 'exception_resolved';
}
