/**
 * Stamps.com's SOAP service (SWS/IM), which prints USPS labels and answers TrackShipment. Source:
 * the WSDL of swsim v33 to v135: TrackShipmentResponse and the enumeration TrackingEventType.
 */

import type { TrackingNumber } from '../../domain/ids.ts';
import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeReading, type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { preferOwnSentence } from '../reading/own-sentence.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';
import { readEvent as readUspsEvent } from './usps/events.ts';

/**
 * Names in the enumeration, with USPS's words for them. Each row is checked against those words.
 */
const CODES: CodeTable = {
  ...codeRows('info', {
    DeliveryStatusNotUpdated: 'delivery status not updated',
    DuplicateLabelID: 'duplicate label id',
    FinalDispositionByMerchant: 'final disposition by the merchant',
    None: 'none',
    'USPS Event': 'USPS event',
  }),
  ...codeRows('pre_transit', {
    ElectronicNotification: 'electronic notification',
    ManifestAcknowledgement: 'manifest acknowledgement',
    ShippingLabelCreated: 'shipping label created',
  }),
  ...codeRows('in_transit', {
    AcceptOrPickup: 'accept or pickup',
    AcceptedAtDestination: 'accepted at destination',
    ArrivalAtUnit: 'arrival at unit',
    ArriveSortFacility_A1: 'arrived at sort facility',
    ArriveSortFacility_R1: 'arrived at sort facility',
    ArriveSortFacility_U1: 'arrived at sort facility',
    ArrivedAgentFacility: 'arrived at agent facility',
    ArrivedAtShippingPartner: 'arrived at shipping partner',
    ArrivedUSPSSortFacility: 'arrived at USPS sort facility',
    CustomsClearance: 'customs clearance',
    DepartSortFacility_L1: 'departed sort facility',
    DepartSortFacility_T1: 'departed sort facility',
    DepartUSPSSortFacility: 'departed USPS sort facility',
    DepartedAgentFacility: 'departed agent facility',
    DepartedFromShippingPartner: 'departed from shipping partner',
    DispatchedFromSortFacility: 'dispatched from sort facility',
    DispatchedToMilitary: 'dispatched to military',
    DispatchedToSortFacility: 'dispatched to sort facility',
    Enroute: 'en route',
    // Spelled as in the enumeration.
    ForeginReceipt: 'foreign receipt',
    ForeignReceipt: 'foreign receipt',
    Forwarded: 'forwarded',
    In_processAcceptance: 'in-process acceptance',
    MailConsigned: 'mail consigned',
    OriginAcceptance: 'origin acceptance',
    PickedUp: 'picked up',
    PickedUpAndProcessedByAgent: 'picked up and processed by agent',
    PickedUpByShippingPartner: 'picked up by shipping partner',
    ProcessedAtDestinationFacility: 'processed at destination facility',
    Processed_BE: 'processed',
    Processed_RB: 'processed',
    Processed_RegisteredMailOnly_35: 'processed, registered mail',
    Processed_RegisteredMailOnly_36: 'processed, registered mail',
    Processed_RegisteredMailOnly_38: 'processed, registered mail',
    Processed_RegisteredMailOnly_39: 'processed, registered mail',
    Processed_RegisteredMailOnly_40: 'processed, registered mail',
    ReceivedAtOpeningUnit: 'received at opening unit',
    ShipmentAcceptance: 'shipment acceptance',
    Sorting_ProcessingComplete: 'sorting or processing complete',
    TenderedToAgentForFinalDelivery: 'tendered to agent for final delivery',
    TenderedToPostalService: 'tendered to postal service',
    USPSHandoffToShippingPartner: 'handed to shipping partner by USPS',
  }),
  ...codeRows('in_transit/delay', { Delay: 'delay', ServiceDelay: 'service delay' }),
  ...codeRows('in_transit/missorted', { Mis_shipped: 'mis-shipped', Missent: 'missent' }),
  ...codeRows('out_for_delivery', { OutForDelivery: 'out for delivery' }),
  ...codeRows('attempted', {
    AttemptedNoticeLeft: 'attempted, notice left',
    AttemptedNoticeLeft_H0: 'attempted, notice left',
    NoticeLeft: 'notice left',
  }),
  ...codeRows('attempted/nobody_home', {
    NoAuthorizedRecipientAvailable: 'no authorized recipient available',
  }),
  ...codeRows('attempted/closed', { BusinessClosed: 'business closed' }),
  ...codeRows('attempted/no_access', {
    NoSecureLocationAvailable: 'no secure location available',
    ReceptacleBlocked: 'receptacle blocked',
    ReceptacleFull: 'receptacle full',
  }),
  ...codeRows('available_for_pickup', {
    ArrivalAtPickupPoint: 'arrival at pickup point',
    AvailableForPickup: 'available for pickup',
  }),
  // USPS's event 17: the recipient's agent has it.
  ...codeRows('delivered', { Delivered: 'delivered', PickedUpByAgent: 'picked up by agent' }),
  ...codeRows('exception/address', {
    AddresseeUnknown: 'addressee unknown',
    ForwardingExpired: 'forwarding expired',
    InsufficientAddress: 'insufficient address',
    MovedNoForwarding: 'moved, left no forwarding address',
    NoSuchNumber: 'no such number',
    Undeliverable: 'undeliverable as addressed',
    Vacant: 'vacant',
  }),
  ...codeRows('exception/destroyed', { DeadMail_DisposedByPostOffice: 'disposed by post office' }),
  ...codeRows('exception/other', {
    DeadLetter: 'dead letter',
    DeadMail_SentToRecoveryCenter: 'sent to recovery center',
    Deceased: 'deceased',
  }),
  RecipientActionRequired: {
    status: 'exception',
    reason: 'other',
    responsible: 'customer',
    words: 'recipient action required',
  },
  ...codeRows('exception/refused', { Refused: 'refused' }),
  ...codeRows('exception/unclaimed', { Unclaimed: 'unclaimed' }),
  ...codeRows('return_to_sender', {
    CustomerRecall: 'recalled by the sender',
    ReturnToSender: 'return to sender',
    ReturnToSender_CO: 'return to sender',
    ReturnedOtherReason: 'returned for another reason',
  }),
  ...codeRows('return_to_sender/unclaimed', { ReturnToSender_NotPickedUp: 'not picked up' }),
  ...codeRows('return_to_sender/returned', {
    DeliveredByAgentToMerchant: 'delivered to the merchant',
  }),
};

