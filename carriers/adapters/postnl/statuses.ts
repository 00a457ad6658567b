/**
 * PostNL's status codes, as `S11`: groups of events, for bodies without events and for events that
 * PostNL's list lacks. Source: PostNL's developer documentation, Shippingstatus, T&T status codes.
 */

import { type CodeRow, type CodeTable, codeRows } from '../../reading/code-table.ts';

export const NOT_PRESENTED: CodeRow = {
  status: 'exception',
  reason: 'other',
  responsible: 'shop',
  words: 'Pre-alerted: definitely not accepted',
};

export const STATUSES: CodeTable = {
  ...codeRows('pre_transit', {
    S1: 'Shipment pre-alerted',
    S4: 'Shipment not collected',
    S13: 'Pre-alerted: not yet accepted',
  }),
  ...codeRows('in_transit', {
    S2: 'Shipment accepted',
    S3: 'Shipment collected',
    S5: 'Shipment sorted',
    S9: 'Shipment at customs',
    S20: 'Shipment in clearance process',
    S23: 'Parcel collected',
    S31: 'Shipment ready for transport to country of destination',
  }),
  ...codeRows('in_transit/delay', { S6: 'Shipment not sorted' }),
  ...codeRows('out_for_delivery', { S7: 'Shipment out for delivery' }),
  ...codeRows('attempted', { S8: 'Shipment not delivered' }),
  ...codeRows('delivered', {
    S11: 'Shipment delivered',
    S22: 'Shipment picked up from post office',
  }),
  ...codeRows('available_for_pickup', { S12: 'Shipment at pick-up location' }),
  ...codeRows('exception/loss', {
    S15: 'Missing collection',
    S16: 'Missing in sorting',
    S17: 'Missing in distribution',
    S18: 'Definitely missing',
  }),
  ...codeRows('exception/other', { S19: 'Shipment rejected' }),
  ...codeRows('exception/held', { S21: 'Shipment in storage' }),
  ...codeRows('return_to_sender', {
    S27: 'Return, undeliverable',
    S28: 'Return, incorrect delivery code',
  }),
  ...codeRows('info', { S99: 'Not applicable' }),
  S14: NOT_PRESENTED,
};
