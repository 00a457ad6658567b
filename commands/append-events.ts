/** Appends to a journey's log. Every write that a journey must react to goes through here. */

import type { Queryable } from '../db/connect.ts';
import { hashEvent } from '../db/event-hash.ts';
import { insertEvents, readKnownDedupes } from '../db/journey-events.ts';
import { type LockedJourney, lockJourney } from '../db/journeys.ts';
import type { PolicyShop } from '../db/shops.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { JourneyEvent, JourneyEventBody, LogEvent } from '../domain/journeys.ts';
import { policyKey, readPolicyEvent } from '../views/current-policy.ts';
import { enrolJourneys } from './enrol-parcels.ts';

export interface NewEvent {
  readonly body: JourneyEventBody;
  /** True: the workflow receives it at once. False: with the next event that wakes the workflow. */
  readonly wakes: boolean;
  /** A key: the journey's log takes only one event with it. */
  readonly dedupe?: string;
}

/**
 * Appends events to a journey's log, in the caller's transaction, numbered without gaps. Skips
 * events whose `dedupe` is in the log already. Appends the shop's policy first if the log has an
 * older one. Returns the events that it wrote.
 */
export async function appendEvents(
  sql: Queryable,
  journeyId: JourneyId,
  events: readonly NewEvent[],
): Promise<readonly LogEvent[]> {
  if (events.length === 0) return [];
  // The lock makes concurrent appends to one journey wait for each other. The statements are sent
  // together and run one after the other, so the second one sees what the lock protects.
  const [journey, known] = await Promise.all([
    lockJourney(sql, journeyId),
    readKnownDedupes(sql, journeyId, dedupesOf(events)),
  ]);
  const fresh = skipKnown(known, events);
  if (fresh.length === 0) return [];
  const policy = await readMissingPolicy(sql, journey, fresh);
  const numbered = numberEvents(journey, policy ? [policy, ...fresh] : fresh);
  const lastSeq = journey.lastSeq + numbered.length;
  await insertEvents(sql, {
    id: journeyId,
    shopId: journey.shopId,
    events: numbered,
    lastSeq,
    lastHash: numbered.at(-1)?.event.hash ?? journey.lastHash,
    // One append is delivered as one batch.
    wakeSeq: fresh.some(({ wakes }) => wakes) ? lastSeq : 0,
    policyKey: policy ? policyKey(shopOf(journey), journey.now) : journey.policyKey,
    closedAt: numbered.at(-1)?.event.kind === 'closed' ? journey.now : null,
    now: journey.now,
  });
  const reopens = journey.closedAt !== null && numbered.at(-1)?.event.kind !== 'closed';
  if (reopens) await enrolJourneys(sql, [journeyId]);
  return numbered.map(({ event }) => event);
}

/** Every event but the last is marked as batched: the machine decides on the batch as a whole. */
function numberEvents({ lastSeq, lastHash, now }: LockedJourney, events: readonly NewEvent[]) {
  const at = now.getTime();
  let prev = lastHash;
  return events.map(({ body, dedupe = null }, index) => {
    const seq = lastSeq + index + 1;
    const isLast = index === events.length - 1;
    const event: JourneyEvent = isLast ? { ...body, seq, at } : { ...body, seq, at, batched: true };
    const hash = hashEvent(prev, event);
    const chained = { ...event, hash, prev };
    prev = hash;
    return { event: chained, dedupe };
  });
}

/**
 * The policy event that the log needs before these events; null if the log's latest one applies.
 */
async function readMissingPolicy(
  sql: Queryable,
  journey: LockedJourney,
  events: readonly NewEvent[],
): Promise<NewEvent | null> {
  const shop = shopOf(journey);
  const leadsToDecisions = events.some(
    ({ body }) => body.kind !== 'notification_settled' && body.kind !== 'closed',
  );
  if (!leadsToDecisions || journey.policyKey === policyKey(shop, journey.now)) return null;
  return { body: await readPolicyEvent(sql, shop, journey.now), wakes: false };
}

function shopOf({ shopId: id, timeZone, country, policyVersion }: LockedJourney): PolicyShop {
  return { id, timeZone, country, policyVersion };
}

function dedupesOf(events: readonly NewEvent[]): readonly string[] {
  return events.flatMap(({ dedupe }) => dedupe ?? []);
}

/** Skips the events whose keys are in the log, and all but the first with the same key. */
function skipKnown(dedupes: readonly string[], events: readonly NewEvent[]): readonly NewEvent[] {
  const known = new Set(dedupes);
  return events.filter(({ dedupe }) => {
    if (dedupe === undefined) return true;
    if (known.has(dedupe)) return false;
    known.add(dedupe);
    return true;
  });
}
