/**
 * Roadie: same-day delivery by local drivers. Source: Roadie's API reference (docs.roadie.com), a
 * sample response, and the events in Karrio's plugin.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { correctNewestByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  eddFromWindow,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';

/** Events, and states (`scheduled`, `assigned`, `delivered`, `expired`), whose names differ. */
export const NAMES: CodeTable = {
  ...codeRows('pre_transit', {
    scheduled: 'scheduled',
    assigned: 'a driver has been found',
    en_route_to_pickup: 'the driver is on the way to the sender',
    at_pickup: 'the driver is at the sender',
  }),
  ...codeRows('in_transit', { pickup_confirmed: 'the driver has the parcel' }),
  ...codeRows('out_for_delivery', {
    en_route_to_delivery: 'the driver is on the way to the customer',
    driver_approaching_delivery: 'the driver is near',
    at_delivery: 'the driver is at the door',
  }),
  ...codeRows('attempted', { delivery_attempted: 'nobody took the parcel' }),
  ...codeRows('delivered', { delivery_confirmed: 'delivered', delivered: 'delivered' }),
  ...codeRows('return_to_sender/returned', { returned: 'returned' }),
  ...codeRows('cancelled', { canceled: 'canceled', expired: 'no driver was found' }),
};

export const roadie = {
  id: 'roadie',
  name: 'Roadie',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Shipment, list of shipments (JSON)',
  verify: () => notPushed('Roadie'),
  recognises: ({ root }) => listShipments(root).length > 0 || isError(root),
  read,
  readOwnCode: createOwnCodeReader(NAMES),
} as const satisfies CarrierAdapter;

function isError(root: unknown): boolean {
  return getRecords(root, 'errors').some((error) => 'parameter' in error && 'message' in error);
}

function listShipments(root: unknown): readonly Fields[] {
  const listed = Array.isArray(root) ? root.filter(isRecord) : getRecords(root, 'shipments');
  const all = listed.length > 0 || !isRecord(root) ? listed : [root];
  return all.filter(
    (each) => 'state' in each && ('delivery_location' in each || 'deliver_between' in each),
  );
}

function read(document: Document): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const each of listShipments(document.root)) {
    const result = readShipment(each);
    shipments.push(result.shipment);
    notices.push(...result.notices);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const error = readUnknownError(document);
  const what = describeFields(document.root);
  return error ?? refuse('malformed', `no shipment with a state: it has ${what}`);
}

function readShipment(each: Fields) {
  const rowsOfEvents = getRecords(each, 'events');
  const { events: read, notices } = readEventRows(
    rowsOfEvents.length > 0 ? rowsOfEvents : [eventFromState(each)],
    readEvent,
  );
  const events = getText(each, 'state') === 'returned' ? correctNewestByAll(read, [BACK]) : read;
  const between = get(each, 'deliver_between');
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: 'roadie',
    trackingNumber: getFirstText(each, 'tracking_number', 'id'),
    uniqueId: getText(each, 'id'),
    events,
    edd: eddFromWindow(
      parseTimestamp(getText(between, 'start')),
      parseTimestamp(getText(between, 'end')),
    ),
    proofOfDelivery: delivery
      ? buildProof({ at: delivery.occurredAt, signedBy: getText(each, 'signatory_name') })
      : null,
  });
  return { shipment, notices };
}

/** The sentence for the state `returned`. */
const BACK = 'returned to sender';

/** A shipment without events has a state, dated at its last change. */
function eventFromState(each: Fields): Fields {
  return { name: each['state'], occurred_at: getFirstText(each, 'updated_at', 'created_at') };
}

function readEvent(event: Fields, index: number): TrackingEvent | string {
  const timestamp = parseTimestamp(getText(event, 'occurred_at'));
  if (!timestamp) return `events[${index}].occurred_at is not a time`;
  const name = getText(event, 'name');
  return buildEvent({ reading: findCode(NAMES, name ?? ''), timestamp, description: name });
}
