/**
 * The loop that runs any machine: wait for mail or for the time, reduce, perform the effects, feed
 * what they came to back in as events.
 */

import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { JourneyEvent } from '../domain/journey/event.ts';
import type { JourneyView, Machine } from '../domain/journey/machine.ts';
import type { Effect, PlannedMessage } from '../domain/journey/message-plan.ts';
import type { Channel } from '../domain/message.ts';
import { activities, sendByChannel } from './activity-proxies.ts';
import { addToInbox, type Inbox, takeReady } from './inbox.ts';
import { EVENTS_SIGNAL, type JourneyInput, SEARCH_ATTRIBUTE_KEYS as KEYS } from './messages.ts';

const eventsSignal = defineSignal<[readonly JourneyEvent[]]>(EVENTS_SIGNAL);
const viewQuery = defineQuery<JourneyView>('view');

/** Runs a journey until it is over and its grace period has passed. */
export async function runJourney<State>(
  machine: Machine<State>,
  input: JourneyInput,
): Promise<void> {
  const run = new JourneyRun(machine, input);
  setHandler(eventsSignal, (events) => run.enqueue(events), {
    description: 'Events of the journey, from the relay. Those already seen are ignored.',
  });
  setHandler(viewQuery, () => run.view(), {
    description: 'Where the journey is, what was said and what is awaited.',
  });
  for (;;) {
    await run.processInbox();
    run.sendPending();
    run.publishView();
    if (run.isDone()) {
      if (await run.close()) return;
    } else if (run.shouldContinueAsNew()) {
      await continueAsNew<(next: JourneyInput) => Promise<void>>(run.nextInput());
    } else {
      await run.waitForEvents();
    }
  }
}

/** One run of a journey's workflow. All of its state is here: nothing is kept in the module. */
class JourneyRun<State> {
  readonly #machine: Machine<State>;
  readonly #input: JourneyInput;
  readonly #journeyId: string;
  readonly #sending = new Set<string>();
  readonly #lanes: Record<Channel, Promise<void>>;
  #state: State;
  #inbox: Inbox;
  #handled = 0;
  #wokenUntil: number | null = null;
  #shown = '';
  #failure: unknown = null;

  constructor(machine: Machine<State>, input: JourneyInput) {
    const { journeyId, carried } = input;
    // A state of another shape is of no use. The log has everything: it is folded anew.
    const fits = carried?.version === machine.version;
    this.#machine = machine;
    this.#input = input;
    this.#journeyId = journeyId;
    this.#state = fits ? (carried.state as State) : machine.initial(journeyId);
    this.#inbox = { lastSeq: fits ? carried.lastSeq : 0, unread: carried?.unread ?? [] };
    this.#lanes = { email: Promise.resolve(), sms: Promise.resolve() };
  }

  enqueue(events: readonly JourneyEvent[]): void {
    this.#inbox = addToInbox(this.#inbox, events);
  }

  view(): JourneyView {
    return this.#machine.view(this.#state);
  }

  isDone(): boolean {
    return this.#inbox.unread.length === 0 && this.#machine.isDone(this.#state);
  }

  /** A run ends between two messages: one that is being sent would have no one to report to. */
  shouldContinueAsNew(): boolean {
    const limit = this.#input.eventsPerRun ?? Number.POSITIVE_INFINITY;
    const long = this.#handled >= limit || workflowInfo().continueAsNewSuggested;
    return long && this.#sending.size === 0;
  }

