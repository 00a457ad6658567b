/** GLS Netherlands' page for consumers: one parcel with its scans. */

import type { ParseResult } from '../../../domain/tracking.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import { type CodeReading, findCode } from '../../reading/code-table.ts';
import { findFailure, refineMovement } from '../../reading/correct-by-words.ts';
import { get, getFlag, getRecords, getText, isRecord } from '../../reading/document.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { STATES } from './codes.ts';

/** Scans are in Amsterdam time, estimates in UTC. */
export function readForConsumers(root: unknown, asked: string | null): ParseResult {
  const isAtShop =
    getFlag(root, 'deliveryListInfo', 'isParcelShop') === true ||
    isRecord(get(root, 'deliveryScanInfo', 'parcelShop'));
  const isDelivered = getFlag(root, 'deliveryScanInfo', 'isDelivered');
  const { events, notices } = readEventRows(getRecords(root, 'scans'), (scan, index) => {
    const timestamp = parseTimestamp(getText(scan, 'dateTime'), { homeZone: 'Europe/Amsterdam' });
    if (!timestamp) return `scans[${index}].dateTime is not a time`;
    const state = getText(scan, 'state') ?? '';
    const waits = state === '4' && isAtShop && isDelivered !== true;
    const description = getText(scan, 'eventReasonDescr');
    const reading = readState(waits ? '4/parcelshop' : state, description);
    return buildEvent({ reading, timestamp, description });
  });
  const shipment = buildShipment({
    carrier: 'gls',
    trackingNumber: getText(root, 'parcelNo') ?? asked,
    events,
    edd: eddFromWindow(
      parseTimestamp(getText(root, 'deliveryStatus', 'etaTimestampMin')),
      parseTimestamp(getText(root, 'deliveryStatus', 'etaTimestampMax')),
    ),
  });
  const contradicts = isDelivered === false && events.some(({ status }) => status === 'delivered');
  const note = 'a scan says that the parcel was delivered, deliveryScanInfo that it was not';
  return buildResult([shipment], contradicts ? [...notices, note] : notices);
}

/** A failed delivery has the state of the step before it. */
function readState(state: string, words: string | null): CodeReading {
  const reading = findCode(STATES, state);
  const isOnTheWay = reading.status === 'in_transit' || reading.status === 'out_for_delivery';
  const failure = isOnTheWay ? findFailure(state, words) : null;
  return failure ?? refineMovement(reading, words);
}
