/**
 * TNT. Sources: the schema of ExpressConnect's tracking (TrackResponse), its summary codes, and
 * status codes and descriptions in its responses. TNT has more codes than it publishes, and several
 * share their words, so an unknown code is read by its words.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findCode,
  findFirstCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...codeRows('in_transit', {
    AS: 'Shipment received at transit point',
    CI: 'Shipment received at origin depot',
    IR: 'Shipment received at TNT location',
    IS: 'Shipment received at TNT location',
    OS: 'Shipment in transit',
    PU: 'Shipment collected from customer',
    TR: 'Shipment in transit',
  }),
  ...codeRows('in_transit/delay', {
    LAA: 'Delay due to authorities, recovery action underway',
    LAC: 'Delay due to congestion en route, recovery action underway',
    MLA: 'Connection delay, recovery actions underway',
    NR: 'Shipment delayed in transit, recovery actions underway',
  }),
  // Repacked and sent on: in transit.
  ...codeRows('in_transit/damage', {
    CDB: 'Packaging damaged, repacked and forwarded for delivery',
    FDB: 'Packaging damaged, repacked and forwarded for delivery',
  }),
  ...codeRows('out_for_delivery', { OD: 'Out for delivery' }),
  ...codeRows('delivered', {
    OK: 'Shipment delivered in good condition',
    PA: 'Delivery by mail, delivery confirmation available on request',
  }),
  ...codeRows('exception/other', { AA: 'Duplicate or non-existent consignment record in system' }),
};

const IN_WORDS: CodeTable = {
  ...phraseRows('in_transit', [
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
  ...phraseRows('in_transit/delay', [
    'Connection Delay. Recovery Actions Underway.',
    'Delay. Recovery Action Underway',
    'Delay Due To Authorities. Recovery Action Underway',
    'Delay Due To Congestion En Route. Recovery Action Underway.',
    'Shipment Delayed In Transit Recovery Actions Underway',
  ]),
  ...phraseRows('in_transit/missorted', ['Shipment Rerouted. Recovery Actions Underway.']),
  ...phraseRows('in_transit/rescheduled', ['Delivery Date/time Slot Agreed With Receiver']),
  ...phraseRows('in_transit/damage', ['Packaging Damaged. Repacked And Forwarded For Delivery']),
  ...phraseRows('out_for_delivery', ['Out For Delivery.']),
  ...phraseRows('attempted/nobody_home', ['Customer Not Home. Follow Up Actions Underway']),
  ...phraseRows('attempted/closed', ['Closed On Delivery Attempt. Follow Up Actions Underway']),
  ...phraseRows('exception/held', ['Contact With Receiver Required To Agree Delivery Date/time']),
  ...phraseRows('delivered', [
    'Consignment Delivered To Residential',
    'Delivery By Mail. Delivery Confirmation Available On Request',
    'Shipment Delivered In Good Condition.',
  ]),
  ...phraseRows('delivered/damage', ['Shipment Delivered Damaged.']),
};

export const TABLE: CodeTable = { ...IN_WORDS, ...CODES };

const SUMMARIES = codeRows('delivered', { DEL: 'Delivered' });

/** TNT's home zone. Depots have a name but no country. */
const HOME = 'Europe/Amsterdam';

export const tnt = {
  id: 'tnt',
  name: 'TNT',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'TrackResponse of ExpressConnect (XML)',
  verify: () => notPushed('TNT'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(TABLE),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  const response = findResponse(root);
  return (
    getRecords(response, 'Consignment').length > 0 ||
    getText(response, 'Error', 'Message') !== null ||
    getText(response, 'Error', 'Code') !== null
  );
}

function findResponse(root: unknown): unknown {
  return get(root, 'TrackResponse') ?? get(root, 'Envelope', 'Body', 'TrackResponse');
}

function read({ root }: Document, asked: string | null): ParseResult {
  const response = findResponse(root);
  const [error] = getRecords(response, 'Error');
  if (error) {
    const code = getText(error, 'Code');
    return refuseByMessage(getText(error, 'Message') ?? `error ${code}`);
  }
  const consignments = getRecords(response, 'Consignment');
  if (consignments.length === 0) {
    const found = describeFields(response ?? root);
    return refuse('malformed', `no Consignment in a TrackResponse: ${found}`);
  }
  const known = consignments.filter((each) => getText(each, 'SummaryCode') !== 'CNF');
  const missed = consignments
    .filter((each) => !known.includes(each))
    .map((each) => `${getText(each, 'ConsignmentNumber')}: consignment not found (CNF)`);
  if (known.length === 0) return refuse('not_found', missed.join('; '));
  const parsed = known.map((each) => readConsignment(each, asked));
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    [...parsed.flatMap(({ notices }) => notices), ...missed],
  );
}

