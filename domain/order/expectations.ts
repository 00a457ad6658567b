/** What is awaited of an order and its shipments, found in its facts alone. */

import { endOfDay } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import type { Expectation, ExpectationKind } from '../journey/expectation.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { type Policy, ruleFor, type Scope, type ShopCalendar } from '../policy/policy.ts';
import { STATUSES, type Status } from '../tracking.ts';
import { isAtRest, moreToCome } from './facts.ts';
import type { OrderState, ShipmentState } from './state.ts';

/** Everything that ought to come, whether it is due yet or not. */
export function orderExpectations(state: OrderState): readonly Expectation[] {
  if (state.contact === null) return [];
  const open: Expectation[] = [];
  const shipments = Object.entries(state.shipments);
  const unshipped = shipments.length === 0 || moreToCome(state);
  if (unshipped && state.cancelledAt === null) open.push(shippingOf(state));
  for (const [id, shipment] of shipments) {
    if (isAwaited(state, shipment)) open.push(...ofShipment(state, id, shipment));
  }
  const { backfillLimitMs } = state.policy;
  return open.filter((expectation) => !wasOver(expectation, backfillLimitMs));
}

/** It was long overdue when it was first heard of: imported, not missed. */
export function wasOver(
  { since, due }: Pick<Expectation, 'since' | 'due'>,
  backfillLimitMs: number,
): boolean {
  return due + backfillLimitMs < since;
}

/** Of a cancelled order nothing is awaited that no carrier has. */
function isAwaited(state: OrderState, shipment: ShipmentState): boolean {
  if (isAtRest(shipment)) return false;
  const { status } = currentStatus(shipment.scanSummary);
  return state.cancelledAt === null || (status !== 'unknown' && status !== 'pre_transit');
}

/** The latest of a parcel is from long before its journey was heard of: imported, likewise. */
export function isImported(
  latestAt: number | null,
  { observedAt, policy }: { readonly observedAt: number; readonly policy: Policy },
): boolean {
  return latestAt !== null && latestAt + policy.backfillLimitMs < observedAt;
}

/** With each parcel begins a new time for what is still missing: of that, people are told alone. */
function shippingOf(state: OrderState): Expectation {
  const { observedAt, shipBy, country, policy, calendar } = state;
  const added = Object.values(state.shipments).map(({ observed }) => observed.addedAt);
  const scope = country === null ? {} : { country };
  const shipping = expect({
    policy,
    calendar,
    kind: 'shipped',
    scope,
    since: Math.max(observedAt, ...added),
    shipmentId: null,
    carrier: null,
    abroad: false,
    occurrence: String(added.length + 1),
  });
  if (added.length === 0) return shipBy === null ? shipping : { ...shipping, due: shipBy };
  const ladder = shipping.ladder.filter((step) => step.do !== 'tell_customer');
  return { ...shipping, ladder, due: Math.max(shipping.due, shipBy ?? 0) };
}

export interface Awaited {
  readonly policy: Policy;
  readonly calendar: ShopCalendar;
  readonly kind: ExpectationKind;
  readonly scope: Scope;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  /** A fact that tells this one from others of its kind. */
  readonly occurrence: string;
  readonly since: number;
  readonly abroad: boolean;
}

/** By the rule for it, counted from `since`. */
export function expect(awaited: Awaited): Expectation {
  const { policy, calendar, kind, scope, shipmentId, carrier, occurrence, since } = awaited;
  const { within, abroad = within, ladder } = ruleFor(policy, kind, scope);
  const due = addDuration(since, awaited.abroad ? abroad : within, calendar);
  const id = `${shipmentId ?? '-'}/${kind}/${occurrence}`;
  return { id, kind, shipmentId, carrier, since, due, ladder };
}

function ofShipment(state: OrderState, id: string, shipment: ShipmentState): Expectation[] {
  const { policy, calendar, country } = state;
  const { carrier, service, observed, scanSummary } = shipment;
  const scope: Scope = {
    carrier,
    ...(service === null ? {} : { service }),
    ...(country === null ? {} : { country }),
  };
  const abroad = country !== null && calendar.country !== null && country !== calendar.country;
  const about = { policy, calendar, scope, shipmentId: id, carrier, abroad };
  const await_ = (kind: ExpectationKind, since: number) =>
    expect({ ...about, kind, since, occurrence: timeAsFact(since) });
  const position = currentStatus(scanSummary).status;
  const wasScanned = STATUSES.some((each) => each !== 'pre_transit' && scanSummary.by[each]);
  const statusAt = observed.statusAt ?? observed.addedAt;
  // A label that is reported after a scan does not undo the scan.
  const status: Status = position === 'pre_transit' && wasScanned ? 'in_transit' : position;
  const isUnscanned = status === 'unknown' || status === 'pre_transit';
  const isOld = isImported(isUnscanned ? shipment.shippedAt : scanSummary.lastScanAt, state);
  if (isOld && status !== 'pre_transit') return [];
  switch (status) {
    case 'unknown':
      // A word that moves nothing still comes from a carrier that knows the number.
      return [
        ...(observed.scanAt === null ? [await_('known', observed.addedAt)] : []),
        await_('first_scan', observed.addedAt),
      ];
    case 'pre_transit':
      return [
        ...(isOld ? [] : [await_('first_scan', observed.addedAt)]),
        ...deliveryOf(state, id, scope),
      ];
    case 'in_transit':
    case 'out_for_delivery':
      return [
        await_('movement', observed.scanAt ?? observed.addedAt),
        // Where it is not even scanned, that is said by the alarm about its movement.
        ...((observed.scanAt ?? 0) > statusAt ? [await_('progress', statusAt)] : []),
        ...deliveryOf(state, id, scope),
      ];
    case 'attempted':
      return [await_('next_attempt', statusAt)];
    case 'available_for_pickup':
      return [await_('pickup', statusAt)];
    case 'exception':
      return [await_('exception_resolved', statusAt)];
    case 'return_to_sender':
      return [await_('returned', statusAt)];
    case 'delivered':
    case 'cancelled':
      return [];
    default:
      return status satisfies never;
  }
}

/** By the end of the estimated day where the customer is; the rule's span is the grace after it. */
function deliveryOf(state: OrderState, id: string, scope: Scope): readonly Expectation[] {
  const { policy, calendar, contact } = state;
  const shipment = ownProperty(state.shipments, id);
  const edd = shipment?.edd.latest ?? state.edd.latest;
  if (!edd || !shipment || !contact) return [];
  if (isImported(shipment.scanSummary.lastScanAt, state)) return [];
  const { within, ladder } = ruleFor(policy, 'delivery', scope);
  const end = Math.max(endOfDay(edd.date, contact.timeZone), edd.until ?? 0);
  const due = addDuration(end, within, calendar);
  const since = (shipment.edd.latest ? shipment.observed.eddAt : null) ?? state.eddAt;
  const { carrier } = shipment;
  const about = { kind: 'delivery', shipmentId: id, carrier } as const;
  // What was withdrawn in trouble, or for another day, is not the same when it is awaited again.
  const began = timeAsFact(Math.max(since, shipment.observed.movingAt ?? 0));
  return [{ id: `${id}/delivery/${began}`, ...about, since, due, ladder }];
}

/** `2026-11-24T12:00:00Z`: a time as part of a key. */
export function timeAsFact(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
