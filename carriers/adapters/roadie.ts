/**
 * Roadie: same-day delivery by drivers nearby. Source: Roadie's API reference (docs.roadie.com), a
 * sample of it, and the events that Karrio's plugin knows.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfWindow,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, ownCodeReader, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';

/** Events, and states (`scheduled`, `assigned`, `delivered`, `expired`), in one: they do not clash. */
export const NAMES: CodeTable = {
  ...rows('pre_transit', {
    scheduled: 'scheduled',
    assigned: 'a driver has been found',
    en_route_to_pickup: 'the driver is on the way to the sender',
    at_pickup: 'the driver is at the sender',
  }),
  ...rows('in_transit', { pickup_confirmed: 'the driver has the parcel' }),
  ...rows('out_for_delivery', {
    en_route_to_delivery: 'the driver is on the way to the customer',
    driver_approaching_delivery: 'the driver is near',
    at_delivery: 'the driver is at the door',
  }),
  ...rows('attempted', { delivery_attempted: 'nobody took the parcel' }),
  ...rows('delivered', { delivery_confirmed: 'delivered', delivered: 'delivered' }),
  ...rows('return_to_sender/returned', { returned: 'returned' }),
  ...rows('cancelled', { canceled: 'canceled', expired: 'no driver was found' }),
};

export const roadie = {
  id: 'roadie',
  name: 'Roadie',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Shipment, list of shipments (JSON)',
  verify: () => notPushed('Roadie'),
  recognises: ({ root }) => shipmentsIn(root).length > 0 || isError(root),
  read,
  readOwnCode: ownCodeReader(NAMES),
} as const satisfies CarrierAdapter;

function isError(root: unknown): boolean {
  return recordsOf(root, 'errors').some((error) => 'parameter' in error && 'message' in error);
}

function shipmentsIn(root: unknown): readonly Fields[] {
  const listed = Array.isArray(root) ? root.filter(isRecord) : recordsOf(root, 'shipments');
  const all = listed.length > 0 || !isRecord(root) ? listed : [root];
  return all.filter(
    (each) => 'state' in each && ('delivery_location' in each || 'deliver_between' in each),
  );
}

function read(document: Document): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const each of shipmentsIn(document.root)) {
    const result = readShipment(each);
    shipments.push(result.shipment);
    notices.push(...result.notices);
  }
  if (shipments.length > 0) return report(shipments, notices);
  const error = readUnknownError(document);
  const what = fieldsOf(document.root);
  return error ?? refuse('malformed', `no shipment with a state: it has ${what}`);
}

function readShipment(each: Fields) {
  const rowsOfEvents = recordsOf(each, 'events');
  const { events, notices } = readRows(
    rowsOfEvents.length > 0 ? rowsOfEvents : [stateAsEvent(each)],
    readEvent,
  );
  const between = get(each, 'deliver_between');
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: 'roadie',
    trackingNumber: firstText(each, 'tracking_number', 'id'),
    uniqueId: textOf(each, 'id'),
    events,
    edd: eddOfWindow(
      parseTimestamp(textOf(between, 'start')),
      parseTimestamp(textOf(between, 'end')),
    ),
    proofOfDelivery: delivery
      ? proofOf({ at: delivery.occurredAt, signedBy: textOf(each, 'signatory_name') })
      : null,
  });
  return { shipment, notices };
}

/** A shipment without events still has a state, as old as its last change. */
function stateAsEvent(each: Fields): Fields {
  return { name: each['state'], occurred_at: firstText(each, 'updated_at', 'created_at') };
}

function readEvent(event: Fields, index: number): TrackingEvent | string {
  const moment = parseTimestamp(textOf(event, 'occurred_at'));
  if (!moment) return `events[${index}].occurred_at is not a time`;
  const name = textOf(event, 'name');
  return trackingEvent({ reading: findCode(NAMES, name ?? ''), moment, description: name });
}