function readConsignment(consignment: Fields, asked: string | null) {
  const placeAt = readPlaces(consignment);
  const statuses = getRecords(consignment, 'StatusData');
  const { events, notices } = readEventRows(statuses, (row, index) =>
    readStatus(row, index, placeAt),
  );
  const delivered = events.find(({ status }) => status === 'delivered');
  const handedOver = readTimestamp(
    consignment,
    ['DeliveryDate', 'DeliveryTime'],
    delivered ? delivered.place : findDeliveryPlace(consignment),
  );
  const isSummary = statuses.length === 0 && getText(consignment, 'SummaryCode') === 'DEL';
  const shipment = buildShipment({
    carrier: 'tnt',
    trackingNumber: getText(consignment, 'ConsignmentNumber') ?? asked,
    service: getText(consignment, 'ShipmentSummary', 'Service'),
    events: isSummary && handedOver ? [findDelivery(consignment, handedOver)] : events,
    newestFirst: true,
    edd: eddFromDate(parseDate(getText(consignment, 'ShipmentSummary', 'DueDate'))),
    // The signature for a return is the sender's.
    proofOfDelivery: events.some(({ status }) => status === 'return_to_sender')
      ? null
      : buildProof({
          at: handedOver && !handedOver.dateOnly ? handedOver.occurredAt : null,
          signedBy: getText(consignment, 'Signatory'),
        }),
    relatedNumbers: [getText(consignment, 'AlternativeConsignmentNumber')],
  });
  return { shipment, notices };
}

function findDeliveryPlace(consignment: Fields): Place | null {
  return buildPlace({
    city: getText(consignment, 'DeliveryTown'),
    country: getText(consignment, 'DestinationCountry', 'CountryCode'),
  });
}

/** A summary has no StatusData. The consignment has the delivery and its time. */
function findDelivery(consignment: Fields, timestamp: Timestamp): TrackingEvent {
  const place = findDeliveryPlace(consignment);
  return buildEvent({ reading: findCode(SUMMARIES, 'DEL'), timestamp, description: null, place });
}

function readStatus(
  row: Fields,
  index: number,
  placeAt: (depot: string | null, name: string | null) => Place | null,
): TrackingEvent | string {
  const place = placeAt(getText(row, 'Depot'), getText(row, 'DepotName'));
  const timestamp = readTimestamp(row, ['LocalEventDate', 'LocalEventTime'], place);
  if (!timestamp) return `StatusData ${index} has no LocalEventDate: ${describeFields(row)}`;
  const code = getText(row, 'StatusCode') ?? '';
  const description = getText(row, 'StatusDescription');
  const reading = findFirstCode(TABLE, [code, normalizePhrase(description ?? '')]);
  return buildEvent({
    reading: refineMovement(reading, description),
    timestamp,
    description,
    place,
  });
}

/** The countries of two depots are known: the origin and the destination. */
function readPlaces(consignment: Fields) {
  const origin = getText(consignment, 'OriginDepot');
  const last = getRecords(consignment, 'StatusData').find(
    (row) => getText(row, 'StatusCode') === 'OK',
  );
  const delivering = getText(last, 'Depot');
  const countryOf = (key: string) => getText(consignment, key, 'CountryCode');
  return (depot: string | null, name: string | null): Place | null => {
    const city = name ?? depot;
    if (depot !== null && depot === delivering) {
      return buildPlace({ city, country: countryOf('DestinationCountry') });
    }
    if (depot !== null && depot === origin) {
      return buildPlace({ city, country: countryOf('OriginCountry') });
    }
    return buildPlace({ city });
  };
}

/** `20210204` and `0841`. */
function readTimestamp(
  fields: Fields,
  [dateKey, timeKey]: readonly [string, string],
  place: Place | null | undefined,
): Timestamp | null {
  const date = getText(fields, dateKey);
  const time = getText(fields, timeKey);
  if (date === null) return null;
  return parseTimestamp(time === null ? date : `${date}T${time}`, {
    place: place ?? null,
    homeZone: HOME,
  });
}