/** Stamps.com writes this instead of an event if there are none. */
const NO_DATA = 'ErrorDataNotAvailable';

/** Most scans are USPS's. Without a state, the zone of USPS's head office is assumed. */
const HOME = 'America/New_York';

export const stamps = {
  id: 'stamps',
  name: 'Stamps.com',
  kind: 'aggregator',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'TrackShipmentResponse (SOAP, swsim v33 to v135)',
  verify: () => notPushed('Stamps.com'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

function findAnswer(root: unknown): unknown {
  return (
    get(root, 'Envelope', 'Body', 'TrackShipmentResponse') ?? get(root, 'TrackShipmentResponse')
  );
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  const answer = findAnswer(root);
  if (get(answer, 'TrackingEvents') !== undefined) return true;
  return /stamps\.com/.test(getText(answer, '@xmlns') ?? '') || findSdcError(root) !== undefined;
}

function findSdcError(root: unknown): unknown {
  return get(root, 'Envelope', 'Body', 'Fault', 'detail', 'sdcerror');
}

function read(
  { root }: Document,
  asked: TrackingNumber | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const fault = get(root, 'Envelope', 'Body', 'Fault');
  if (fault !== undefined) {
    const message = getText(findSdcError(root)) ?? getFirstText(fault, 'faultstring', 'faultcode');
    return refuseByMessage(message ?? 'a SOAP fault without a message');
  }
  const answer = findAnswer(root);
  if (get(answer, 'TrackingEvents') === undefined) {
    return refuse(
      'malformed',
      `no TrackShipmentResponse with TrackingEvents: ${describeFields(root)}`,
    );
  }
  const rows = getRecords(answer, 'TrackingEvents', 'TrackingEvent');
  const scans = rows.filter((row) => getText(row, 'TrackingEventType') !== NO_DATA);
  if (rows.length > 0 && scans.length === 0) {
    return refuse('not_yet', getText(rows[0], 'Event') ?? NO_DATA);
  }
  const carrier = findCarrier(getText(answer, 'Carrier') ?? 'usps').id;
  const { events, notices } = readEventRows(scans, (row, index) =>
    readEvent(row, index, (words) => carriers.readSentence(carrier, words)),
  );
  const signer = scans.map((row) => getText(row, 'SignedBy')).find((name) => name !== null);
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier,
    trackingNumber: getText(answer, 'TrackingNumber') ?? asked,
    service: getText(answer, 'ServiceDescription'),
    events,
    newestFirst: true,
    edd: eddFromDate(parseDate(getText(answer, 'ExpectedDeliveryDate'))),
    originalEdd: eddFromDate(parseDate(getText(answer, 'GuaranteedDeliveryDate'))),
    proofOfDelivery: delivery
      ? buildProof({ at: delivery.occurredAt, signedBy: signer ?? null })
      : null,
  });
  return buildResult([shipment], notices);
}

type OwnReader = (words: string | null) => CodeReading | null;

function readEvent(row: Fields, index: number, readOwn: OwnReader): TrackingEvent | string {
  const written = getText(row, 'Timestamp');
  const place = buildPlace({
    city: getText(row, 'City'),
    region: getText(row, 'State'),
    postalCode: getText(row, 'Zip'),
    country: getText(row, 'Country'),
  });
  const timestamp = parseTimestamp(written, { place, homeZone: HOME });
  if (!timestamp) return `TrackingEvent ${index}: Timestamp is not a time: ${written ?? 'nothing'}`;
  const description = getText(row, 'Event');
  const byName = readOwn(description);
  const reading = preferOwnSentence(readCode(row, description), byName, description);
  return buildEvent({ reading, timestamp, description, place });
}

/** Some types say nothing about the event. USPS's name of the event may. */
function readCode(row: Fields, words: string | null): CodeReading {
  const type = getText(row, 'TrackingEventType') ?? '';
  const byType = findCode(CODES, type);
  const byName = byType.status === null ? readUspsEvent(null, words) : null;
  return refineMovement(byName?.mapped ? { ...byName, code: type } : byType, words);
}
