/** What the sandbox has really accepted, and what became of it: the truth that tests count in. */

import { unreachable } from '../../domain/unreachable.ts';
import { openJsonLinesFile } from './json-lines-file.ts';
import { addressKey } from './resend-schema.ts';

export const PROVIDERS = ['resend', 'twilio'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** A step in a message's life, in the provider's own words: `sent`, `delivered`, `bounced` … */
export interface Step {
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Entry {
  /** The provider's id of the message. */
  readonly id: string;
  /** An email's idempotency key; an SMS's notification id, as its status callback URL names it. */
  readonly key: string | null;
  readonly notificationId: string | null;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  readonly steps: readonly Step[];
}

export interface AcceptedEmail extends Entry {
  readonly provider: 'resend';
  /** Of the request's body, to tell a repeated request from another one with the same key. */
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
  readonly provider: 'twilio';
  readonly from: string;
  readonly messagingServiceSid: string | null;
  readonly to: readonly string[];
  readonly body: string;
  readonly segments: number;
  readonly encoding: string;
  readonly validitySeconds: number | null;
  /** Without its fragment. */
  readonly statusCallback: string | null;
  /** Twilio's code of why it was not delivered. */
  readonly errorCode: number | null;
}

export type Accepted = AcceptedEmail | AcceptedSms;

type Line =
  | { readonly kind: 'accepted'; readonly entry: Accepted }
  | { readonly kind: 'step'; readonly id: string; readonly step: Step; readonly code?: number }
  | { readonly kind: 'opt_out'; readonly pair: string; readonly out: boolean };

/** Which messages are asked for; all of them where nothing is said. */
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
  readonly #burnt = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #journal;

  /** With a file, it remembers what a former sandbox accepted, and writes down what this one does. */
  constructor(file?: string) {
    this.#journal = openJsonLinesFile<Line>(file);
    for (const line of this.#journal.past) this.#apply(line);
  }

  /** What was accepted, oldest first. */
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

  /** How often each key was accepted. More than once is a message that somebody got twice. */
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

  note(id: string, step: Step, code?: number): void {
    this.#write({ kind: 'step', id, step, ...(code === undefined ? {} : { code }) });
  }

  /** Opt-outs hold between one sender (a number or a messaging service) and one person. */
  setOptedOut(sender: string, person: string, out: boolean): void {
    this.#write({ kind: 'opt_out', pair: `${sender} ${person}`, out });
  }

  isOptedOut(sender: string, person: string): boolean {
    return this.#optedOut.has(`${sender} ${person}`);
  }

  /** Has an email to this address bounced, or its reader complained? */
  isBurnt(address: string): boolean {
    return this.#burnt.has(address);
  }

  clear(): void {
    this.#journal.clear();
    this.#entries.clear();
    this.#byKey.clear();
    this.#optedOut.clear();
    this.#burnt.clear();
    this.#tell();
  }

  /** Calls back after every change, until the function that it returns is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #write(line: Line): void {
    this.#journal.append(line);
    this.#apply(line);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #apply(line: Line): void {
    switch (line.kind) {
      case 'accepted': {
        const { id, key } = line.entry;
        this.#entries.set(id, line.entry);
        if (key !== null) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id]);
        return;
      }
      case 'step':
        this.#takeStep(line.id, line.step, line.code);
        return;
      case 'opt_out':
        if (line.out) this.#optedOut.add(line.pair);
        else this.#optedOut.delete(line.pair);
        return;
      default:
        unreachable(line);
    }
  }

  #takeStep(id: string, step: Step, code: number | undefined): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const steps = [...entry.steps, step];
    if (entry.provider === 'twilio') {
      this.#entries.set(id, { ...entry, steps, errorCode: code ?? entry.errorCode });
      return;
    }
    this.#entries.set(id, { ...entry, steps });
    if (step.type !== 'bounced' && step.type !== 'complained') return;
    for (const written of entry.to) this.#burnt.add(addressKey(written));
  }
}

/** The latest step of a message's life. */
export function statusOf(entry: Accepted): string {
  return entry.steps.at(-1)?.type ?? 'accepted';
}

/** When a step was taken, in epoch milliseconds; null while it has not been. */
export function stepTime(entry: Accepted, type: string): number | null {
  return entry.steps.find((step) => step.type === type)?.at ?? null;
}
