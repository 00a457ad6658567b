/** Combines the events of a DHL shipment: its summary, and events about only some of its pieces. */

import type { TrackingEvent } from '../../../domain/tracking.ts';
import {
  type Fields,
  get,
  getList,
  getNumber,
  getRecords,
  getText,
  isRecord,
} from '../../reading/document.ts';
import { combinePieces, dropRepeats, type PieceEvent } from '../../reading/pieces.ts';

/**
 * `status` repeats the latest event, sometimes with a status code that the event lacks. If it is
 * later than all events, or there are none, it becomes an event of its own.
 */
export function listEvents(shipment: Fields): readonly Fields[] {
  const events = getRecords(shipment, 'events');
  const status = get(shipment, 'status');
  if (!isRecord(status)) return events;
  const at = getWallClock(status);
  if (at === '') return events;
  if (events.every((event) => getWallClock(event) < at)) return [status, ...events];
  const same = events.findIndex((event) => getWallClock(event) === at && isRepeated(event, status));
  return events.map((event, index) => (index === same ? { ...status, ...event } : event));
}

function isRepeated(event: Fields, status: Fields): boolean {
  const code = getText(event, 'statusCode');
  return code === null || code === (getText(status, 'statusCode') ?? code);
}

/** Stands for a piece that DHL does not name: another piece is still on its way. */
const UNNAMED = 'a piece without a number';

/**
 * The events of a shipment, in the given order. `number` is the requested number: that of a piece,
 * or that of the shipment.
 */
export function combineEvents(
  shipment: Fields,
  rows: readonly { readonly given: Fields; readonly event: TrackingEvent }[],
  number: string | null,
): readonly TrackingEvent[] {
  const ids = listPieceIds(get(shipment, 'details'));
  const count = getNumber(shipment, 'details', 'totalNumberOfPieces');
  const total = Math.max(count ?? 0, ids.length);
  const byPiece = rows.flatMap(({ given, event }): readonly PieceEvent[] =>
    findPieces(given, total, isUnderWay(shipment, given)).map((piece) => ({ event, piece })),
  );
  return dropRepeats(combinePieces(byPiece, { ids, count, number }));
}

export function listPieceIds(holder: unknown): readonly string[] {
  return getList(holder, 'pieceIds')
    .map((each) => getText(each))
    .filter((id) => id !== null);
}

/** The pieces that an event is about; null stands for the whole shipment. */
function findPieces(given: Fields, total: number, underWay: boolean): readonly (string | null)[] {
  const named = listPieceIds(given);
  if (named.length > 0 && named.length < total) return named;
  if (named.length > 0 && total === 0) return named;
  return named.length === 0 && total > 1 && underWay ? [UNNAMED] : [null];
}

/**
 * Whether DHL's summary, as recent as the event or newer, says that the shipment is not delivered.
 */
function isUnderWay(shipment: Fields, given: Fields): boolean {
  const status = get(shipment, 'status');
  if (!isRecord(status)) return false;
  const isLater = getWallClock(status) >= getWallClock(given);
  return (
    isLater && /^(pre-?transit|transit|failure|10[234])$/i.test(getText(status, 'statusCode') ?? '')
  );
}

function getWallClock(event: Fields): string {
  return getText(event, 'timestamp')?.slice(0, 19) ?? '';
}
