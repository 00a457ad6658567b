import { type CodeTable, phrases, rows } from '../../reading/code-table.ts';

/** Steps of the ladder, by their name in capitals without underscores. */
export const STEPS: CodeTable = {
  ...rows('pre_transit', {
    SHIPMENT: 'Order information has been transmitted to DPD',
    ACCEPTED: 'Order information has been transmitted to DPD',
    DATATRANSMITTED: 'Data transmitted',
    START: 'Start',
  }),
  ...rows('in_transit', {
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
  ...rows('out_for_delivery', {
    COURIER: 'The parcel has left the delivery centre, on its way to the consignee',
    OUTFORDELIVERY: 'Out for delivery',
    INDELIVERY: 'In delivery',
  }),
  ...rows('attempted', {
    DELIVERYFAILURE: 'Unfortunately we have not been able to deliver your parcel',
    RETURNINGFROMDELIVERY: 'After an unsuccessful attempt back at the recipient depot',
  }),
  ...rows('available_for_pickup', {
    PARCELSHOP: 'Delivered by driver to Pickup parcelshop',
    ATPARCELSHOP: 'At the parcelshop',
  }),
  ...rows('delivered', { DELIVERED: 'Delivered' }),
  ...rows('return_to_sender', { RETURNTOSENDER: 'Return to sender' }),
};

/**
 * Types of scan, by their number. 03 and 13 are from recorded answers; the others are as DPD names its
 * scans elsewhere, and no list of DPD's has confirmed their numbers.
 */
export const SCANS: CodeTable = {
  ...rows('in_transit', {
    '01': 'Consolidation',
    '02': 'Inbound',
    '05': 'Pick-up',
    '08': 'Warehouse',
    '10': 'HUB scan',
    '15': 'Pick-up by driver',
    '20': 'Loading',
  }),
  ...rows('out_for_delivery', { '03': 'Out for delivery' }),
  ...rows('attempted', { '04': 'Driver’s return', '14': 'Delivery attempt not successful' }),
  ...rows('return_to_sender', { '06': 'System return' }),
  ...rows('delivered', { '13': 'Delivered' }),
  ...rows('available_for_pickup', { '23': 'Delivered by driver to Pickup parcelshop' }),
  ...rows('info', { '18': 'Additional information' }),
};

/** The names in the types of scan (`SC_13_DELIVERED`), as the pages of several countries have them. */
export const SCAN_NAMES: CodeTable = {
  ...rows('in_transit', { INBOUND: 'Inbound', PICKUP: 'Pick-up', SORT: 'Sorted' }),
  ...rows('out_for_delivery', {
    IN_DELIVERY: 'In delivery',
    OUT_FOR_DELIVERY: 'Out for delivery',
  }),
  ...rows('delivered', { DELIVERED: 'Delivered' }),
};

/** What DPD says in full, where one step or type of scan stands for several things. */
export const SENTENCES: CodeTable = {
  ...phrases('out_for_delivery', [
    'The parcel has left the parcel delivery centre and is on its way to the consignee.',
  ]),
  ...phrases('attempted', [
    'Unfortunately we have not been able to deliver your parcel.',
    'After an unsuccessful delivery attempt the parcel is back at the recipient depot.',
  ]),
  ...phrases('available_for_pickup', [
    'Delivered by driver to Pickup parcelshop',
    'Delivered by driver to DPD Pickup parcelshop',
    'Pakket wordt bij de volgende Pickup parcelshop bezorgd',
    'Zustellung durch den Fahrer an Pickup Paketshop',
  ]),
  ...phrases('delivered', [
    'Collected by consignee from Pickup parcelshop',
    'The parcel has been collected from the Pickup parcelshop by the consignee',
  ]),
};

export const PUSHED: CodeTable = {
  ...rows('pre_transit', { start_order: 'Order data captured' }),
  ...rows('in_transit', {
    pickup_driver: 'Picked up by driver',
    pickup_depot: 'Arrived at incoming depot',
    delivery_depot: 'Arrived at outgoing depot',
  }),
  ...rows('out_for_delivery', { delivery_carload: 'Out for delivery' }),
  ...rows('delivered', {
    delivery_customer: 'Delivered to the recipient',
    pickup_by_consignee: 'Picked up from the parcelshop by the consignee',
  }),
  ...rows('available_for_pickup', { delivery_shop: 'Delivered to the parcelshop' }),
  ...rows('exception/other', {
    delivery_notification: 'Delivery obstacle, e.g. the address has to be clarified',
    error_pickup: 'Problem at pickup',
  }),
  ...rows('return_to_sender', { error_return: 'Return to sender' }),
  ...rows('return_to_sender/unclaimed', {
    no_pickup_by_consignee: 'Not picked up from the parcelshop',
  }),
};
