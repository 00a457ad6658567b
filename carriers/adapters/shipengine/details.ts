/**
 * ShipEngine's and ShipStation's status codes and status detail codes. Source: the OpenAPI
 * definitions of ShipEngine (v1) and ShipStation (v2), which list 8 statuses and two generations of
 * details. Some details do not say where the parcel is (INFORMATION, CARRIER_STATUS_NOT_MAPPED …).
 * They are left out on purpose, so that their status decides. Checked against the description of
 * each detail in both definitions.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

/** Keyed by status and detail, by detail if it says more than the status, and by status. */
export const CODES: CodeTable = {
  // Statuses.
  ...codeRows('info', { UN: 'Unknown' }),
  ...codeRows('pre_transit', { NY: 'Not Yet In System' }),
  ...codeRows('in_transit', { AC: 'Accepted', IT: 'In Transit' }),
  ...codeRows('attempted', { AT: 'Delivery Attempt' }),
  ...codeRows('available_for_pickup', { SP: 'Delivered To Collection Location' }),
  ...codeRows('delivered', { DE: 'Delivered' }),
  ...codeRows('exception/other', { EX: 'Exception' }),

  // Details.
  ...codeRows('pre_transit', {
    SHIPMENT_CREATED: 'shipment created',
    AWAITING_DESPATCH: 'ready to go, awaiting pickup',
    AWAITING_ELECTRONIC_ADVICE: 'waiting to be registered with the carrier',
    AWAITING_PICKUP_DROP_OFF: 'awaiting pickup or drop-off',
    COLLECTION_FAILED: 'collection from the sender failed',
    COLLECTION_REQUESTED: 'collection from the sender requested',
    ELEC_ADVICE_RECD_BY_CARRIER: 'electronic advice received by the carrier',
    NOT_YET_RECEIVED_BY_CARRIER: 'not yet received by the carrier',
    PICKUP_FAILED: 'pickup from the sender failed',
  }),
  ...codeRows('in_transit', {
    COLLECTION_MADE: 'picked up by the carrier',
    CUSTOMS_CLEARED: 'customs cleared',
    CUSTOMS_PROCESSING: 'going through customs',
    DESPATCHED: 'handed to the carrier',
    DROPPED_OFF: 'dropped off',
    HUB_PROCESSING: 'processed at a hub',
    HUB_SCAN_IN: 'arrived at a hub',
    HUB_SCAN_OUT: 'left a hub',
    IN_TRANSIT: 'in transit',
    PARCEL_OVER_LABELLED: 'labelled again',
    PARCEL_REDIRECTED: 'redirected',
    PARCEL_REDIRECTED_BY_CARRIER: 'redirected by the carrier',
    PARCEL_REPACKED: 'repacked',
    PICKED_UP: 'picked up from the sender',
    RECD_BY_CARRIER_NO_ELEC_ADVICE: 'received by the carrier without electronic advice',
    RECEIVED_BY_CARRIER: 'received by the carrier',
    RECEIVED_LOCAL_DELIVERY_DEPOT: 'at the local delivery depot',
    SUB_CONTRACTOR_EVENT: 'with a delivery partner',
    SUB_CONTRACTOR_RECEIVED: 'received by a delivery partner',
    DELIVERY_ARRANGED_WITH_RECIPIENT: 'delivery arranged with the recipient',
    DELIVERY_SCHEDULED: 'delivery scheduled',
  }),
  ...codeRows('in_transit/rescheduled', { DELIVERY_RESCHEDULED: 'delivery rescheduled' }),
  ...codeRows('in_transit/delay', { CARRIER_DELAYS: 'delayed by the carrier' }),
  DELAYED_NOT_CARRIER: {
    status: 'in_transit',
    reason: 'delay',
    responsible: 'nobody',
    words: 'delayed, not by the carrier',
  },
  ...codeRows('in_transit/missorted', {
    MISROUTED: 'misrouted',
    MISSORTED: 'missorted',
    ROUTING_ERROR: 'sent to the wrong place',
  }),
  ...codeRows('out_for_delivery', { OUT_FOR_DELIVERY: 'out for delivery' }),
  ...codeRows('attempted', {
    ATTEMPTED_DELIVERY: 'delivery attempted',
    ATTEMPTED_DELIVERY_2ND: 'delivery attempted a second time',
    ATTEMPTED_DELIVERY_3RD: 'delivery attempted a third time',
    ATTEMPTED_DELIVERY_FINAL: 'delivery attempted for the last time',
    CUSTOMER_IDENTIFICATION_FAILED: 'the recipient could not be identified',
  }),
  ...codeRows('attempted/nobody_home', { CUSTOMER_CARDED: 'a card was left' }),
  ...codeRows('attempted/no_access', {
    NO_ACCESS_TO_RECIPIENTS_ADDRESS: 'no access to the recipient’s address',
  }),
  ...codeRows('attempted/payment_due', {
    COD_AMOUNT_NOT_PAID: 'cash on delivery not paid',
    INVALID_METHOD_OF_PAYMENT: 'paid by the wrong means',
  }),
  ...codeRows('available_for_pickup', {
    AWAITING_COLLECTION_FROM_PICKUP_POINT: 'awaiting collection from a pickup point',
    COLLECT_AT_LOCAL_PO: 'to be collected at the post office',
    DELIVERED_TO_ALTERNATIVE_DELIVERY_LOCATION: 'at another place, see how to pick it up',
    CUSTOMER_TO_COLLECT_FROM_CARRIER: 'to be collected from the carrier',
    DELIVERED_TO_LOCKER_COLLECTION_POINT: 'delivered to a locker',
    DELIVERED_TO_PICKUP_POINT: 'delivered to a pickup point',
  }),
  ...codeRows('delivered', {
    DELIVERED: 'delivered',
    DELIVERED_SPECIFIED_SAFE_PLACE: 'left in the safe place',
    DELIVERED_TO_NEIGHBOUR: 'delivered to a neighbour',
    DELIVERED_TO_PO_BOX: 'delivered to a PO box',
    DELIVERED_TO_RECEPTION: 'delivered to the reception',
    PARCEL_COLLECTED_FROM_PICKUP_POINT: 'collected from the pickup point',
    PROOF_OF_DELIVERY: 'proof of delivery',
  }),
  ...codeRows('in_transit/partial', { DELIVERED_IN_PART: 'delivered in part' }),
  ...codeRows('delivered/damage', { DELIVERED_DAMAGED: 'delivered damaged' }),
  ...codeRows('exception/address', { ADDRESS_QUERY: 'question about the address' }),
  ...codeRows('exception/held', {
    HELD_BY_CARRIER: 'held by the carrier',
  }),
  ...codeRows('exception/customs', {
    HELD_BY_CARRIER_FOR_CLEARANCE_PRE_PROCESSING: 'held by the carrier for clearance',
    HELD_BY_CUSTOMS: 'held by customs',
    HELD_BY_EXPORT_CUSTOMS: 'held by export customs',
    HELD_BY_IMPORT_CUSTOMS: 'held by import customs',
  }),
  ...codeRows('exception/payment_due', { DUTY_NOT_PAID: 'duty not paid' }),
  ...codeRows('exception/damage', { PARCEL_DAMAGED: 'damaged' }),
  ...codeRows('exception/loss', { PARCEL_LOST: 'lost' }),
  ...codeRows('exception/destroyed', { PARCEL_DISPOSED: 'disposed of' }),
  ...codeRows('exception/refused', { REFUSED_BY_CUSTOMER: 'refused by the recipient' }),
  ...codeRows('exception/unclaimed', { NOT_COLLECTED_FROM_PICKUP_POINT: 'not collected' }),
  ...codeRows('exception/security', { HAZARDOUS_PROHIBITED: 'hazardous or prohibited contents' }),
  ...codeRows('exception/other', {
    NOT_DELIVERED_ADDRESSEE_DECEASED: 'not delivered, the addressee is deceased',
    UNSPECIFIED_EXCEPTION: 'exception',
  }),
  INCORRECT_DECLARATION: {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'incorrect declaration',
  },
  PARCEL_OUTSIDE_OF_SERVICE_CAPABILITY: {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'outside of what the service carries',
  },
  ...codeRows('return_to_sender', {
    NOT_DELIVERED: 'all attempts failed, on its way back',
    RETURN_TO_SENDER: 'on its way back to the sender',
    // As statuses of labels (v2), these say that the parcel is being returned.
    'label/HAZARDOUS_PROHIBITED': 'prohibited contents, on its way back',
    'label/PARCEL_OUTSIDE_OF_SERVICE_CAPABILITY': 'too large or heavy, on its way back',
  }),
  ...codeRows('return_to_sender/address', {
    CUSTOMER_MOVED: 'the recipient moved, on its way back',
  }),
  ...codeRows('return_to_sender/damage', { 'label/PARCEL_DAMAGED': 'damaged, on its way back' }),
  ...codeRows('return_to_sender/refused', {
    'label/REFUSED_BY_CUSTOMER': 'refused, on its way back',
  }),
  ...codeRows('return_to_sender/unclaimed', {
    'label/NOT_COLLECTED_FROM_PICKUP_POINT': 'not collected, on its way back',
  }),
  ...codeRows('return_to_sender/returned', {
    'DE/RETURN_TO_SENDER': 'delivered to the sender',
    UNDELIVERABLE_RETURNED_TO_SENDER: 'undeliverable, returned to the sender',
  }),
  ...codeRows('cancelled', {
    CANCELLED: 'cancelled',
    CANCELLED_BEFORE_DESPATCH: 'cancelled before dispatch',
  }),
  ...codeRows('info', {
    COD_AMOUNT_PAID: 'cash on delivery paid',
    TRACKING_EXPIRED: 'tracking expired',
    // The photo may come after the delivery.
    'IT/POD_OR_DELIVERY_IMAGE': 'there is a picture of the delivery',
  }),
};
