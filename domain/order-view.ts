/** An order as operations see it in the Temporal UI: Markdown, and no personal data. */

import type { JourneyView } from './machine.ts';
import type { OrderState, ShipmentState } from './order.ts';
import type { Planned, Said } from './outbox.ts';
import { earliest, outboxWakeAt } from './outbox.ts';
import { positionOf } from './sightings.ts';
import { STATUSES, type Status } from './tracking.ts';

export function orderView(state: OrderState): JourneyView {
  const shipments = Object.entries(state.shipments);
  const awaited = awaitedBy(state);
  return {
    status: orderStatus(state),
    details: [
      ...section('Shipments', shipments.map(shipmentLine)),
      ...section('Said', state.outbox.said.map(saidLine)),
      ...section('Being sent', state.outbox.pending.map(plannedLine)),
      ...section('Held', state.outbox.held.map(heldLine)),
      ...section('Awaited', [awaited]),
    ].join('\n'),
    trackingNumbers: shipments.map(([, { trackingNumber }]) => trackingNumber),
    carriers: [...new Set(shipments.map(([, { carrier }]) => carrier))],
    awaited,
  };
}

/** The order's own status: that of the shipment that is furthest from the customer. */
export function orderStatus(state: OrderState): Status | 'placed' {
  const statuses = Object.values(state.shipments).map(
    ({ sightings }) => positionOf(sightings).status,
  );
  if (state.cancelledAt !== null && statuses.every((status) => status === 'unknown')) {
    return 'cancelled';
  }
  if (statuses.length === 0) return 'placed';
  return STATUSES.find((status) => statuses.includes(status)) ?? 'unknown';
}

function awaitedBy(state: OrderState): string {
  if (state.closed) return 'nothing: closed';
  const held = earliest([outboxWakeAt(state.outbox)]);
  if (held !== null) return `a held message, due ${iso(held)}`;
  const open = Object.values(state.shipments).some(
    ({ sightings }) => positionOf(sightings).status !== 'delivered',
  );
  if (open) return 'the next scan';
  return Object.keys(state.shipments).length === 0 ? 'a shipment' : 'the end of the grace period';
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`**${title}**`, '', ...lines.map((line) => `- ${line}`), ''];
}

function shipmentLine([id, shipment]: readonly [string, ShipmentState]): string {
  const { status, reason, since } = positionOf(shipment.sightings);
  const why = reason ? ` (${reason})` : '';
  const when = since === null ? 'nothing heard yet' : `since ${iso(since)}`;
  const edd = shipment.edd.latest ? `, expected ${shipment.edd.latest.date}` : '';
  return `${id}: ${shipment.carrier} ${shipment.trackingNumber}, ${status}${why}, ${when}${edd}`;
}

function saidLine({ kind, channel, at, outcome }: Said): string {
  return `${kind} by ${channel}: ${outcome}, ${iso(at)}`;
}

function plannedLine({ kind, channel, staleAt }: Planned): string {
  return `${kind} by ${channel}, worth sending until ${iso(staleAt)}`;
}

function heldLine({ kind, channel, notBefore }: Planned): string {
  return `${kind} by ${channel}, until ${iso(notBefore)}`;
}

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
