/** Posts each webhook a little later, and keeps the receivers' responses. */

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
/** Between two attempts; a real provider waits longer. */
const RETRY_PAUSE_MS = 1_000;
const DELIVERIES_KEPT = 1000;

export class WebhookSender {
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #now: () => number;
  readonly #attempts: number;
  #deliveries: readonly Delivery[] = [];

  /** Posts a webhook at most `attempts` times, until the receiver answers 2xx. */
  constructor(now: () => number, attempts = 1) {
    this.#now = now;
    this.#attempts = attempts;
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

  async post(request: WebhookRequest): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const status = await this.#postOnce(request);
      const isTaken = status !== null && status >= 200 && status < 300;
      if (isTaken || attempt >= this.#attempts) return;
      await this.wait(RETRY_PAUSE_MS);
    }
  }

  async #postOnce({ url, type, headers, body }: WebhookRequest): Promise<number | null> {
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
    return status;
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