  /** Unread mail goes along: Temporal takes it for delivered. */
  nextInput(): JourneyInput {
    const { version } = this.#machine;
    return { ...this.#input, carried: { version, state: this.#state, ...this.#inbox } };
  }

  /** Reads all mail that is there, and the log where the mail has holes. */
  async processInbox(): Promise<void> {
    const effects: Effect[] = [];
    while (this.#inbox.unread.length > 0) {
      const delivery = takeReady(this.#inbox);
      this.#inbox = delivery.inbox;
      if (delivery.gap) await this.#readMissing();
      for (const event of delivery.ready) {
        const step = this.#machine.reduce(this.#state, event);
        this.#state = step.state;
        if (event.kind === 'timer_fired') this.#wokenUntil = event.until;
        effects.push(...step.effects);
      }
      this.#handled += delivery.ready.length;
    }
    await this.#perform(effects);
  }

  /** What is written down at once. What is sent is in the machine's `pending`. */
  async #perform(effects: readonly Effect[]): Promise<void> {
    const journeyId = this.#journeyId;
    const records = effects.flatMap((effect) => (effect.do === 'record' ? [effect.record] : []));
    if (records.length > 0) await activities.record({ journeyId, records });
    const changes = effects.filter(
      (effect) => effect.do === 'escalate' || effect.do === 'withdraw',
    );
    if (changes.length > 0) await activities.escalate({ journeyId, changes });
  }

  async #readMissing(): Promise<void> {
    const { lastSeq } = this.#inbox;
    const events = await activities.readLog(this.#journeyId, lastSeq);
    if (!events.some(({ seq }) => seq === lastSeq + 1)) {
      throw new Error(`the log of ${this.#journeyId} has no event ${lastSeq + 1}`);
    }
    this.enqueue(events);
  }

  /** One message at a time per channel, so that they arrive in the order of what happened. */
  sendPending(): void {
    for (const planned of this.#machine.pending(this.#state)) {
      if (this.#sending.has(planned.key)) continue;
      this.#sending.add(planned.key);
      this.#lanes[planned.channel] = this.#lanes[planned.channel].then(() => this.#send(planned));
    }
  }

  async #send(planned: PlannedMessage): Promise<void> {
    const after = this.#inbox.lastSeq;
    try {
      const send = sendByChannel[planned.channel];
      this.enqueue(await send({ journeyId: this.#journeyId, after, planned }));
      this.#sending.delete(planned.key);
    } catch (error) {
      this.#failure = error;
    }
  }

  async waitForEvents(): Promise<void> {
    const due = this.#machine.wakeAt(this.#state);
    const news = () => this.#inbox.unread.length > 0 || this.#failure !== null;
    if (due === null) {
      await condition(news);
    } else if (!news() && !(await this.#newsBefore(due, news))) {
      await this.#wake(due);
    }
    if (this.#failure !== null) throw this.#failure;
  }

  async #newsBefore(due: number, news: () => boolean): Promise<boolean> {
    const wait = due - Date.now();
    if (wait <= 0) return false;
    return condition(news, wait, { summary: this.view().awaited.slice(0, 200) });
  }

  async #wake(due: number): Promise<void> {
    this.#wokenUntil = null;
    this.enqueue(await activities.wake(this.#journeyId, this.#inbox.lastSeq, due));
    await this.processInbox();
    // A long log comes in pages, and that time has passed stands at its end.
    while (this.#wokenUntil === null) {
      await this.#readMissing();
      await this.processInbox();
    }
    const next = this.#machine.wakeAt(this.#state);
    if (next !== null && next <= due && !this.isDone()) {
      throw new Error(`${this.#journeyId} wants to be woken at ${due} again and again`);
    }
  }

  /** True when the workflow may end: the log holds nothing that it has not seen. */
  async close(): Promise<boolean> {
    const { closed, events } = await activities.close(this.#journeyId, this.#inbox.lastSeq);
    this.enqueue(events);
    // What came while the activity ran is looked at before the end, not lost with it.
    return closed && this.#inbox.unread.every(({ kind }) => kind === 'closed');
  }

  /** Tells operations. Search attributes are written when they change: each write is an event. */
  publishView(): void {
    const view = this.view();
    setCurrentDetails(view.details);
    const due = this.#machine.wakeAt(this.#state);
    const wanted = JSON.stringify([view.status, view.trackingNumbers, view.carriers, due]);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    upsertSearchAttributes([
      { key: KEYS.status, value: view.status },
      { key: KEYS.trackingNumbers, value: view.trackingNumbers.slice(0, 20) },
      { key: KEYS.carriers, value: view.carriers.slice(0, 20) },
      { key: KEYS.nextDue, value: due === null ? null : new Date(due) },
    ]);
  }
}
