import { type CodeRow, type CodeTable, type Meaning, rows } from '../../reading/code-table.ts';

/** On its way: `in_transit`, and the statuses before and after it. */
const ON_ITS_WAY: Readonly<Record<string, Meaning>> = {
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

/** Failed: what would be a delay on the way has stopped the parcel. */
const FAILED: Readonly<Record<string, Meaning>> = {
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

/** By `status/status_detail`, and by the status alone. */
export const CODES: CodeTable = {
  ...rows('info', { unknown: 'unknown', 'in_transit/expired': 'tracking expired' }),
  ...rows('pre_transit', { pre_transit: 'pre-transit' }),
  ...rows('in_transit', { in_transit: 'in transit' }),
  ...rows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...rows('available_for_pickup', { available_for_pickup: 'available for pickup' }),
  ...rows('delivered', { delivered: 'delivered' }),
  ...rows('return_to_sender', { return_to_sender: 'return to sender' }),
  ...rows('exception/other', { failure: 'failure' }),
  ...rows('cancelled', { cancelled: 'cancelled' }),
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
  }),
  ...under('unknown', ON_ITS_WAY),
  ...under('failure', FAILED),
  // A pickup point is not the customer's door.
  ...under('delivered', {
    arrived_at_pickup_location: 'available_for_pickup',
    return: 'return_to_sender/returned',
  }),
  ...under('return_to_sender', {
    arrived_at_destination: 'return_to_sender/returned',
    damaged: 'return_to_sender/damage',
    refused: 'return_to_sender/refused',
  }),
};

function under(status: string, details: Readonly<Record<string, Meaning>>): CodeTable {
  const found = Object.entries(details).map(([detail, meaning]): readonly [string, CodeRow][] =>
    Object.entries(rows(meaning, { [`${status}/${detail}`]: detail.replaceAll('_', ' ') })),
  );
  return Object.fromEntries(found.flat());
}
