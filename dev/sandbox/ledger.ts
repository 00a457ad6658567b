/** The messages that the sandbox accepted, and what happened to each. Tests count them here. */

import { unreachable } from '../../domain/unreachable.ts';
import { openJsonLinesFile } from './json-lines-file.ts';
import { addressKey } from './resend-schema.ts';

export const PROVIDERS = ['resend', 'smtp', 'twilio', 'sinch'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** What happened to a message, in the provider's own terms: `sent`, `delivered`, `bounced` … */
export interface DeliveryStep {
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Entry {
  /** The provider's id of the message. */
  readonly id: string;
  /** An email's idempotency key; an SMS's notification id, as its callback URL or reference names it. */
  readonly key: string | null;
  readonly notificationId: string | null;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  readonly steps: readonly DeliveryStep[];
}

export interface AcceptedEmail extends Entry {
  readonly provider: 'resend' | 'smtp';
  /** Hash of the request's body. It tells a repeated request from a different one with its key. */
  readonly fingerprint: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface AcceptedSms extends Entry {
  readonly provider: 'twilio' | 'sinch';
  readonly from: string;
  readonly messagingServiceSid: string | null;
  readonly to: readonly string[];
  readonly body: string;
  readonly segments: number;
  readonly encoding: string;
  readonly validitySeconds: number | null;
  /** Without its fragment; the same for all SMS at Sinch. */
  readonly statusCallback: string | null;
  /** The provider's code for why it was not delivered. */
  readonly errorCode: number | null;
}

export type Accepted = AcceptedEmail | AcceptedSms;

type LedgerRecord =
  | { readonly kind: 'accepted'; readonly entry: Accepted }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly step: DeliveryStep;
      readonly code?: number;
    }
  | { readonly kind: 'opt_out'; readonly pair: string; readonly out: boolean };

/** Which messages to return. Default: all. */
export interface LedgerQuery {
  readonly provider?: ProviderName | undefined;
  readonly to?: string | undefined;
  readonly key?: string | undefined;
}

export class Ledger {
  readonly #entries = new Map<string, Accepted>();
  /** The ids of the messages of each key, oldest first. */
  readonly #byKey = new Map<string, string[]>();
  readonly #optedOut = new Set<string>();
  readonly #undeliverable = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #file;

  /** With a file, it reads what an earlier sandbox accepted, and appends what this one accepts. */
  constructor(file?: string) {
    this.#file = openJsonLinesFile<LedgerRecord>(file);
    for (const record of this.#file.past) this.#apply(record);
  }

  /** Oldest first. */
  accepted(query: LedgerQuery = {}): readonly Accepted[] {
    const candidates =
      query.key === undefined
        ? [...this.#entries.values()]
        : (this.#byKey.get(query.key) ?? []).flatMap((id) => this.#entries.get(id) ?? []);
    return candidates.filter(
      (entry) =>
        (query.provider === undefined || entry.provider === query.provider) &&
        (query.to === undefined || entry.to.includes(query.to)),
    );
  }

  /** How often each key was accepted. More than once means that a customer got a message twice. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#byKey].map(([key, ids]) => [key, ids.length]));
  }

  get size(): number {
    return this.#entries.size;
  }

  find(id: string): Accepted | undefined {
    return this.#entries.get(id);
  }

  add(entry: Accepted): void {
    this.#write({ kind: 'accepted', entry });
  }

  addStep(id: string, step: DeliveryStep, code?: number): void {
    this.#write({ kind: 'step', id, step, ...(code === undefined ? {} : { code }) });
  }

  /** An opt-out applies to one sender (a number or a messaging service) and one person. */
  setOptedOut(sender: string, person: string, out: boolean): void {
    this.#write({ kind: 'opt_out', pair: `${sender} ${person}`, out });
  }

  isOptedOut(sender: string, person: string): boolean {
    return this.#optedOut.has(`${sender} ${person}`);
  }

  /** Whether an email to this address bounced, or its reader complained. */
  isUndeliverable(address: string): boolean {
    return this.#undeliverable.has(address);
  }

  clear(): void {
    this.#file.clear();
    this.#entries.clear();
    this.#byKey.clear();
    this.#optedOut.clear();
    this.#undeliverable.clear();
    this.#notifyListeners();
  }

  /** Calls back after every change. Returns a function that ends this. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #write(record: LedgerRecord): void {
    this.#file.append(record);
    this.#apply(record);
    this.#notifyListeners();
  }

  #notifyListeners(): void {
    for (const listener of this.#listeners) listener();
  }

  #apply(record: LedgerRecord): void {
    switch (record.kind) {
      case 'accepted': {
        const { id, key } = record.entry;
        this.#entries.set(id, record.entry);
        if (key !== null) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id]);
        return;
      }
      case 'step':
        this.#applyStep(record.id, record.step, record.code);
        return;
      case 'opt_out':
        if (record.out) this.#optedOut.add(record.pair);
        else this.#optedOut.delete(record.pair);
        return;
      default:
        unreachable(record);
    }
  }

  #applyStep(id: string, step: DeliveryStep, code: number | undefined): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const steps = [...entry.steps, step];
    if (!isEmail(entry)) {
      this.#entries.set(id, { ...entry, steps, errorCode: code ?? entry.errorCode });
      return;
    }
    this.#entries.set(id, { ...entry, steps });
    if (step.type !== 'bounced' && step.type !== 'complained') return;
    for (const written of entry.to) this.#undeliverable.add(addressKey(written));
  }
}

export function isEmail(message: Accepted): message is AcceptedEmail {
  return message.provider === 'resend' || message.provider === 'smtp';
}

/** The latest step of a message. */
export function statusOf(entry: Accepted): string {
  return entry.steps.at(-1)?.type ?? 'accepted';
}

/** When the message reached this step, in epoch milliseconds; null if it has not. */
export function stepTime(entry: Accepted, type: string): number | null {
  return entry.steps.find((step) => step.type === type)?.at ?? null;
}
