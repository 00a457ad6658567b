/**
 * GLS: event codes, the status of the parcel, and what its events say. Sources: GLS's OpenAPI
 * "Track And Trace V1" 1.0.7 (status enum, examples, event codes), the numbers (`3.0`) beside the
 * same codes in the answers of its tracking page, and the English sentences of both.
 */

import type { CodeTable } from '../adapter.ts';
import { phrases, rows } from '../rows.ts';

export const EVENTS: CodeTable = {
  ...rows('pre_transit', {
    'INTIAL.PREADVICE': 'The parcel data was entered into the GLS IT system',
    'INTIAL.E48_DATA': 'The parcel was provided by the sender for collection by GLS',
    '0.100': 'The parcel data was entered into the GLS IT system',
  }),
  ...rows('in_transit', {
    'INTIAL.NORMAL': 'The parcel was handed over to GLS',
    'INBOUD.NORMAL': 'The parcel has reached the parcel center',
    'OUTBOD.NORMAL': 'The parcel has left the parcel center',
    '0.0': 'The parcel was handed over to GLS',
    '1.0': 'The parcel has left the parcel center',
    '2.0': 'The parcel has reached the parcel center',
  }),
  ...rows('out_for_delivery', {
    'OUTDEL.NORMAL': 'The parcel is expected to be delivered during the day',
    '11.0': 'The parcel is expected to be delivered during the day',
  }),
  ...rows('available_for_pickup', {
    'DELIVD.PARCELSHOP': 'The parcel has been delivered at the ParcelShop',
    'DELIVD.PARCELBOX': 'The parcel has been delivered into the ParcelLocker',
    '3.896': 'The parcel has been delivered into the ParcelLocker',
  }),
  ...rows('delivered', {
    'DELIVD.NORMAL': 'The parcel has been delivered',
    'DELIVD.DEL_BY_PSAPP': 'Handed out at the ParcelShop',
    '3.0': 'The parcel has been delivered',
  }),
  ...rows('cancelled', {
    'CANCEL.NORMAL': 'The parcel data have been deleted from the GLS IT system',
    '43.0': 'The parcel data have been deleted from the GLS IT system',
  }),
  ...rows('info', {
    'CHANGD.MONEWADDR': 'Change completed for - Delivery at new address',
    'CHANGD.PARCELBOX': 'Change completed for - ParcelLocker',
  }),
};

/** The status of the parcel as a whole. `FINAL` closes the history and leaves what was. */
export const STATUSES: CodeTable = {
  ...rows('pre_transit', {
    PLANNEDPICKUP: 'Parcel is planned to be picked up',
    INPICKUP: 'Parcel will be picked up by a driver',
    NOTPICKEDUP: 'Parcel was not picked up',
    PREADVICE: 'GLS has received the parcel data but not the physical parcel',
  }),
  ...rows('in_transit', {
    INTRANSIT: 'Parcel is on its way to the final depot',
    INWAREHOUSE: 'Parcel is in warehouse',
  }),
  ...rows('out_for_delivery', { INDELIVERY: 'Parcel is in delivery by a driver' }),
  ...rows('available_for_pickup', { DELIVEREDPS: 'Parcel delivered to a parcel shop' }),
  ...rows('delivered', { DELIVERED: 'Parcel was delivered' }),
  ...rows('attempted', { NOTDELIVERED: 'Parcel was not delivered' }),
  ...rows('cancelled', {
    CANCELED: 'Parcel was cancelled',
    CANCELLED: 'Parcel was cancelled',
  }),
  ...rows('return_to_sender', { RETURNED: 'Parcel is on its way back' }),
  ...rows('info', { FINAL: 'Parcel history closed' }),
};

/**
 * For events whose code no list has: GLS says the same sentence in all its answers. Those of handing
 * over to GLS, moving, delivery and deletion are from recorded answers and the specification; those of
 * failed attempts, refusal and return are as its page words them, and no list has confirmed them.
 */
export const SENTENCES: CodeTable = {
  ...phrases('pre_transit', [
    'The parcel data was entered into the GLS IT system.',
    'The parcel data was entered into the GLS IT system; the parcel was not yet handed over to GLS.',
    'The parcel was provided by the sender for collection by GLS.',
  ]),
  ...phrases('in_transit', [
    'The parcel was handed over to GLS.',
    'The parcel has reached the parcel center.',
    'The parcel has reached the parcel center and was sorted manually.',
    'The parcel has left the parcel center.',
    'The parcel is stored in the parcel center.',
    'The parcel is stored in the GLS warehouse.',
  ]),
  ...phrases('out_for_delivery', ['The parcel is expected to be delivered during the day.']),
  ...phrases('available_for_pickup', [
    'The parcel has been delivered at the ParcelShop (see ParcelShop information).',
    'The parcel has been delivered at the ParcelShop.',
    'The parcel has reached the ParcelShop.',
    'The parcel has been delivered into the ParcelLocker.',
  ]),
  ...phrases('delivered', [
    'The parcel has been delivered.',
    'The parcel has been delivered / dropped off.',
    'The parcel has been delivered at the neighbour´s (see signature).',
    'The parcel has been delivered at the neighbour’s (see signature).',
    "The parcel has been delivered at the neighbour's (see signature).",
    'The parcel has been picked up by the consignee.',
    'The parcel has been picked up at the ParcelShop by the consignee.',
  ]),
  ...phrases('attempted/nobody_home', [
    'The parcel could not be delivered as the consignee was absent.',
  ]),
  ...phrases('attempted/closed', [
    'The parcel could not be delivered as the reception was closed.',
  ]),
  ...phrases('attempted', [
    'The parcel could not be delivered.',
    'The parcel could not be delivered due to lack of time.',
  ]),
  ...phrases('exception/refused', [
    'The parcel could not be delivered as the consignee refused acceptance.',
    'The consignee refused acceptance of the parcel.',
  ]),
  ...phrases('exception/address', [
    'The parcel could not be delivered due to a wrong address.',
    'The parcel could not be delivered as the address is incomplete.',
    'The parcel is stored in the parcel center. It cannot be delivered as further address information is needed.',
  ]),
  ...phrases('exception/damage', ['The parcel was damaged.', 'The parcel has been damaged.']),
  ...phrases('return_to_sender', [
    'The parcel is being returned to the sender.',
    'The parcel is returned to the sender.',
    'The parcel has been returned to the shipper.',
  ]),
  ...phrases('cancelled', ['The parcel data have been deleted from the GLS IT system.']),
};

/** GLS Netherlands' page for consumers: `state` of a scan. */
export const STATES: CodeTable = {
  ...rows('pre_transit', { '0': 'Aangekondigd bij GLS' }),
  ...rows('in_transit', { '1': 'Pakket ontvangen door GLS', '2': 'Aangekomen op GLS depot' }),
  ...rows('out_for_delivery', { '3': 'Onderweg - geladen voor aflevering' }),
  ...rows('delivered', { '4': 'Afgeleverd' }),
  ...rows('available_for_pickup', { '4/parcelshop': 'Afgeleverd bij een ParcelShop' }),
};
