/** Posts each webhook once, a little later, and keeps the receivers' responses. */

import { setTimeout as sleep } from 'node:timers/promises';

/** A posted webhook. */
export interface Delivery {
  readonly url: string;
  /** `email.delivered`, `sms.sent`, `sms.inbound` … */
  readonly type: string;
  /** The receiver's HTTP status; null if it did not answer. */
  readonly status: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface WebhookRequest {
  readonly url: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TIMEOUT_MS = 15_000;
const DELIVERIES_KEPT = 1000;

export class WebhookSender {
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #now: () => number;
  #deliveries: readonly Delivery[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs work in the background. Ignores its errors after the sandbox has stopped. */
  run(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => {
        if (!this.#stopped.signal.aborted) throw error;
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopped.signal });
  }

  async post({ url, type, headers, body }: WebhookRequest): Promise<void> {
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]);
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

  /** The latest thousand, oldest first. */
  deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Resolves when all work has ended. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }
}
