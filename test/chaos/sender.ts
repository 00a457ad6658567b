/** Senders that deliver at least once: they repeat a request until 2xx, and some send it again. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../bench/judgement/random.ts';
import type { CarrierApis } from '../../dev/fakes/carrier-apis.ts';
import type { FakeScan } from '../../dev/fakes/fake-scan.ts';
import type { Status } from '../../domain/tracking.ts';
import { type Fact, orderIdOf, type Report, type Story } from './facts.ts';
import { requestFor, type ShopAccess, stopReply } from './requests.ts';
import { POLLED_CARRIER } from './stories.ts';

export interface SenderOptions {
  readonly apiUrl: string;
  readonly shops: readonly ShopAccess[];
  /** Twilio signs customers' replies with it. */
  readonly twilioAuthToken: string;
  readonly random: Random;
  /** The carrier that wismr polls. */
  readonly polled: Pick<CarrierApis, 'parcels'>;
  /** Ends all attempts. */
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 8_000;
const PAUSE_MS_MAX = 1_500;
/** Answers after which senders of the real world try again, too. */
const RETRIED = [404, 408, 429];

interface Entry {
  readonly story: Story;
  readonly fact: Fact;
  triedAt: number;
  ackedAt: number | null;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #entries: Entry[] = [];
  readonly #background = new Set<Promise<void>>();
  /** Requests that wismr refused for good, in words. There must be none. */
  readonly refused: string[] = [];
  requests = 0;
  failures = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Resolves when wismr has answered 2xx. */
  async deliver(story: Story, fact: Fact): Promise<void> {
    const entry: Entry = { story, fact, triedAt: Date.now(), ackedAt: null };
    this.#entries.push(entry);
    const { random } = this.#options;
    if (isPolled(entry)) return this.#show(entry);
    if (random.chance(0.1)) this.#inBackground(entry, 0);
    if (random.chance(0.2)) this.#inBackground(entry, random.int(1_000, 8_000));
    await this.#sendUntilTaken(entry);
  }

  /** Delivers again what wismr acknowledged since then: its database no longer has it. */
  async deliverAgain(since: number): Promise<number> {
    const lost = this.#entries.filter(
      (entry) => entry.ackedAt !== null && entry.ackedAt >= since && !isPolled(entry),
    );
    const byStory = Map.groupBy(lost, ({ story }) => story);
    await Promise.all(
      [...byStory.values()].map(async (entries) => {
        for (const entry of entries) {
          await this.#sendUntilTaken(entry);
          entry.ackedAt = Date.now();
        }
      }),
    );
    return lost.length;
  }

  /** How many facts wismr has acknowledged since then. */
  countSince(since: number): number {
    return this.#entries.filter(({ ackedAt }) => ackedAt !== null && ackedAt >= since).length;
  }

  reportsOf(story: Story): readonly Report[] {
    return this.#entries
      .filter((entry) => entry.story === story)
      .map(({ fact, triedAt, ackedAt }) => ({ fact, triedAt, ackedAt }));
  }

  /** Resolves when no repetition is under way. */
  async settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  /** The carrier answers with the parcel's history whenever it is asked, so nobody repeats it. */
  #show(entry: Entry): void {
    const { fact } = entry;
    if (fact.what !== 'scanned') return;
    const { parcels } = this.#options.polled;
    const scan = { at: fact.at, what: FAKE_SCANS[fact.status] ?? 'moving' };
    parcels.set(fact.parcel, [...(parcels.get(fact.parcel) ?? []), scan]);
    entry.ackedAt = Date.now();
  }

  #inBackground(entry: Entry, delayMs: number): void {
    const running = sleep(delayMs)
      .then(() => this.#sendUntilTaken(entry))
      .finally(() => this.#background.delete(running));
    this.#background.add(running);
  }

  async #sendUntilTaken(entry: Entry): Promise<void> {
    const { shops, random, signal } = this.#options;
    const shop = shops[entry.story.shop];
    if (!shop) throw new Error(`there is no shop ${entry.story.shop}`);
    while (!signal.aborted) {
      const status = await this.#sendOnce(entry, shop);
      if (status === 'taken') {
        entry.ackedAt ??= Date.now();
        return;
      }
      if (status === 'refused') return;
      this.failures += 1;
      await sleep(random.int(100, PAUSE_MS_MAX));
    }
  }

  async #sendOnce(
    { story, fact, ackedAt }: Entry,
    shop: ShopAccess,
  ): Promise<'taken' | 'not_taken' | 'refused'> {
    const { apiUrl, twilioAuthToken } = this.#options;
    const { method, path, headers, body } =
      fact.what === 'replied_stop'
        ? stopReply(story, { apiUrl, twilioAuthToken })
        : requestFor(story, fact, shop);
    this.requests += 1;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const url = `${apiUrl}${path}`;
    try {
      const response = await fetch(url, { method, headers, body, signal });
      const text = await response.text();
      if (response.ok) return 'taken';
      if (response.status >= 500 || RETRIED.includes(response.status)) return 'not_taken';
      // An old request again, after what came later, may be refused.
      if (ackedAt !== null || this.#options.signal.aborted) return 'refused';
      this.refused.push(`${fact.what} of ${orderIdOf(story)}: ${response.status} ${text}`);
      return 'refused';
    } catch {
      return 'not_taken';
    }
  }
}

const FAKE_SCANS: Readonly<Partial<Record<Status, FakeScan['what']>>> = {
  in_transit: 'moving',
  out_for_delivery: 'out',
  delivered: 'delivered',
};

function isPolled({ story, fact }: Entry): boolean {
  return fact.what === 'scanned' && story.carrier === POLLED_CARRIER;
}
