/**
 * The loop that runs any machine: waits for events or the timer, reduces them, performs the
 * effects, and processes their results as events.
 */

import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Effect } from '../domain/journey/effect.ts';
import type { EventOf, OwnFact } from '../domain/journey/event.ts';
import type { JourneyView, Machine } from '../domain/journey/machine.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { LogAnswer } from '../domain/journeys.ts';
import { isForStaff } from '../domain/message.ts';
import { activities, sendByChannel } from './activity-proxies.ts';
import { EarlyTimer } from './early-timer.ts';
import { addToInbox, EMPTY_INBOX, type Inbox, replaceUnread, takeReady } from './inbox.ts';
import { type Turn, waitForTurn } from './lane.ts';
import { LostLog } from './lost-log.ts';
import { EVENTS_SIGNAL, type EventsSignalArgs, type JourneyInput } from './messages.ts';
import { PublishedView } from './published-view.ts';

const eventsSignal = defineSignal<EventsSignalArgs>(EVENTS_SIGNAL);
/** A journey whose log was restored has no message any more that only the lost log led to. */
const ONLY_OF_THIS_LOG = 'only-messages-of-this-log';
/** A rebuilt journey writes all of its decisions again: a restored database may lack the latest. */
const REBUILT_FROM_START = 'rebuilt-from-start';
const viewQuery = defineQuery<JourneyView>('view');

