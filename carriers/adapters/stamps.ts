/**
 * Stamps.com's SOAP service (SWS/IM), which prints USPS labels and answers TrackShipment. Source:
 * the WSDL of swsim v33 to v135: TrackShipmentResponse and the enumeration TrackingEventType.
 */

import type { TrackingNumber } from '../../domain/ids.ts';
import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** Names of the enumeration, with USPS's words for what they stand for. */
const CODES: CodeTable = {
  ...rows('info', {
    DeliveryStatusNotUpdated: 'delivery status not updated',
    DuplicateLabelID: 'duplicate label id',
    FinalDispositionByMerchant: 'final disposition by the merchant',
    None: 'none',
    'USPS Event': 'USPS event',
  }),
  ...rows('pre_transit', {
    ElectronicNotification: 'electronic notification',
    ManifestAcknowledgement: 'manifest acknowledgement',
    ShippingLabelCreated: 'shipping label created',
  }),
  ...rows('in_transit', {
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
    // The enumeration has it so.
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
  ...rows('in_transit/delay', { Delay: 'delay', ServiceDelay: 'service delay' }),
  ...rows('in_transit/missorted', { Mis_shipped: 'mis-shipped', Missent: 'missent' }),
  ...rows('out_for_delivery', { OutForDelivery: 'out for delivery' }),
  ...rows('attempted', {
    AttemptedNoticeLeft: 'attempted, notice left',
    AttemptedNoticeLeft_H0: 'attempted, notice left',
    NoticeLeft: 'notice left',
  }),
  ...rows('attempted/nobody_home', {
    NoAuthorizedRecipientAvailable: 'no authorized recipient available',
  }),
  ...rows('attempted/closed', { BusinessClosed: 'business closed' }),
  ...rows('attempted/no_access', {
    NoSecureLocationAvailable: 'no secure location available',
    ReceptacleBlocked: 'receptacle blocked',
    ReceptacleFull: 'receptacle full',
  }),
  ...rows('available_for_pickup', {
    ArrivalAtPickupPoint: 'arrival at pickup point',
    AvailableForPickup: 'available for pickup',
  }),
  // USPS's event 17: the recipient's agent has it.
  ...rows('delivered', { Delivered: 'delivered', PickedUpByAgent: 'picked up by agent' }),
  ...rows('exception/address', {
    AddresseeUnknown: 'addressee unknown',
    ForwardingExpired: 'forwarding expired',
    InsufficientAddress: 'insufficient address',
    MovedNoForwarding: 'moved, left no forwarding address',
    NoSuchNumber: 'no such number',
    Undeliverable: 'undeliverable as addressed',
    Vacant: 'vacant',
  }),
  ...rows('exception/destroyed', { DeadMail_DisposedByPostOffice: 'disposed by post office' }),
  ...rows('exception/other', {
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
  ...rows('exception/refused', { Refused: 'refused' }),
  ...rows('exception/unclaimed', { Unclaimed: 'unclaimed' }),
  ...rows('return_to_sender', {
    CustomerRecall: 'recalled by the sender',
    ReturnToSender: 'return to sender',
    ReturnToSender_CO: 'return to sender',
    ReturnedOtherReason: 'returned for another reason',
  }),
  ...rows('return_to_sender/unclaimed', { ReturnToSender_NotPickedUp: 'not picked up' }),
  ...rows('return_to_sender/returned', { DeliveredByAgentToMerchant: 'delivered to the merchant' }),
};

/** Stands for an event where there are none. */
const NO_DATA = 'ErrorDataNotAvailable';

/** Most scans are USPS's; where the state is not told, that of its head office. */
const HOME = 'America/New_York';

export const stamps = {
  id: 'stamps',
  name: 'Stamps.com',
  kind: 'aggregator',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'TrackShipmentResponse (SOAP, swsim v33 to v135)',
  verify: () => notPushed('Stamps.com'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

function answerIn(root: unknown): unknown {
  return (
    get(root, 'Envelope', 'Body', 'TrackShipmentResponse') ?? get(root, 'TrackShipmentResponse')
  );
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  const answer = answerIn(root);
  if (get(answer, 'TrackingEvents') !== undefined) return true;
  return /stamps\.com/.test(textOf(answer, '@xmlns') ?? '') || sdcErrorIn(root) !== undefined;
}

function sdcErrorIn(root: unknown): unknown {
  return get(root, 'Envelope', 'Body', 'Fault', 'detail', 'sdcerror');
}

function read({ root }: Document, asked: TrackingNumber | null): ParseResult {
  const fault = get(root, 'Envelope', 'Body', 'Fault');
  if (fault !== undefined) {
    const message = textOf(sdcErrorIn(root)) ?? firstText(fault, 'faultstring', 'faultcode');
    return refuseByWords(message ?? 'a SOAP fault without a message');
  }
  const answer = answerIn(root);
  if (get(answer, 'TrackingEvents') === undefined) {
    return refuse('malformed', `no TrackShipmentResponse with TrackingEvents: ${fieldsOf(root)}`);
  }
  const rows = recordsOf(answer, 'TrackingEvents', 'TrackingEvent');
  const scans = rows.filter((row) => textOf(row, 'TrackingEventType') !== NO_DATA);
  if (rows.length > 0 && scans.length === 0) {
    return refuse('not_yet', textOf(rows[0], 'Event') ?? NO_DATA);
  }
  const { events, notices } = readRows(scans, readEvent);
  const signer = scans.map((row) => textOf(row, 'SignedBy')).find((name) => name !== null);
  const shipment = trackedShipment({
    carrier: findCarrier(textOf(answer, 'Carrier') ?? 'usps').id,
    trackingNumber: textOf(answer, 'TrackingNumber') ?? asked,
    service: textOf(answer, 'ServiceDescription'),
    events,
    newestFirst: true,
    edd: eddOfDate(dateOf(textOf(answer, 'ExpectedDeliveryDate'))),
    originalEdd: eddOfDate(dateOf(textOf(answer, 'GuaranteedDeliveryDate'))),
    proofOfDelivery: proofOf({
      at: events.find(({ status }) => status === 'delivered')?.occurredAt ?? null,
      signedBy: signer ?? null,
    }),
  });
  return report([shipment], notices);
}

function readEvent(row: Fields, index: number): TrackingEvent | string {
  const written = textOf(row, 'Timestamp');
  const place = placeOf({
    city: textOf(row, 'City'),
    region: textOf(row, 'State'),
    postalCode: textOf(row, 'Zip'),
    country: textOf(row, 'Country'),
  });
  const moment = parseTimestamp(written, { place, home: HOME });
  if (!moment) return `TrackingEvent ${index}: Timestamp is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: findCode(CODES, textOf(row, 'TrackingEventType') ?? ''),
    moment,
    description: textOf(row, 'Event'),
    place,
  });
}
