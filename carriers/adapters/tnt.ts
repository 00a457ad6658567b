/**
 * TNT. Sources: the schema of ExpressConnect's tracking (TrackResponse), its summary codes, and
 * status codes and descriptions of its answers. TNT has more codes than are published; the words
 * are the same for several of them, and stand in where a code is not known.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findCode,
  findFirstCode,
  ownCodeReader,
  phraseOf,
  phrases,
  rows,
} from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...rows('in_transit', {
    AS: 'Shipment received at transit point',
    CI: 'Shipment received at origin depot',
    IR: 'Shipment received at TNT location',
    IS: 'Shipment received at TNT location',
    OS: 'Shipment in transit',
    PU: 'Shipment collected from customer',
    TR: 'Shipment in transit',
  }),
  ...rows('in_transit/delay', {
    LAA: 'Delay due to authorities, recovery action underway',
    LAC: 'Delay due to congestion en route, recovery action underway',
    MLA: 'Connection delay, recovery actions underway',
    NR: 'Shipment delayed in transit, recovery actions underway',
  }),
  // Repacked and sent on: it moves.
  ...rows('in_transit/damage', {
    CDB: 'Packaging damaged, repacked and forwarded for delivery',
    FDB: 'Packaging damaged, repacked and forwarded for delivery',
  }),
  ...rows('out_for_delivery', { OD: 'Out for delivery' }),
  ...rows('delivered', {
    OK: 'Shipment delivered in good condition',
    PA: 'Delivery by mail, delivery confirmation available on request',
  }),
  ...rows('exception/other', { AA: 'Duplicate or non-existent consignment record in system' }),
};

const IN_WORDS: CodeTable = {
  ...phrases('in_transit', [
    'Shipment In Transit.',
    'Shipment Received At Origin Depot.',
    'Shipment Received At Transit Point.',
    'Shipment Received At Tnt Location',
    'Shipment Arrived At Tnt Location',
    'Shipment Collected From Customer',
    'Onforwarded For Delivery',
    'Pre-arrival Customs Clearance In Progress',
    'Customs Clearance In Progress.',
    'Released By Customs',
  ]),
  ...phrases('in_transit/delay', [
    'Connection Delay. Recovery Actions Underway.',
    'Delay. Recovery Action Underway',
    'Delay Due To Authorities. Recovery Action Underway',
    'Delay Due To Congestion En Route. Recovery Action Underway.',
    'Shipment Delayed In Transit Recovery Actions Underway',
  ]),
  ...phrases('in_transit/missorted', ['Shipment Rerouted. Recovery Actions Underway.']),
  ...phrases('in_transit/rescheduled', ['Delivery Date/time Slot Agreed With Receiver']),
  ...phrases('in_transit/damage', ['Packaging Damaged. Repacked And Forwarded For Delivery']),
  ...phrases('out_for_delivery', ['Out For Delivery.']),
  ...phrases('attempted/nobody_home', ['Customer Not Home. Follow Up Actions Underway']),
  ...phrases('attempted/closed', ['Closed On Delivery Attempt. Follow Up Actions Underway']),
  ...phrases('exception/held', ['Contact With Receiver Required To Agree Delivery Date/time']),
  ...phrases('delivered', [
    'Consignment Delivered To Residential',
    'Delivery By Mail. Delivery Confirmation Available On Request',
    'Shipment Delivered In Good Condition.',
  ]),
  ...phrases('delivered/damage', ['Shipment Delivered Damaged.']),
};

export const TABLE: CodeTable = { ...IN_WORDS, ...CODES };

const SUMMARIES = rows('delivered', { DEL: 'Delivered' });

/** TNT's own home; depots have a name and no country. */
const HOME = 'Europe/Amsterdam';

export const tnt = {
  id: 'tnt',
  name: 'TNT',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'TrackResponse of ExpressConnect (XML)',
  verify: () => notPushed('TNT'),
  recognises,
  read,
  readOwnCode: ownCodeReader(TABLE),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  const response = responseIn(root);
  return (
    recordsOf(response, 'Consignment').length > 0 ||
    textOf(response, 'Error', 'Message') !== null ||
    textOf(response, 'Error', 'Code') !== null
  );
}

function responseIn(root: unknown): unknown {
  return get(root, 'TrackResponse') ?? get(root, 'Envelope', 'Body', 'TrackResponse');
}