/** Runs a journey until it is over and its grace period has passed, over any number of runs. */
export async function runJourney<State, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  input: JourneyInput,
): Promise<void> {
  const run = new JourneyRun(machine, input);
  setHandler(eventsSignal, (...args) => run.receive(...args), {
    description: 'Events of the journey, from the relay. Events that were processed are ignored.',
  });
  setHandler(viewQuery, () => run.view(), {
    description: 'The status of the journey, the messages sent and the events expected next.',
  });
  for (;;) {
    await run.processInbox();
    run.sendPending();
    run.setTimer();
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

/** One run of a journey's workflow. Holds all of its state: the module has none. */
class JourneyRun<State, Fact extends OwnFact> {
  readonly #machine: Machine<State, Fact>;
  readonly #input: JourneyInput;
  readonly #journeyId: string;
  readonly #keysInFlight = new Set<string>();
  /** The latest send of each lane. */
  readonly #lanes = new Map<string, Turn>();
  readonly #timer = new EarlyTimer();
  #state: State;
  #inbox: Inbox;
  #eventCount = 0;
  #timerFiredUntil: number | null = null;
  /** Counts how often the log diverged, and was folded again. */
  #restarts = 0;
  /** Whether the journey is rebuilt: the log arrives from its start, and has to be folded again. */
  #isRebuilt = false;
  readonly #lostLog: LostLog;
  readonly #published = new PublishedView();
  #sendError: unknown = null;

  constructor(machine: Machine<State, Fact>, input: JourneyInput) {
    const { journeyId, carried } = input;
    // A state of another version cannot be used: fold the log from its start instead.
    const fits = carried?.version === machine.version;
    this.#machine = machine;
    this.#input = input;
    this.#journeyId = journeyId;
    this.#state = fits ? (carried.state as State) : machine.initial(journeyId);
    this.#inbox = fits ? carried.inbox : { ...EMPTY_INBOX, unread: carried?.inbox.unread ?? [] };
    this.#lostLog = new LostLog(carried);
  }

  receive(...[events, isFromStart = false]: EventsSignalArgs): void {
    this.enqueue(events);
    // The log may have been restored to a state that this run has passed: only the log knows.
    if (!isFromStart || this.#inbox.position.seq === 0) return;
    this.#isRebuilt = true;
    this.enqueue('diverged');
  }

  enqueue(answer: LogAnswer): void {
    this.#inbox =
      answer === 'diverged'
        ? { ...this.#inbox, isDoubtful: true }
        : addToInbox(this.#inbox, answer);
  }

  view(): JourneyView {
    return this.#machine.view(this.#state);
  }

  isDone(): boolean {
    return !this.#hasEvents() && this.#machine.isDone(this.#state);
  }

  /** False while a message is being sent, because its result would be lost with this run. */
  shouldContinueAsNew(): boolean {
    const limit = this.#input.eventsPerRun ?? Number.POSITIVE_INFINITY;
    const isLong = this.#eventCount >= limit || workflowInfo().continueAsNewSuggested;
    return isLong && this.#keysInFlight.size === 0;
  }

  /** Includes unread events: Temporal counts their signals as delivered. */
  nextInput(): JourneyInput {
    const { version } = this.#machine;
    const [state, inbox] = [this.#state, this.#inbox];
    return { ...this.#input, carried: { version, state, inbox, ...this.#lostLog.carry() } };
  }

  #hasEvents(): boolean {
    return this.#inbox.unread.length > 0 || this.#inbox.isDoubtful;
  }

  /** Processes all unread events, and records what they lead to. */
  async processInbox(): Promise<void> {
    do {
      await this.#recordDecisions(await this.#reduceUnread());
    } while (this.#inbox.isDoubtful);
  }

  /** Reads missing events from the log. */
  async #reduceUnread(): Promise<readonly Effect[]> {
    const effects: Effect[] = [];
    while (this.#hasEvents()) {
      if (this.#inbox.isDoubtful) await this.#compareWithLog();
      await this.#lostLog.save(this.#journeyId, activities.restoreSent);
      const { ready, inbox, gap } = takeReady(this.#inbox);
      this.#inbox = inbox;
      if (gap) await this.#readMissingEvents();
      for (const event of ready) {
        // A journey's log holds events of its own kind only.
        const step = this.#machine.reduce(this.#state, event as EventOf<Fact>);
        this.#state = step.state;
        if (event.kind === 'timer_fired') this.#timerFiredUntil = event.until;
        effects.push(...step.effects);
      }
      this.#eventCount += ready.length;
    }
    this.#lostLog.forgetAnswers();
    return effects;
  }

  /** Records all decisions, those to send included, before any message leaves. */
  async #recordDecisions(effects: readonly Effect[]): Promise<void> {
    const planned = this.#unsent();
    if (effects.length + planned.length === 0) return;
    const request = { journeyId: this.#journeyId, after: this.#inbox.position, planned, effects };
    if (!(await activities.recordDecisions(request))) this.enqueue('diverged');
  }

  /** Messages to send that no activity sends yet. */
  #unsent(): readonly PlannedMessage[] {
    return this.#machine.pending(this.#state).filter(({ key }) => !this.#keysInFlight.has(key));
  }

  /** False: the log has no more events. Those that have arrived are of a log that is lost. */
  async #readMissingEvents(): Promise<boolean> {
    const { position } = this.#inbox;
    const answer = await activities.readLog({ journeyId: this.#journeyId, after: position });
    const hasNext = answer !== 'diverged' && answer.some(({ seq }) => seq === position.seq + 1);
    this.enqueue(hasNext ? answer : 'diverged');
    return hasNext;
  }

  /** Reads pages of the log until none is left. Starts again if the log is another one. */
  async #compareWithLog(): Promise<void> {
    const request = { journeyId: this.#journeyId, after: this.#inbox.position };
    const answer = await activities.readLog(request);
    // Events that have arrived are dropped, and with them what they say of messages.
    if (this.#lostLog.hasAnswers && patched(REBUILT_FROM_START)) this.#lostLog.keepAnswers();
    const isOther = answer === 'diverged';
    const isAgain = isOther || (this.#isRebuilt && patched(REBUILT_FROM_START));
    if (isAgain) this.#startAgain(isOther);
    else this.#inbox = replaceUnread(this.#inbox, answer);
  }

  /** Forgets the log, but not what was sent: the log, perhaps another one, is folded from its start. */
  #startAgain(isOther: boolean): void {
    this.#lostLog.keep(this.#machine.sent(this.#state), isOther);
    this.#isRebuilt = false;
    this.#state = this.#machine.initial(this.#journeyId);
    this.#inbox = { ...EMPTY_INBOX, isDoubtful: true };
    this.#restarts += 1;
  }

  /**
   * Sends one message at a time per lane, so that customers get them in order. Staff have lanes of
   * their own. A message that does not go out (a broken template, quiet hours, a refusing provider)
   * holds up the next one only for a while.
   */
  sendPending(): void {
    for (const planned of this.#unsent()) {
      this.#keysInFlight.add(planned.key);
      const lane = `${isForStaff(planned.kind) ? 'staff' : 'customer'}/${planned.channel}`;
      const own: Turn = { isOver: false };
      void this.#sendAfter(this.#lanes.get(lane), planned).then(() => {
        own.isOver = true;
      });
      this.#lanes.set(lane, own);
    }
  }

  async #sendAfter(before: Turn | undefined, planned: PlannedMessage): Promise<void> {
    const summary = `${planned.kind} waits for the message before it`;
    const restarts = this.#restarts;
    if (before && !before.isOver) await waitForTurn(before, summary);
    if (restarts !== this.#restarts && patched(ONLY_OF_THIS_LOG) && !this.#isPending(planned)) {
      this.#keysInFlight.delete(planned.key);
      return;
    }
    await this.#send(planned);
  }

  #isPending({ key }: PlannedMessage): boolean {
    return this.#machine.pending(this.#state).some((each) => each.key === key);
  }

  async #send(planned: PlannedMessage): Promise<void> {
    const after = this.#inbox.position;
    try {
      const send = sendByChannel[planned.channel];
      const request = { journeyId: this.#journeyId, after, planned };
      const answer = await send({ ...request, ...this.#lostLog.notedOf(planned.key) });
      this.enqueue(this.#lostLog.read(planned, answer));
      this.#keysInFlight.delete(planned.key);
    } catch (error) {
      this.#sendError = error;
    }
  }

  setTimer(): void {
    this.#timer.set(this.#machine.wakeAt(this.#state), () => this.view().awaited);
  }

  async waitForEvents(): Promise<void> {
    const isAwake = () => this.#hasEvents() || this.#sendError !== null;
    const due = this.#machine.wakeAt(this.#state);
    const isDue = () => due !== null && due <= Date.now();
    if (!isDue()) await condition(() => isAwake() || this.#timer.isOver);
    if (this.#sendError !== null) throw this.#sendError;
    if (due !== null && isDue() && !isAwake()) await this.#fireTimer(due);
  }

  async #fireTimer(due: number): Promise<void> {
    this.#timerFiredUntil = null;
    const restarts = this.#restarts;
    const request = { journeyId: this.#journeyId, after: this.#inbox.position, until: due };
    this.enqueue(await activities.recordTimer(request));
    await this.processInbox();
    // A long log arrives in pages, and `timer_fired` is on the last one.
    let isThere = true;
    while (isThere && this.#timerFiredUntil === null && restarts === this.#restarts) {
      isThere = await this.#readMissingEvents();
      await this.processInbox();
    }
    // A restored log has other timers.
    if (!isThere || restarts !== this.#restarts) return;
    const next = this.#machine.wakeAt(this.#state);
    if (next !== null && next <= due && !this.isDone()) {
      throw new Error(`the timer of ${this.#journeyId} fired at ${due} and is still due`);
    }
  }

  /** True when the workflow may end: it has processed everything in the log. */
  async close(): Promise<boolean> {
    const request = { journeyId: this.#journeyId, after: this.#inbox.position };
    const { closed, events } = await activities.closeJourney(request);
    this.enqueue(events);
    // Events that arrived while the activity ran are processed first.
    const { unread, isDoubtful } = this.#inbox;
    return closed && !isDoubtful && unread.every(({ kind }) => kind === 'closed');
  }

  publishView(): void {
    this.#published.publish(this.view(), this.#timer.due);
  }
}
