/** Injects faults into the providers' sandbox, one after the other. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../bench/judgement/random.ts';
import type { FaultInput } from '../../dev/sandbox/faults.ts';
import type { Sandbox } from '../../dev/sandbox/sandbox.ts';

export interface ProviderStorm {
  readonly counts: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

const PAUSE_MS_MAX = 2_500;

export function startProviderStorm({ faults }: Sandbox, random: Random): ProviderStorm {
  const counts: Record<string, number> = {};
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = (async () => {
    while (!signal.aborted) {
      await sleep(random.int(200, PAUSE_MS_MAX), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const fault = drawFault(random);
      // Faults that wait for traffic would all hit the same message later.
      if (faults.waiting().some(({ provider }) => provider === fault.provider)) continue;
      faults.inject(fault);
      const what = `${fault.provider} ${fault.kind}`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
  })();
  return {
    counts,
    stop: async () => {
      stopping.abort();
      await loop;
      faults.clear();
    },
  };
}

function drawFault(random: Random): FaultInput {
  const provider = random.weighted([
    ['resend', 3],
    ['twilio', 1],
  ] as const);
  const times = random.int(1, 3);
  return random.pick<FaultInput>([
    { kind: 'reset_before', provider, times },
    { kind: 'reset_after', provider, times },
    { kind: 'error_before', provider, times, status: random.pick([500, 502, 503]) },
    { kind: 'error_after', provider, times, status: random.pick([500, 502, 504]) },
    { kind: 'throttle', provider, times: random.int(2, 8), retryAfterSeconds: 1 },
    { kind: 'slow', provider, times, ms: random.int(500, 5_000) },
  ]);
}
