/**
 * EasyPost's statuses and status details. Source: the types of EasyPost's Node SDK, which list ten
 * statuses and 28 details. Any detail can come with any status: one table per status has the
 * details that say more than the status; the others (arrived_at_facility …) are left out. Checked
 * against those lists: EasyPost publishes only names, without further words.
 */

import {
  type CodeMeaning,
  type CodeRow,
  type CodeTable,
  codeRows,
} from '../../reading/code-table.ts';

/** Details of `in_transit` and of similar statuses. */
const ON_ITS_WAY: Readonly<Record<string, CodeMeaning>> = {
  arrived_at_pickup_location: 'available_for_pickup',
  awaiting_information: 'exception/held',
  cancelled: 'cancelled',
  damaged: 'exception/damage',
  delayed: 'in_transit/delay',
  delivery_exception: 'exception/other',
  failure: 'exception/other',
  held: 'exception/held',
  lost: 'exception/loss',
  missorted: 'in_transit/missorted',
  out_for_delivery: 'out_for_delivery',
  refused: 'exception/refused',
  return: 'return_to_sender',
  transit_exception: 'exception/other',
  weather_delay: 'in_transit/weather',
};

/** Details of `failure`: a cause that only delays a parcel in transit has stopped it here. */
const FAILED: Readonly<Record<string, CodeMeaning>> = {
  address_correction: 'exception/address',
  awaiting_information: 'exception/held',
  cancelled: 'cancelled',
  damaged: 'exception/damage',
  delayed: 'exception/delay',
  held: 'exception/held',
  lost: 'exception/loss',
  missorted: 'exception/missorted',
  refused: 'exception/refused',
  return: 'return_to_sender',
  weather_delay: 'exception/weather',
};

/** Keyed by `status/status_detail` and by `status`. */
export const CODES: CodeTable = {
  ...codeRows('info', { unknown: 'unknown', 'in_transit/expired': 'tracking expired' }),
  ...codeRows('pre_transit', { pre_transit: 'pre-transit' }),
  ...codeRows('in_transit', { in_transit: 'in transit' }),
  ...codeRows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...codeRows('available_for_pickup', { available_for_pickup: 'available for pickup' }),
  ...codeRows('delivered', { delivered: 'delivered' }),
  ...codeRows('return_to_sender', { return_to_sender: 'return to sender' }),
  ...codeRows('exception/other', { failure: 'failure' }),
  ...codeRows('cancelled', { cancelled: 'cancelled' }),
  'in_transit/address_correction': {
    status: 'in_transit',
    reason: 'address',
    responsible: 'carrier',
    words: 'address correction',
  },
  ...under('in_transit', ON_ITS_WAY),
  ...under('pre_transit', { cancelled: 'cancelled' }),
  ...under('out_for_delivery', {
    arrived_at_pickup_location: 'available_for_pickup',
    delivery_exception: 'exception/other',
    held: 'exception/held',
    refused: 'exception/refused',
    return: 'return_to_sender',
  }),
  ...under('available_for_pickup', {
    refused: 'exception/refused',
    return: 'return_to_sender',
  }),
  ...under('unknown', ON_ITS_WAY),
  ...under('failure', FAILED),
  // A detail that contradicts the delivery wins: a parcel at a pickup point is not with the
  // customer.
  ...under('delivered', {
    departed_facility: 'in_transit',
    departed_origin_facility: 'in_transit',
    arrived_at_pickup_location: 'available_for_pickup',
    cancelled: 'cancelled',
    damaged: 'delivered/damage',
    delivery_exception: 'exception/other',
    failure: 'exception/other',
    held: 'exception/held',
    lost: 'exception/loss',
    missorted: 'in_transit/missorted',
    out_for_delivery: 'out_for_delivery',
    received_at_origin_facility: 'in_transit',
    refused: 'exception/refused',
    return: 'return_to_sender/returned',
    transferred_to_destination_carrier: 'in_transit',
  }),
  ...under('return_to_sender', {
    arrived_at_destination: 'return_to_sender/returned',
    damaged: 'return_to_sender/damage',
    delivered: 'return_to_sender/returned',
    lost: 'return_to_sender/loss',
    refused: 'return_to_sender/refused',
  }),
};

function under(status: string, details: Readonly<Record<string, CodeMeaning>>): CodeTable {
  const found = Object.entries(details).map(([detail, meaning]): readonly [string, CodeRow][] =>
    Object.entries(codeRows(meaning, { [`${status}/${detail}`]: detail.replaceAll('_', ' ') })),
  );
  return Object.fromEntries(found.flat());
}
