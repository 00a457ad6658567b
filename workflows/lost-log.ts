/** What a workflow knows of messages, and a database that was restored from a copy may not. */

import { isOfProvider } from '../domain/journey/event.ts';
import type { SentMessage } from '../domain/journey/message-plan.ts';
import type { LogAnswer } from '../domain/journeys.ts';
import { activities } from './activity-proxies.ts';
import type { CarriedOver, NotedAttempt, SendAnswer } from './messages.ts';

export class LostLog {
  #unsaved: readonly SentMessage[];
  #noted: Readonly<Record<string, NotedAttempt>>;

  constructor(carried: Partial<CarriedOver> = {}) {
    this.#unsaved = carried.unsaved ?? [];
    this.#noted = carried.noted ?? {};
  }

  /** Keeps what was sent, until the ledger has it. Another log decides again what no provider decided. */
  keep(sent: readonly SentMessage[], isOther: boolean): void {
    const known = isOther ? sent.filter(({ outcome }) => isOfProvider(outcome)) : sent;
    this.#unsaved = [...this.#unsaved, ...known];
  }

  /** Keeps what a send says of a message that the ledger may not have. */
  read(key: string, answer: SendAnswer): LogAnswer {
    const { [key]: _, ...noted } = this.#noted;
    this.#noted = noted;
    if (typeof answer === 'string' || !('lost' in answer)) return answer;
    const { lost } = answer;
    if (lost.sent) this.keep([lost.sent], true);
    if (lost.noted) this.#noted = { ...noted, [key]: lost.noted };
    return 'diverged';
  }

  /** What to tell the next send of the message. */
  notedOf(key: string): { readonly noted?: NotedAttempt } {
    const noted = this.#noted[key];
    return noted ? { noted } : {};
  }

  /** Writes into the ledger what was sent. Does nothing while the database lacks the journey, too. */
  async save(journeyId: string): Promise<void> {
    if (this.#unsaved.length === 0) return;
    const sent = this.#unsaved;
    if (await activities.restoreSent({ journeyId, sent })) this.#unsaved = [];
  }

  carry(): Pick<CarriedOver, 'unsaved' | 'noted'> {
    return { unsaved: this.#unsaved, noted: this.#noted };
  }
}
