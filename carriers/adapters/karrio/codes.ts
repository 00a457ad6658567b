/**
 * Karrio's codes: 12 statuses of a tracker or event, and 35 reasons for an incident. Source:
 * `TrackingStatus` and `TrackingIncidentReason` in Karrio's SDK.
 */

import type { Reason, Status } from '../../../domain/tracking.ts';
import {
  type CodeReading,
  type CodeRow,
  type CodeTable,
  codeRows,
  readCodeRow,
} from '../../reading/code-table.ts';

const STATUSES: CodeTable = {
  ...codeRows('info', { unknown: 'unknown' }),
  ...codeRows('pre_transit', {
    pending: 'pending',
    created: 'created',
    label_printed: 'label printed',
  }),
  ...codeRows('in_transit', { picked_up: 'picked up', in_transit: 'in transit' }),
  ...codeRows('in_transit/delay', { delivery_delayed: 'delivery delayed' }),
  ...codeRows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...codeRows('attempted', { delivery_failed: 'delivery failed' }),
  ...codeRows('available_for_pickup', { ready_for_pickup: 'ready for pickup' }),
  ...codeRows('delivered', { delivered: 'delivered' }),
  ...codeRows('exception/held', { on_hold: 'on hold' }),
  ...codeRows('exception/other', { exception: 'exception' }),
  ...codeRows('return_to_sender', { return_to_sender: 'return to sender' }),
  ...codeRows('cancelled', { cancelled: 'cancelled' }),
};

/**
 * What a reason means after a failed delivery. It changes no other status, except that a refusal
 * or a loss denies a delivery.
 */
const REASONS: CodeTable = {
  ...codeRows('exception/damage', { carrier_damaged_parcel: 'damaged by the carrier' }),
  ...codeRows('exception/loss', { carrier_parcel_lost: 'lost by the carrier' }),
  ...codeRows('attempted/missorted', { carrier_sorting_error: 'sorting error' }),
  ...codeRows('attempted/delay', {
    carrier_not_enough_time: 'not enough time',
    carrier_vehicle_issue: 'trouble with the vehicle',
    carrier_capacity_exceeded: 'no capacity',
    carrier_mechanical_delay: 'mechanical delay',
  }),
  ...codeRows('exception/address', {
    carrier_address_not_found: 'the address was not found',
    consignee_incorrect_address: 'the address is wrong',
  }),
  ...assignToShop({
    retailer_incorrect_data: 'wrong data',
    retailer_not_ready: 'the parcel was not ready',
    retailer_incorrect_parcel: 'the wrong parcel',
    retailer_incorrect_dimensions: 'wrong dimensions',
    retailer_packaging_issue: 'badly packed',
  }),
  ...codeRows('cancelled', {
    retailer_cancelled: 'cancelled by the shop',
    consignee_cancelled: 'cancelled by the recipient',
  }),
  ...codeRows('exception/refused', { consignee_refused: 'refused' }),
  ...codeRows('attempted/closed', { consignee_business_closed: 'the business was closed' }),
  ...codeRows('attempted/nobody_home', {
    consignee_not_available: 'the recipient was not available',
    consignee_not_home: 'nobody at home',
  }),
  ...codeRows('attempted/other', {
    consignee_verification_failed: 'the recipient was not verified',
  }),
  ...codeRows('attempted/no_access', {
    consignee_access_restricted: 'no access',
    consignee_safe_place_unavailable: 'no safe place',
  }),
  ...codeRows('exception/customs', {
    customs_delay: 'delayed by customs',
    customs_prohibited: 'prohibited by customs',
    customs_inspection: 'inspected by customs',
  }),
  ...codeRows('exception/customs_information', { customs_documentation: 'customs need documents' }),
  ...codeRows('exception/payment_due', { customs_duties_unpaid: 'duties are unpaid' }),
  ...codeRows('attempted/weather', {
    weather_delay: 'weather',
    natural_disaster: 'natural disaster',
    force_majeure: 'force majeure',
  }),
  ...codeRows('exception/loss', { parcel_being_researched: 'the parcel is searched for' }),
  ...codeRows('exception/security', { security_issue: 'security' }),
  ...codeRows('exception/held', { regulatory_hold: 'held by an authority' }),
};

/** Statuses that a reason can explain. */
const TROUBLED: readonly Status[] = ['in_transit', 'exception', 'return_to_sender'];

/** Reasons that deny a delivery. Others, such as nobody at home, may precede one to a neighbour. */
const DENIALS: readonly (Reason | null)[] = ['refused', 'loss'];

/** Reads a status and its reason; null if Karrio has no such status. */
export function readStatus(status: string, reason: string | null): CodeReading | null {
  const row = findRow(STATUSES, status);
  if (!row) return null;
  const why = reason === null ? null : findRow(REASONS, reason);
  if (!why) return readCodeRow(status, row);
  const code = `${status}/${reason}`;
  const isDenied = row.status === 'delivered' && DENIALS.includes(why.reason ?? null);
  if (row.status === 'attempted' || isDenied) return readCodeRow(code, why);
  const applies = row.status !== null && TROUBLED.includes(row.status) && why.reason;
  return readCodeRow(code, applies ? withReason(row, why, why.reason) : row);
}

function withReason(row: CodeRow, why: CodeRow, reason: Reason): CodeRow {
  const { responsible } = why;
  return { ...row, reason, ...(responsible ? { responsible } : {}) };
}

function assignToShop(words: Readonly<Record<string, string>>): CodeTable {
  return Object.fromEntries(
    Object.entries(codeRows('exception/other', words)).map(([code, row]) => [
      code,
      { ...row, responsible: 'shop' as const },
    ]),
  );
}

function findRow(table: CodeTable, code: string): CodeRow | null {
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}