function read({ root }: Document, asked: string | null): ParseResult {
  const response = responseIn(root);
  const [error] = recordsOf(response, 'Error');
  if (error) {
    const code = textOf(error, 'Code');
    return refuseByWords(textOf(error, 'Message') ?? `error ${code}`);
  }
  const consignments = recordsOf(response, 'Consignment');
  if (consignments.length === 0) {
    const found = fieldsOf(response ?? root);
    return refuse('malformed', `no Consignment in a TrackResponse: ${found}`);
  }
  const known = consignments.filter((each) => textOf(each, 'SummaryCode') !== 'CNF');
  const missed = consignments
    .filter((each) => !known.includes(each))
    .map((each) => `${textOf(each, 'ConsignmentNumber')}: consignment not found (CNF)`);
  if (known.length === 0) return refuse('not_found', missed.join('; '));
  const told = known.map((each) => readConsignment(each, asked));
  return report(
    told.map(({ shipment }) => shipment),
    [...told.flatMap(({ notices }) => notices), ...missed],
  );
}

function readConsignment(consignment: Fields, asked: string | null) {
  const placeAt = placesOf(consignment);
  const statuses = recordsOf(consignment, 'StatusData');
  const { events, notices } = readRows(statuses, (row, index) => readStatus(row, index, placeAt));
  const delivered = events.find(({ status }) => status === 'delivered');
  const handedOver = momentIn(
    consignment,
    ['DeliveryDate', 'DeliveryTime'],
    delivered ? delivered.place : deliveryPlaceOf(consignment),
  );
  const isSummary = statuses.length === 0 && textOf(consignment, 'SummaryCode') === 'DEL';
  const shipment = trackedShipment({
    carrier: 'tnt',
    trackingNumber: textOf(consignment, 'ConsignmentNumber') ?? asked,
    service: textOf(consignment, 'ShipmentSummary', 'Service'),
    events: isSummary && handedOver ? [deliveryIn(consignment, handedOver)] : events,
    newestFirst: true,
    edd: eddOfDate(dateOf(textOf(consignment, 'ShipmentSummary', 'DueDate'))),
    proofOfDelivery: proofOf({
      at: handedOver && !handedOver.dateOnly ? handedOver.occurredAt : null,
      signedBy: textOf(consignment, 'Signatory'),
    }),
    relatedNumbers: [textOf(consignment, 'AlternativeConsignmentNumber')],
  });
  return { shipment, notices };
}

function deliveryPlaceOf(consignment: Fields): Place | null {
  return placeOf({
    city: textOf(consignment, 'DeliveryTown'),
    country: textOf(consignment, 'DestinationCountry', 'CountryCode'),
  });
}

/** A summary has no StatusData: that it was delivered, and when, stands in the consignment. */
function deliveryIn(consignment: Fields, moment: Timestamp): TrackingEvent {
  const place = deliveryPlaceOf(consignment);
  return trackingEvent({ reading: findCode(SUMMARIES, 'DEL'), moment, description: null, place });
}

function readStatus(
  row: Fields,
  index: number,
  placeAt: (depot: string | null, name: string | null) => Place | null,
): TrackingEvent | string {
  const place = placeAt(textOf(row, 'Depot'), textOf(row, 'DepotName'));
  const moment = momentIn(row, ['LocalEventDate', 'LocalEventTime'], place);
  if (!moment) return `StatusData ${index} has no LocalEventDate: ${fieldsOf(row)}`;
  const code = textOf(row, 'StatusCode') ?? '';
  const description = textOf(row, 'StatusDescription');
  return trackingEvent({
    reading: findFirstCode(TABLE, [code, phraseOf(description ?? '')]),
    moment,
    description,
    place,
  });
}

/** Two depots tell their country: that of the origin, and that which delivered. */
function placesOf(consignment: Fields) {
  const origin = textOf(consignment, 'OriginDepot');
  const last = recordsOf(consignment, 'StatusData').find(
    (row) => textOf(row, 'StatusCode') === 'OK',
  );
  const delivering = textOf(last, 'Depot');
  const countryOf = (key: string) => textOf(consignment, key, 'CountryCode');
  return (depot: string | null, name: string | null): Place | null => {
    const city = name ?? depot;
    if (depot !== null && depot === delivering) {
      return placeOf({ city, country: countryOf('DestinationCountry') });
    }
    if (depot !== null && depot === origin) {
      return placeOf({ city, country: countryOf('OriginCountry') });
    }
    return placeOf({ city });
  };
}

/** `20210204` and `0841`. */
function momentIn(
  fields: Fields,
  [dateKey, timeKey]: readonly [string, string],
  place: Place | null | undefined,
): Timestamp | null {
  const date = textOf(fields, dateKey);
  const time = textOf(fields, timeKey);
  if (date === null) return null;
  return parseTimestamp(time === null ? date : `${date}T${time}`, {
    place: place ?? null,
    home: HOME,
  });
}
