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
  /** How many journeys a round claims. */
  readonly batchSize?: number;
  /** How long a claim lasts. After a relay dies, others wait this long for its journeys. */
  readonly leaseMs?: number;
  /** How often the relay looks for journeys when no notification arrives. */
  readonly pollIntervalMs?: number;
}

export interface Relay {
  /** Finishes the current round first. */
  stop(): Promise<void>;
}

/** Shorter than a claim, so that no signal outlasts its claim. */
const SIGNAL_TIMEOUT_MS = 5_000;
/** Keeps a signal far below Temporal's 2 MB. The next signal brings the rest. */
const EVENTS_PER_SIGNAL = 500;
const RETRY_PAUSE_MS = 1_000;

/** Starts the loop. It logs errors and retries. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { sql, log, pollIntervalMs = 1_000 } = options;
  let stopped = false;
  let wake: () => void = () => undefined;
  const listener = await sql.listen(RELAY_CHANNEL, () => wake());

  const loop = (async () => {
    while (!stopped) {
      const notified = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const delivered = await relayOnce(options).catch((error: unknown) => {
        log.error({ err: error }, 'the relay could not claim journeys; it will retry');
        return 0;
      });
      if (delivered === 0 && !stopped) await Promise.race([notified, sleep(pollIntervalMs)]);
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

/** One round: claims journeys and signals their events. Returns how many journeys it delivered. */
export async function relayOnce(options: RelayOptions): Promise<number> {
  const { sql, log, batchSize = 50, leaseMs = 15_000 } = options;
  const claims = await claimUndelivered(sql, { limit: batchSize, leaseMs });
  const results = await Promise.allSettled(claims.map((claim) => deliver(options, claim)));
  const failed: JourneyId[] = [];
  results.forEach((result, index) => {
    const claim = claims[index];
    if (result.status === 'fulfilled' || !claim) return;
    log.warn({ err: result.reason, journeyId: claim.id }, 'events not delivered; will retry');
    failed.push(claim.id);
  });
  await releaseClaims(sql, failed, RETRY_PAUSE_MS);
  return claims.length - failed.length;
}

async function deliver({ sql, client }: RelayOptions, { id, deliveredSeq }: Claim): Promise<void> {
  const events = (await readEventsAfter(sql, id, deliveredSeq)).slice(0, EVENTS_PER_SIGNAL);
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
      priority: { fairnessKey: shopId },
      typedSearchAttributes: [
        { key: SEARCH_ATTRIBUTE_KEYS.shop, value: shopId },
        { key: SEARCH_ATTRIBUTE_KEYS.journey, value: ref.slice(0, 255) },
      ],
    }),
  );
  await markDelivered(sql, id, last.seq);
}
