/**
 * DPD's codes. Sources: ParcelLifeCycleService 2.0 (WSDL: SHIPMENT … DELIVERED), and the names that
 * its responses use instead today; the status ids of DPD's app; the scan types of its tracking
 * page; DPD Germany's Tracking Push Service (04/2023), without `delivery_nab`, which the
 * documentation does not explain.
 */

import { type CodeTable, codeRows, phraseRows } from '../../reading/code-table.ts';

/** Keyed by the step's name in capitals without underscores. */
export const STEPS: CodeTable = {
  ...codeRows('pre_transit', {
    SHIPMENT: 'Order information has been transmitted to DPD',
    ACCEPTED: 'Order information has been transmitted to DPD',
    DATATRANSMITTED: 'Data transmitted',
    START: 'Start',
  }),
  ...codeRows('in_transit', {
    ATSENDINGDEPOT: 'In transit: at the parcel dispatch centre',
    BETWEENDEPOTS: 'The parcel is at the parcel dispatch centre',
    ONTHEROAD: 'In transit: on its way to the parcel delivery centre',
    DEPOT: 'At parcel delivery centre',
    ATDELIVERYDEPOT: 'At parcel delivery centre',
    PICKEDUP: 'DPD has received your parcel',
    COLLECTED: 'Collected',
    SORTED: 'Sorted',
    SORTEDTOPICKUPLOCATION: 'Sorted to the pickup location',
    PARCELPROCESSING: 'Parcel processing',
  }),
  ...codeRows('out_for_delivery', {
    COURIER: 'The parcel has left the delivery centre, on its way to the consignee',
    OUTFORDELIVERY: 'Out for delivery',
    INDELIVERY: 'In delivery',
  }),
  ...codeRows('attempted', {
    DELIVERYFAILURE: 'Unfortunately we have not been able to deliver your parcel',
    RETURNINGFROMDELIVERY: 'After an unsuccessful attempt back at the recipient depot',
  }),
  ...codeRows('available_for_pickup', {
    PARCELSHOP: 'Delivered by driver to Pickup parcelshop',
    ATPARCELSHOP: 'At the parcelshop',
  }),
  ...codeRows('delivered', { DELIVERED: 'Delivered' }),
  ...codeRows('return_to_sender', { RETURNTOSENDER: 'Return to sender' }),
};

/**
 * Scan types by number. 03 and 13 are from recorded responses. The others follow the names that DPD
 * gives scans elsewhere; no DPD list confirms their numbers.
 */
export const SCANS: CodeTable = {
  ...codeRows('in_transit', {
    '01': 'Consolidation',
    '02': 'Inbound',
    '05': 'Pick-up',
    '08': 'Warehouse',
    '10': 'HUB scan',
    '15': 'Pick-up by driver',
    '20': 'Loading',
  }),
  ...codeRows('out_for_delivery', { '03': 'Out for delivery' }),
  ...codeRows('attempted', { '04': 'Driver’s return', '14': 'Delivery attempt not successful' }),
  ...codeRows('return_to_sender', { '06': 'System return' }),
  ...codeRows('delivered', { '13': 'Delivered' }),
  ...codeRows('available_for_pickup', { '23': 'Delivered by driver to Pickup parcelshop' }),
  ...codeRows('info', { '18': 'Additional information' }),
};

/** The names in scan types (`SC_13_DELIVERED`), as the pages of several countries write them. */
export const SCAN_NAMES: CodeTable = {
  ...codeRows('in_transit', { INBOUND: 'Inbound', PICKUP: 'Pick-up', SORT: 'Sorted' }),
  ...codeRows('out_for_delivery', {
    IN_DELIVERY: 'In delivery',
    OUT_FOR_DELIVERY: 'Out for delivery',
  }),
  ...codeRows('delivered', { DELIVERED: 'Delivered' }),
};

/**
 * DPD's sentences, for steps and scan types with several meanings. Sources: its responses, and the
 * list of its German statuses on paketda.de.
 */
export const SENTENCES: CodeTable = {
  ...phraseRows('out_for_delivery', [
    'The parcel has left the parcel delivery centre and is on its way to the consignee.',
  ]),
  ...phraseRows('attempted', [
    'Unfortunately we have not been able to deliver your parcel.',
    'After an unsuccessful delivery attempt the parcel is back at the recipient depot.',
  ]),
  ...phraseRows('available_for_pickup', [
    'Delivered by driver to Pickup parcelshop',
    'Delivered by driver to DPD Pickup parcelshop',
    'Zustellung durch den Fahrer an Pickup Paketshop',
    'Übergabe durch Zusteller an Pickup Paketshop',
  ]),
  ...phraseRows('delivered', [
    'Collected by consignee from Pickup parcelshop',
    'The parcel has been collected from the Pickup parcelshop by the consignee',
    'Abholung im Pickup Paketshop durch Empfänger',
  ]),
  // "Das Paket wird nun an den Absender zurückgeschickt."
  ...phraseRows('return_to_sender/unclaimed', ['Der Empfänger hat das Paket nicht abgeholt']),
};

/**
 * Sentences about a parcel that the customer does not have. They overrule only a scan type that is
 * unknown or says `delivered`. Source: sentences that public clients have recorded.
 */
export const NOT_YET_DELIVERED: CodeTable = {
  ...phraseRows('in_transit', [
    'In transit',
    'At parcel delivery centre',
    'Received by DPD from consignor',
    'Parcel has been pickup up at sender',
    'Parcel has finished consolidation',
    'Parcel is at our depot',
    'Parcel is on the way to delivery depot',
    'Parcel redirected',
    'Parcel was redirected',
    'Parcel was stored at out depot',
    // It is still to come: only the scan type says whether the shop has it.
    'Pakket wordt bij de volgende Pickup parcelshop bezorgd',
    'Przyjęcie przesyłki w oddziale DPD',
  ]),
  ...phraseRows('out_for_delivery', [
    'Out for delivery',
    'Parcel handed over to driver',
    'Parcel is with our courier. You can expect it today',
    'Wydanie przesyłki do doręczenia',
  ]),
};

export const PUSHED: CodeTable = {
  ...codeRows('pre_transit', { start_order: 'Order data captured' }),
  ...codeRows('in_transit', {
    pickup_driver: 'Picked up by driver',
    pickup_depot: 'Arrived at incoming depot',
    delivery_depot: 'Arrived at outgoing depot',
  }),
  ...codeRows('out_for_delivery', { delivery_carload: 'Out for delivery' }),
  ...codeRows('delivered', {
    delivery_customer: 'Delivered to the recipient',
    pickup_by_consignee: 'Picked up from the parcelshop by the consignee',
  }),
  ...codeRows('available_for_pickup', { delivery_shop: 'Delivered to the parcelshop' }),
  ...codeRows('exception/other', {
    delivery_notification: 'Delivery obstacle, e.g. the address has to be clarified',
    error_pickup: 'Problem at pickup',
  }),
  ...codeRows('return_to_sender', { error_return: 'Return to sender' }),
  ...codeRows('return_to_sender/unclaimed', {
    no_pickup_by_consignee: 'Not picked up from the parcelshop',
  }),
};
