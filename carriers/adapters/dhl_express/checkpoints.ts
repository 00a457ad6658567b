/** Reads the checkpoints of DHL Express, of a shipment and of its pieces, in either format. */

import type { Place, TrackingEvent } from '../../../domain/tracking.ts';
import { buildEvent } from '../../reading/build-result.ts';
import { type CodeReading, findCode, normalizePhrase } from '../../reading/code-table.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { combinePieces, dropRepeats, type PieceEvent, type Pieces } from '../../reading/pieces.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { parseOffset, parseTimestamp } from '../../reading/timestamp.ts';
import { readOwnDhlCode } from '../dhl_unified/event-code.ts';
import { CHECKPOINTS, OLDER_WORDS } from './codes.ts';

export interface Checkpoint {
  readonly code: string | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly offset: string | null;
  readonly area: string | null;
  readonly description: string | null;
  /** On a delivery, the signer; otherwise account numbers and times. */
  readonly signatory: string | null;
  /** Further details and next steps. */
  readonly remarks: readonly (string | null)[];
}

interface PieceCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Null: the checkpoint is about the whole shipment. */
  readonly piece: string | null;
}

interface Piece {
  readonly id: string | null;
  readonly checkpoints: readonly Checkpoint[];
}

/** The checkpoints of the pieces, and those of the shipment that repeat no piece's checkpoint. */
export function listCheckpoints(
  own: readonly Checkpoint[],
  pieces: readonly Piece[],
): readonly PieceCheckpoint[] {
  const ofPieces = pieces.flatMap(({ id, checkpoints }, index) =>
    checkpoints.map((checkpoint) => ({ checkpoint, piece: id ?? `piece ${index + 1}` })),
  );
  const known = new Set(ofPieces.map(({ checkpoint }) => buildKey(checkpoint)));
  const others = own.filter((checkpoint) => !known.has(buildKey(checkpoint)));
  // If each piece has its own checkpoints, a delivery outside them is about one unnamed piece.
  const isTold = pieces.length > 1 && pieces.every(({ checkpoints }) => checkpoints.length > 0);
  const piece = (checkpoint: Checkpoint) =>
    isTold && isDelivery(checkpoint) ? 'a piece without a number' : null;
  return [...others.map((checkpoint) => ({ checkpoint, piece: piece(checkpoint) })), ...ofPieces];
}

function buildKey({ code, date, time }: Checkpoint): string {
  return [code, date, time?.slice(0, 'hh:mm'.length)].join(' ');
}

function isDelivery({ code }: Checkpoint): boolean {
  return /^(OK|DD)$/i.test(code ?? '');
}

/** The events, with the signer of the delivery. */
export function readCheckpoints(
  given: readonly PieceCheckpoint[],
  destination: Place | null,
  pieces: Pieces,
) {
  const rows: PieceEvent[] = [];
  const notices = new Set<string>();
  for (const { checkpoint, piece } of given) {
    const event = readCheckpoint(checkpoint, destination);
    if (typeof event === 'string') notices.add(event);
    else rows.push({ event, piece });
  }
  const deliveries = given.filter(({ checkpoint }) => isDelivery(checkpoint));
  const signers = deliveries.map(({ checkpoint }) => checkpoint.signatory);
  return {
    events: dropRepeats(combinePieces(rows, pieces)),
    signedBy: signers.find((name) => name !== null) ?? null,
    notices: [...notices],
  };
}

/** Times are local. The offset is present only if the request asked for it. */
function readCheckpoint(checkpoint: Checkpoint, destination: Place | null): TrackingEvent | string {
  const { code, date, time, offset, area, signatory, remarks } = checkpoint;
  if (code === null) return 'an event has no code';
  const place = parsePlace(area, { statesAfterComma: true });
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const hints = { offsetMinutes: parseOffset(offset), place, destination };
  const timestamp = parseTimestamp(written, hints);
  if (!timestamp) return `event ${code} at ${written ?? 'no date'} is left out: not a time`;
  const reading = readCode(code.toUpperCase(), checkpoint.description);
  const row = Object.hasOwn(CHECKPOINTS, reading.code) ? CHECKPOINTS[reading.code] : undefined;
  const description = checkpoint.description ?? row?.words ?? null;
  // The carrier writes a place or the shipper instead of a name.
  const signed = signatory !== null && isDelivery(checkpoint) ? `signed for by ${signatory}` : null;
  const otherWords = [signed, ...remarks];
  return buildEvent({ reading, timestamp, description, otherWords, place });
}

function readCode(code: string, words: string | null): CodeReading {
  const older = findCode(OLDER_WORDS, `${code}/${normalizePhrase(words ?? '')}`);
  if (older.mapped) return { ...older, code };
  return preferOwnSentence(findCode(CHECKPOINTS, code), readOwnDhlCode(null, words), words);
}
