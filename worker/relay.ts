/**
 * Hands undelivered events to the workflows of their journeys: in order per journey, perhaps more
 * than once. Any number of relays may run; each journey is with one of them at a time.
 */

import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Sql } from '../db/connect.ts';
import { readEvents } from '../db/journey-events.ts';
import { RELAY_CHANNEL } from '../db/notify-relay.ts';
import { type Claim, claimUndelivered, markDelivered, releaseClaims } from '../db/relay-queue.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import {
  EVENTS_SIGNAL,
  type JourneyInput,
  MAIN_QUEUE,
  SEARCH_ATTRIBUTE_KEYS,
  WORKFLOW_TYPES,
} from '../workflows/messages.ts';

export interface RelayOptions {
  readonly sql: Sql;
  readonly client: Client;
  readonly log: Logger;
  /** Journeys taken at a time. */
  readonly batchSize?: number;
  /** How long a relay that died keeps others from its journeys. */
  readonly leaseMs?: number;
  /** How often it looks without having been woken. */
  readonly pollIntervalMs?: number;
}

export interface Relay {
  /** Stops after what is under way. */
  stop(): Promise<void>;
}

/** How long Temporal has to take a signal. Shorter than the lease, so that none outlives it. */
const SIGNAL_TIMEOUT_MS = 5_000;
/** Events in one signal: far below the 2 MB that Temporal takes. What is left comes with the next. */
const EVENTS_PER_SIGNAL = 500;
const RETRY_PAUSE_MS = 1_000;

export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { sql, log, pollIntervalMs = 1_000 } = options;
  let stopped = false;
  let wake: () => void = () => undefined;
  const listener = await sql.listen(RELAY_CHANNEL, () => wake());

  const loop = (async () => {
    while (!stopped) {
      const awoken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const found = await relayOnce(options).catch((error: unknown) => {
        log.error({ err: error }, 'the relay could not read its journeys; it tries again');
        return 0;
      });
      if (found === 0 && !stopped) await Promise.race([awoken, pause(pollIntervalMs)]);
    }
  })();

  return {
    stop: async () => {
      stopped = true;
      wake();
      await loop;
      await listener.unlisten();
    },
  };
}

/** One round: takes journeys and hands their mail over. Returns how many it handed over. */
export async function relayOnce(options: RelayOptions): Promise<number> {
  const { sql, log, batchSize = 50, leaseMs = 15_000 } = options;
  const claims = await claimUndelivered(sql, { limit: batchSize, leaseMs });
  const results = await Promise.allSettled(claims.map((claim) => deliver(options, claim)));
  const failed: JourneyId[] = [];
  results.forEach((result, index) => {
    const claim = claims[index];
    if (result.status === 'fulfilled' || !claim) return;
    log.warn({ err: result.reason, journeyId: claim.id }, 'mail was not handed over; tried again');
    failed.push(claim.id);
  });
  await releaseClaims(sql, failed, RETRY_PAUSE_MS);
  return claims.length - failed.length;
}

async function deliver({ sql, client }: RelayOptions, { id, deliveredSeq }: Claim): Promise<void> {
  const events = (await readEvents(sql, id, deliveredSeq)).slice(0, EVENTS_PER_SIGNAL);
  const last = events.at(-1);
  if (!last) return markDelivered(sql, id, deliveredSeq);
  const { kind, shopId, ref } = parseJourneyId(id);
  const input: JourneyInput = { journeyId: id };
  await client.withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () =>
    client.workflow.signalWithStart(WORKFLOW_TYPES[kind], {
      workflowId: id,
      taskQueue: MAIN_QUEUE,
      args: [input],
      signal: EVENTS_SIGNAL,
      signalArgs: [events],
      staticSummary: `${kind} ${ref} of ${shopId}`.slice(0, 200),
      typedSearchAttributes: [
        { key: SEARCH_ATTRIBUTE_KEYS.shop, value: shopId },
        { key: SEARCH_ATTRIBUTE_KEYS.journey, value: ref.slice(0, 255) },
      ],
    }),
  );
  await markDelivered(sql, id, last.seq);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
