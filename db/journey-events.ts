import { type JourneyId, parseJourneyId, type ShopId } from '../domain/ids.ts';
import type { JourneyEvent, JourneyEventBody } from '../domain/journeys.ts';
import { asJson, inParts, type Queryable } from './connect.ts';
import { type PolicyShop, policyKey, readPolicyEvent } from './policies.ts';

/** An event to be written, and what it needs beside itself. */
export interface NewEvent {
  readonly body: JourneyEventBody;
  /** False: it changes nothing of what is known, and rides with the next that does. */
  readonly wakes: boolean;
  /** A second event of the journey with the same is not written. */
  readonly dedupe?: string;
}

/** How many events one reading of a log returns at most, and how many bytes: Temporal takes 2 MB. */
const PAGE_EVENTS = 1_000;
const PAGE_BYTES = 1_000_000;

/** Makes the journey's row where there is none. Returns whether it was made. */
export async function createJourney(sql: Queryable, id: JourneyId): Promise<boolean> {
  const { kind, shopId } = parseJourneyId(id);
  const rows = await sql`
    insert into journey (id, shop_id, kind) values (${id}, ${shopId}, ${kind})
    on conflict (id) do nothing
    returning id`;
  return rows.length > 0;
}

/**
 * Appends events to a journey's log, in the transaction of the caller, numbered without holes.
 * Those whose `dedupe` is there already are left out. Returns what was written.
 */
export async function appendEvents(
  sql: Queryable,
  journeyId: JourneyId,
  events: readonly NewEvent[],
): Promise<readonly JourneyEvent[]> {
  if (events.length === 0) return [];
  // Locks the journey's row: appends to one journey come one after the other.
  const [journey] = await sql<JourneyRow[]>`
    select j.shop_id, j.last_seq, j.policy_key, clock_timestamp() as now,
      s.time_zone, s.country, s.policy_version
    from journey j join shop s on s.id = j.shop_id
    where j.id = ${journeyId} for update of j`;
  if (!journey) throw new Error(`no journey ${journeyId}`);
  const known = await withoutKnown(sql, journeyId, events);
  if (known.length === 0) return [];
  const fresh = await withPolicy(sql, journey, known);
  const at = journey.now.getTime();
  const numbered = fresh.map(({ body, wakes, dedupe }, index) => ({
    event: {
      ...body,
      seq: journey.lastSeq + index + 1,
      at,
      ...(index < fresh.length - 1 ? { batched: true as const } : {}),
    } satisfies JourneyEvent,
    wakes,
    dedupe: dedupe ?? null,
  }));
  const rows = numbered.map(({ event, dedupe }) => {
    const { seq, at: _, kind, ...data } = event;
    return {
      journey_id: journeyId,
      seq,
      shop_id: journey.shopId,
      kind,
      data: asJson(sql, data),
      at: journey.now,
      dedupe,
    };
  });
  for (const part of inParts(rows)) await sql`insert into journey_event ${sql(part)}`;
  const lastSeq = journey.lastSeq + numbered.length;
  // What is heard in one breath is handed over as one.
  const wakeSeq = numbered.some(({ wakes }) => wakes) ? lastSeq : 0;
  const closes = numbered.at(-1)?.event.kind === 'closed';
  await sql`
    update journey set
      last_seq = ${lastSeq},
      wake_seq = greatest(wake_seq, ${wakeSeq}),
      undelivered_since = case
        when ${wakeSeq} = 0 or delivered_seq < wake_seq then undelivered_since
        else ${journey.now} end,
      policy_key = ${fresh === known ? journey.policyKey : policyKey(shopOf(journey), journey.now)},
      closed_at = ${closes ? journey.now : null}
    where id = ${journeyId}`;
  return numbered.map(({ event }) => event);
}

interface JourneyRow extends Omit<PolicyShop, 'id'> {
  readonly shopId: ShopId;
  readonly lastSeq: number;
  readonly policyKey: string | null;
  readonly now: Date;
}

function shopOf({ shopId: id, timeZone, country, policyVersion }: JourneyRow): PolicyShop {
  return { id, timeZone, country, policyVersion };
}

/** Before the next decision the log tells the rules by which it is made, where they are new to it. */
async function withPolicy(
  sql: Queryable,
  journey: JourneyRow,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> {
  const shop = shopOf(journey);
  const decides = events.some(
    ({ body }) => body.kind !== 'notification_settled' && body.kind !== 'closed',
  );
  if (!decides || journey.policyKey === policyKey(shop, journey.now)) return events;
  const body = await readPolicyEvent(sql, shop, journey.now);
  return [{ body, wakes: false }, ...events];
}

async function withoutKnown(
  sql: Queryable,
  journeyId: JourneyId,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> {
  const keys = events.flatMap(({ dedupe }) => dedupe ?? []);
  if (keys.length === 0) return events;
  const rows = await sql<{ dedupe: string }[]>`
    select dedupe from journey_event where journey_id = ${journeyId} and dedupe = any(${keys})`;
  const known = new Set(rows.map(({ dedupe }) => dedupe));
  return events.filter(({ dedupe }) => {
    if (dedupe === undefined) return true;
    if (known.has(dedupe)) return false;
    known.add(dedupe);
    return true;
  });
}

/** The journey's events after a number, oldest first: a page of them, of one event at least. */
export async function readEvents(
  sql: Queryable,
  journeyId: JourneyId,
  after = 0,
): Promise<readonly JourneyEvent[]> {
  return (await readPage(sql, journeyId, after)).events;
}

/** The whole log of a journey, oldest first. The caller types it by the journey's kind. */
export async function readLog<Event extends JourneyEvent = JourneyEvent>(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<readonly Event[]> {
  const log: Event[] = [];
  for (;;) {
    const { events, isLast } = await readPage(sql, journeyId, log.at(-1)?.seq ?? 0);
    log.push(...(events as Event[]));
    if (isLast) return log;
  }
}

async function readPage(sql: Queryable, journeyId: JourneyId, after: number) {
  const rows = await sql<{ seq: number; kind: string; data: object; at: Date }[]>`
    select seq, kind, data, at from journey_event
    where journey_id = ${journeyId} and seq > ${after}
    order by seq limit ${PAGE_EVENTS}`;
  const events: JourneyEvent[] = [];
  let bytes = 0;
  for (const { seq, kind, data, at } of rows) {
    const event = { ...data, kind, seq, at: at.getTime() } as JourneyEvent;
    bytes += Buffer.byteLength(JSON.stringify(event));
    if (bytes > PAGE_BYTES && events.length > 0) return { events, isLast: false };
    events.push(event);
  }
  return { events, isLast: rows.length < PAGE_EVENTS };
}
