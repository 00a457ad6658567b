/** What a workflow knows of messages, and a database that was restored from a copy may not. */

import { isOfProvider } from '../domain/journey/event.ts';
import { type PlannedMessage, type SentMessage, sentOf } from '../domain/journey/message-plan.ts';
import type { LogAnswer } from '../domain/journeys.ts';
import type { CarriedOver, NotedAttempt, RestoreSentRequest, SendAnswer } from './messages.ts';

export class LostLog {
  #unsaved: readonly SentMessage[];
  /** Outcomes that the state does not have yet: their events wait to be folded. */
  #answered: readonly SentMessage[] = [];
  #noted: Readonly<Record<string, NotedAttempt>>;

  constructor(carried: Partial<CarriedOver> = {}) {
    this.#unsaved = carried.unsaved ?? [];
    this.#noted = carried.noted ?? {};
  }

  get hasAnswers(): boolean {
    return this.#answered.length > 0;
  }

  /** Keeps what was sent, until the ledger has it. Another log decides again what no provider decided. */
  keep(sent: readonly SentMessage[], isOther: boolean): void {
    const known = isOther ? sent.filter(({ outcome }) => isOfProvider(outcome)) : sent;
    this.#unsaved = [...this.#unsaved, ...known];
  }

  /** Keeps the outcomes whose events are dropped: another log may not have them. */
  keepAnswers(): void {
    this.keep(this.#answered, true);
    this.#answered = [];
  }

  /** All events that arrived are folded, so that the state has their outcomes. */
  forgetAnswers(): void {
    this.#answered = [];
  }

  /** Keeps what a send says of a message that the ledger may not have. */
  read(planned: PlannedMessage, answer: SendAnswer): LogAnswer {
    const { key, notBefore: at } = planned;
    const { [key]: _, ...noted } = this.#noted;
    this.#noted = noted;
    if (answer === 'diverged') return answer;
    if ('lost' in answer) {
      const { lost } = answer;
      if (lost.sent) this.keep([lost.sent], true);
      if (lost.noted) this.#noted = { ...noted, [key]: lost.noted };
      return 'diverged';
    }
    const answered = answer.flatMap((event) =>
      event.kind === 'notification_settled' && event.key === key
        ? [sentOf(planned, { outcome: event.outcome, at })]
        : [],
    );
    this.#answered = [...this.#answered, ...answered];
    return answer;
  }

  /** What to tell the next send of the message. */
  notedOf(key: string): { readonly noted?: NotedAttempt } {
    const noted = this.#noted[key];
    return noted ? { noted } : {};
  }

  /** Writes into the ledger what was sent. Does nothing while the database lacks the journey, too. */
  async save(
    journeyId: string,
    restoreSent: (request: RestoreSentRequest) => Promise<boolean>,
  ): Promise<void> {
    if (this.#unsaved.length === 0) return;
    if (await restoreSent({ journeyId, sent: this.#unsaved })) this.#unsaved = [];
  }

  carry(): Pick<CarriedOver, 'unsaved' | 'noted'> {
    return { unsaved: [...this.#unsaved, ...this.#answered], noted: this.#noted };
  }
}
