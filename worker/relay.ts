/**
 * Signals undelivered events to the workflows of their journeys: in order per journey, possibly
 * more than once. Any number of relays may run; only one at a time claims a journey.
 */

import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import {
  type Claim,
  claimUndelivered,
  markDelivered,
  releaseClaims,
} from '../commands/deliver-events.ts';
import type { Sql } from '../db/connect.ts';
import { readEventsAfter } from '../db/journey-events.ts';
import { RELAY_CHANNEL } from '../db/notify-relay.ts';
import { parseJourneyId } from '../domain/ids.ts';
import {
  EVENTS_SIGNAL,
  type EventsSignalArgs,
  type JourneyInput,
  MAIN_QUEUE,
  SEARCH_ATTRIBUTE_KEYS,
  WORKFLOW_TYPES,
} from '../workflows/messages.ts';

export interface RelayOptions {
  readonly sql: Sql;
  readonly client: Client;
  readonly log: Logger;
  /** How many journeys the relay delivers at the same time. */
  readonly windowSize?: number;
  /** How long a claim lasts. After a relay dies, others wait this long for its journeys. */
  readonly leaseMs?: number;
  /** How often the relay looks for journeys when no notification arrives. */
  readonly pollIntervalMs?: number;
}

export interface Relay {
  /** Claims no more journeys, and resolves when the deliveries under way have finished. */
  stop(): Promise<void>;
}

/** Shorter than a claim, so that no signal outlasts its claim. */
const SIGNAL_TIMEOUT_MS = 5_000;
/** Keeps a signal far below Temporal's 2 MB. The next signal brings the rest. */
const EVENTS_PER_SIGNAL = 500;
const RETRY_PAUSE_MS = 1_000;

/** A full relay claims again when this part of its window is free. */
const REFILL_SHARE = 0.25;

/** Starts the loop. It logs errors and retries. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { sql, pollIntervalMs = 1_000 } = options;
  let stopped = false;
  let wake: () => void = () => undefined;
  const window = new Window(options, () => wake());
  const listener = await sql.listen(RELAY_CHANNEL, () => wake());

  const loop = (async () => {
    while (!stopped) {
      const notified = new Promise<void>((resolve) => {
        wake = resolve;
      });
      // A slow delivery takes one place. It does not hold up the others.
      const isFull = await window.refill();
      if (isFull) await window.untilFree();
      else if (!stopped) await Promise.race([notified, sleep(pollIntervalMs)]);
    }
  })();

  return {
    stop: async () => {
      stopped = true;
      wake();
      await loop;
      await window.untilEmpty();
      await listener.unlisten();
    },
  };
}

/** The deliveries under way: of each journey at most one, because it is claimed. */
class Window {
  readonly #options: RelayOptions;
  readonly #size: number;
  readonly #underWay = new Set<Promise<void>>();
  /** Called when a journey got more events during its delivery. */
  readonly #onMore: () => void;

  constructor(options: RelayOptions, onMore: () => void) {
    this.#options = options;
    this.#onMore = onMore;
    this.#size = options.windowSize ?? 50;
  }

  /** Claims journeys for the free places. Returns whether all places are taken. Never throws. */
  async refill(): Promise<boolean> {
    const { sql, log, leaseMs = 15_000 } = this.#options;
    const limit = this.#size - this.#underWay.size;
    const claims = await claimUndelivered(sql, { limit, leaseMs }).catch((error: unknown) => {
      log.error({ err: error }, 'the relay could not claim journeys; it will retry');
      return [];
    });
    for (const claim of claims) {
      const delivery = deliverOrRelease(this.#options, claim).then((hasMore) => {
        this.#underWay.delete(delivery);
        if (hasMore) this.#onMore();
      });
      this.#underWay.add(delivery);
    }
    return claims.length === limit;
  }

  async untilFree(): Promise<void> {
    const taken = this.#size * (1 - REFILL_SHARE);
    while (this.#underWay.size > taken) await Promise.race(this.#underWay);
  }

  async untilEmpty(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}

/**
 * Returns whether the journey has more events. Never throws: a journey that it cannot release is free
 * when its claim ends.
 */
async function deliverOrRelease(options: RelayOptions, claim: Claim): Promise<boolean> {
  const { sql, log } = options;
  try {
    return await deliver(options, claim);
  } catch (error) {
    log.warn({ err: error, journeyId: claim.id }, 'events not delivered; will retry');
    await releaseClaims(sql, [claim.id], RETRY_PAUSE_MS).catch((cause: unknown) =>
      log.warn({ err: cause, journeyId: claim.id }, 'a claim was not released; it will end'),
    );
    return false;
  }
}

async function deliver(
  { sql, client }: RelayOptions,
  { id, deliveredSeq }: Claim,
): Promise<boolean> {
  const events = (await readEventsAfter(sql, id, deliveredSeq)).slice(0, EVENTS_PER_SIGNAL);
  const last = events.at(-1);
  if (!last) return markDelivered(sql, id, deliveredSeq);
  const { kind, shopId, ref } = parseJourneyId(id);
  const input: JourneyInput = { journeyId: id };
  const signalArgs: EventsSignalArgs = [events, deliveredSeq === 0];
  await client.withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () =>
    client.workflow.signalWithStart(WORKFLOW_TYPES[kind], {
      workflowId: id,
      taskQueue: MAIN_QUEUE,
      args: [input],
      signal: EVENTS_SIGNAL,
      signalArgs,
      staticSummary: `${kind} ${ref} of ${shopId}`.slice(0, 200),
      priority: { fairnessKey: shopId },
      typedSearchAttributes: [
        { key: SEARCH_ATTRIBUTE_KEYS.shop, value: shopId },
        { key: SEARCH_ATTRIBUTE_KEYS.journey, value: ref.slice(0, 255) },
      ],
    }),
  );
  return markDelivered(sql, id, last.seq);
}
