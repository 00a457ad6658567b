/** Posts the providers' webhooks, a little later, once each, and notes how they were received. */

import { setTimeout as sleep } from 'node:timers/promises';

/** A webhook that was posted. */
export interface Delivery {
  readonly url: string;
  /** `email.delivered`, `sms.sent`, `sms.inbound` … */
  readonly type: string;
  /** The receiver's HTTP status; null where it could not be reached. */
  readonly status: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface MessageContent {
  readonly url: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PATIENCE_MS = 15_000;
const DELIVERIES_KEPT = 1000;

export class WebhookSender {
  readonly #stopped = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #now: () => number;
  #deliveries: readonly Delivery[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs an errand in the background. What it throws after the sandbox has stopped is dropped. */
  run(errand: () => Promise<void>): void {
    const underWay = errand()
      .catch((error: unknown) => {
        if (!this.#stopped.signal.aborted) throw error;
      })
      .finally(() => this.#underWay.delete(underWay));
    this.#underWay.add(underWay);
  }

  async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopped.signal });
  }

  async post({ url, type, headers, body }: MessageContent): Promise<void> {
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const status = await fetch(url, { method: 'POST', headers, body, signal }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => null,
    );
    const delivery = { url, type, status, at: this.#now() };
    this.#deliveries = [...this.#deliveries, delivery].slice(-DELIVERIES_KEPT);
  }

  /** What was posted, oldest first: the latest thousand. */
  deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }
}
