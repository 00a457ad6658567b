/**
 * USPS's status, category and sentence for an item as a whole. They describe the newest event, and
 * may say more than its name. JSON and XML spell the fields differently.
 */

import type { TrackingEvent } from '../../../domain/tracking.ts';
import { correctNewestByAll, findNewest } from '../../reading/all-words.ts';
import type { CodeReading } from '../../reading/code-table.ts';
import { correctDelivered } from '../../reading/correct-by-words.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { RETURNED, RETURNING } from '../../reading/turn-back.ts';
import { readCategory, readEvent } from './events.ts';
import { readOwnSentence, readSentence } from './prose.ts';

export interface ItemSummary {
  readonly status: string | null;
  readonly category: string | null;
  readonly sentence: string | null;
}

/** Reads an item without events. Its sentence describes the last event. */
export function readItemSummary(summary: ItemSummary): {
  readonly events: readonly TrackingEvent[];
  readonly notices: readonly string[];
} {
  const { sentence } = summary;
  if (sentence === null) return { events: [], notices: [] };
  const event = readSentence(sentence);
  if (typeof event === 'string') return { events: [], notices: [event] };
  const reading = readItemStatus(summary, event);
  return { events: [{ ...event, ...correctDelivered(reading, sentence) }], notices: [] };
}

/** The item's status is more specific than its sentence, unless it is only an alert. */
function readItemStatus({ status, category }: ItemSummary, bySentence: TrackingEvent): CodeReading {
  const byStatus = correctDelivered(readEvent(null, status), status);
  const isFine = byStatus.status !== null && byStatus.reason !== 'other';
  // The sentence names the agent, or says that the item was forwarded.
  const isElsewhere = bySentence.status !== null && bySentence.status !== 'delivered';
  if (byStatus.status === 'delivered' && isElsewhere) return toReading(bySentence);
  if (isFine) return byStatus;
  if (bySentence.mapped) return toReading(bySentence);
  return byStatus.mapped ? byStatus : readEvent(null, status, category);
}

/** The newest event may say only "Delivered" while the item's status says to whom. */
export function correctBySummary(
  { status, category, sentence }: ItemSummary,
  events: readonly TrackingEvent[],
): readonly TrackingEvent[] {
  const newest = findNewest(events);
  const own = readOwnSentence(sentence);
  return correctNewestByAll(events.map(correctBySentence), [status, sentence]).map((event) =>
    event.occurredAt === newest
      ? { ...event, ...correctByCategory(toReading(event), category) }
      : event,
  );

  function correctBySentence(event: TrackingEvent): TrackingEvent {
    if (event.occurredAt !== newest || event.status !== 'delivered') return event;
    return { ...event, ...preferOwnSentence(toReading(event), own, sentence) };
  }
}

/**
 * In a category for returns, a delivery is to the sender, and movement is on the way back. In a
 * category for agents or pickup, a delivery has not reached the customer.
 */
export function correctByCategory(reading: CodeReading, category: string | null): CodeReading {
  const { status = null } = readCategory(category) ?? {};
  const isBack = status === 'return_to_sender';
  if (reading.status === 'delivered') {
    if (isBack) return { ...reading, ...RETURNED };
    const isElsewhere = status === 'available_for_pickup' || isAgent(category);
    return isElsewhere ? { ...reading, status, reason: null, responsible: null } : reading;
  }
  const moves = reading.status === 'out_for_delivery' || reading.status === 'in_transit';
  return isBack && moves ? { ...reading, ...RETURNING } : reading;
}

function isAgent(category: string | null): boolean {
  return /\bto[ _]agent$/i.test(category ?? '');
}

function toReading({ status, reason, responsible, code, mapped }: TrackingEvent): CodeReading {
  return { status, reason, responsible, code, mapped };
}
