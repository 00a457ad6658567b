/**
 * Karrio's vocabulary: 12 statuses of a tracker or event, and 35 reasons of an incident. Source:
 * `TrackingStatus` and `TrackingIncidentReason` of Karrio's SDK.
 */

import type { Reason, Status } from '../../../domain/tracking.ts';
import {
  type CodeRow,
  type CodeTable,
  type Reading,
  readingOf,
  rows,
} from '../../reading/code-table.ts';

const STATUSES: CodeTable = {
  ...rows('info', { unknown: 'unknown' }),
  ...rows('pre_transit', {
    pending: 'pending',
    created: 'created',
    label_printed: 'label printed',
  }),
  ...rows('in_transit', { picked_up: 'picked up', in_transit: 'in transit' }),
  ...rows('in_transit/delay', { delivery_delayed: 'delivery delayed' }),
  ...rows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...rows('attempted', { delivery_failed: 'delivery failed' }),
  ...rows('available_for_pickup', { ready_for_pickup: 'ready for pickup' }),
  ...rows('delivered', { delivered: 'delivered' }),
  ...rows('exception/held', { on_hold: 'on hold' }),
  ...rows('exception/other', { exception: 'exception' }),
  ...rows('return_to_sender', { return_to_sender: 'return to sender' }),
  ...rows('cancelled', { cancelled: 'cancelled' }),
};

/** What a reason means where a delivery failed; the status of another event is not changed by it. */
const REASONS: CodeTable = {
  ...rows('exception/damage', { carrier_damaged_parcel: 'damaged by the carrier' }),
  ...rows('exception/loss', { carrier_parcel_lost: 'lost by the carrier' }),
  ...rows('attempted/missorted', { carrier_sorting_error: 'sorting error' }),
  ...rows('attempted/delay', {
    carrier_not_enough_time: 'not enough time',
    carrier_vehicle_issue: 'trouble with the vehicle',
    carrier_capacity_exceeded: 'no capacity',
    carrier_mechanical_delay: 'mechanical delay',
  }),
  ...rows('exception/address', {
    carrier_address_not_found: 'the address was not found',
    consignee_incorrect_address: 'the address is wrong',
  }),
  ...shops({
    retailer_incorrect_data: 'wrong data',
    retailer_not_ready: 'the parcel was not ready',
    retailer_incorrect_parcel: 'the wrong parcel',
    retailer_incorrect_dimensions: 'wrong dimensions',
    retailer_packaging_issue: 'badly packed',
  }),
  ...rows('cancelled', {
    retailer_cancelled: 'cancelled by the shop',
    consignee_cancelled: 'cancelled by the recipient',
  }),
  ...rows('exception/refused', { consignee_refused: 'refused' }),
  ...rows('attempted/closed', { consignee_business_closed: 'the business was closed' }),
  ...rows('attempted/nobody_home', {
    consignee_not_available: 'the recipient was not available',
    consignee_not_home: 'nobody at home',
  }),
  ...rows('attempted/other', { consignee_verification_failed: 'the recipient was not verified' }),
  ...rows('attempted/no_access', {
    consignee_access_restricted: 'no access',
    consignee_safe_place_unavailable: 'no safe place',
  }),
  ...rows('exception/customs', {
    customs_delay: 'delayed by customs',
    customs_prohibited: 'prohibited by customs',
    customs_inspection: 'inspected by customs',
  }),
  ...rows('exception/customs_information', { customs_documentation: 'customs need documents' }),
  ...rows('exception/payment_due', { customs_duties_unpaid: 'duties are unpaid' }),
  ...rows('attempted/weather', {
    weather_delay: 'weather',
    natural_disaster: 'natural disaster',
    force_majeure: 'force majeure',
  }),
  ...rows('exception/loss', { parcel_being_researched: 'the parcel is searched for' }),
  ...rows('exception/security', { security_issue: 'security' }),
  ...rows('exception/held', { regulatory_hold: 'held by an authority' }),
};

/** Statuses at which a reason says why; a delivered parcel has no trouble any more. */
const TROUBLED: readonly Status[] = ['in_transit', 'exception', 'return_to_sender'];

/** A status and its reason; null where Karrio has no such status. */
export function readStatus(status: string, reason: string | null): Reading | null {
  const row = rowOf(STATUSES, status);
  if (!row) return null;
  const why = reason === null ? null : rowOf(REASONS, reason);
  if (!why) return readingOf(status, row);
  const code = `${status}/${reason}`;
  if (row.status === 'attempted') return readingOf(code, why);
  const applies = row.status !== null && TROUBLED.includes(row.status) && why.reason;
  return readingOf(code, applies ? withReason(row, why, why.reason) : row);
}

function withReason(row: CodeRow, why: CodeRow, reason: Reason): CodeRow {
  const { responsible } = why;
  return { ...row, reason, ...(responsible ? { responsible } : {}) };
}

function shops(words: Readonly<Record<string, string>>): CodeTable {
  return Object.fromEntries(
    Object.entries(rows('exception/other', words)).map(([code, row]) => [
      code,
      { ...row, responsible: 'shop' as const },
    ]),
  );
}

function rowOf(table: CodeTable, code: string): CodeRow | null {
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}
