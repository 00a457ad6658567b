/**
 * A circuit breaker for a provider's account: while the account refuses every message, one message
 * probes it from time to time, and the others wait without an attempt.
 */

import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { SendOutcome } from '../channels/provider.ts';
import {
  ACCOUNT_REFUSES,
  claimProbe,
  endOutage,
  findOutage,
  isHeldBehind,
  type NotificationRow,
  noteRefusal,
  type Outage,
  saveError,
} from '../commands/send-notification.ts';
import { urgencyOf } from '../domain/message.ts';
import type { ActivityDeps } from './deps.ts';
import { CONFIGURATION_PAUSE_MS } from './retry-failures.ts';

/** Other workers open and end outages, too. */
const CACHE_MS = 5_000;
/** Held messages come back within this time after the probe. */
const SPREAD_MS = 20_000;
/** Those that cannot wait, within this time. */
const URGENT_MS = 5_000;
const ORDER_PAUSE_MS = 2_000;
/** A provider that asks for more patience than this refuses the account: its quota is used up. */
const QUOTA_MS = 30 * 60_000;

export interface Breaker {
  /** Whether the account has refused a message since it last took one. */
  hasOutage(): Promise<boolean>;
  /** Whether the account has refused this very message first. */
  hasRefused(row: NotificationRow): Promise<boolean>;
  /** Throws an `ApplicationFailure` while the account refuses messages, unless this one probes it. */
  check(row: NotificationRow): Promise<void>;
  /** Opens or ends the outage by the outcome of an attempt. */
  note(row: NotificationRow, outcome: SendOutcome): Promise<void>;
}

interface BreakerDeps extends Pick<ActivityDeps, 'sql'> {
  readonly log: Pick<Logger, 'error' | 'info'>;
  readonly cacheMs?: number;
}

export function createBreaker(
  { sql, log, cacheMs = CACHE_MS }: BreakerDeps,
  provider: string,
): Breaker {
  let outage: Outage | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async () => {
    if (Date.now() - readAt >= cacheMs) {
      outage = await findOutage(sql, provider);
      readAt = Date.now();
    }
    return outage;
  };
  return {
    hasOutage: async () => (await read()) !== null,
    hasRefused: async ({ id }) => (await read())?.refusedId === id,
    check: async (row) => {
      const current = await read();
      if (!current?.openedAt) {
        const wasHeld = row.lastError?.startsWith(ACCOUNT_REFUSES) ?? false;
        if (!wasHeld || !(await isHeldBehind(sql, { id: row.id, error: ACCOUNT_REFUSES }))) return;
        throw held('an earlier message waits for the account', ORDER_PAUSE_MS);
      }
      if (await claimProbe(sql, provider, CONFIGURATION_PAUSE_MS)) return;
      await saveError(sql, row.id, `${ACCOUNT_REFUSES}: ${current.lastError}`);
      const untilProbe = Math.max(0, current.nextProbeAt.getTime() - row.readAt.getTime());
      throw held(`${provider} refuses the account`, untilProbe + returnAfter(row));
    },
    note: async (row, outcome) => {
      const code = accountCode(outcome);
      if (code !== null) {
        const { channel, id } = row;
        const wasOpen = outage?.openedAt ?? null;
        const refusal = { provider, channel, id, code };
        outage = await noteRefusal(sql, refusal, CONFIGURATION_PAUSE_MS);
        readAt = Date.now();
        if (wasOpen || !outage?.openedAt) return;
        log.error({ provider, code }, 'the provider refuses the account; messages wait');
      } else if (outage && isAnswered(outcome)) {
        outage = null;
        if (await endOutage(sql, provider))
          log.info({ provider }, 'the provider takes messages again');
      }
    },
  };
}

/** Whether the provider has looked at the message itself, and so takes others. */
function isAnswered(outcome: SendOutcome): boolean {
  return (
    outcome.kind === 'accepted' || (outcome.kind === 'refused' && outcome.scope === 'permanent')
  );
}

/** The code of a refusal of the account; null for any other outcome. */
function accountCode(outcome: SendOutcome): string | null {
  if (outcome.kind === 'retry') return (outcome.afterMs ?? 0) >= QUOTA_MS ? outcome.code : null;
  return outcome.kind === 'refused' && outcome.scope === 'configuration' ? outcome.code : null;
}

/**
 * How long after the probe a message comes back: always the same for one message, and different for
 * others, so that not all come at once. Ordinary ones come after the urgent ones and staff's.
 */
function returnAfter({ id, kind }: Pick<NotificationRow, 'id' | 'kind'>): number {
  const isOrdinary = urgencyOf(kind) === 'ordinary';
  const [from, to] = isOrdinary ? [URGENT_MS, SPREAD_MS] : [0, URGENT_MS];
  return 1_000 + from + (Number.parseInt(id.slice(0, 6), 16) % (to - from));
}

/** Whether a message waits because the account refuses it. */
export function isHeld(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === ACCOUNT_REFUSES;
}

function held(message: string, delayMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: ACCOUNT_REFUSES,
    message,
    nextRetryDelay: delayMs,
  });
}
