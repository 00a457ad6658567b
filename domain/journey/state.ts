/** What is remembered of a journey of either kind, and how the events of either kind change it. */

import {
  DEFAULT_CALENDAR,
  DEFAULT_POLICY,
  type Policy,
  policyOf,
  type ShopCalendar,
} from '../policy/policy.ts';
import { unreachable } from '../unreachable.ts';
import type {
  Closed,
  ContactChanged,
  ContactFacts,
  Logged,
  PolicySet,
  Told,
  Woke,
} from './event.ts';
import { EMPTY_OUTBOX, noteTold, type Outbox } from './message-plan.ts';
import { NOTHING_RAISED, noteBehind, type Watch } from './overdue.ts';

export interface JourneyState {
  readonly journeyId: string;
  /** The latest time that the log has told, epoch milliseconds. */
  readonly now: number;
  readonly contact: ContactFacts | null;
  /** ISO 3166-1 alpha-2 of where the customer is. */
  readonly country: string | null;
  readonly outbox: Outbox;
  readonly watch: Watch;
  readonly policy: Policy;
  readonly policyVersion: number;
  readonly calendar: ShopCalendar;
  /** When something last happened, other than the engine's own doings. */
  readonly stirredAt: number;
  readonly closed: boolean;
}

export function initialJourney(journeyId: string): JourneyState {
  return {
    journeyId,
    now: 0,
    contact: null,
    country: null,
    outbox: EMPTY_OUTBOX,
    watch: NOTHING_RAISED,
    policy: DEFAULT_POLICY,
    policyVersion: 0,
    calendar: DEFAULT_CALENDAR,
    stirredAt: 0,
    closed: false,
  };
}

export function stir<State extends JourneyState>(state: State): State {
  return { ...state, stirredAt: state.now };
}

type SharedEvent = Logged<PolicySet | ContactChanged | Told | Woke | Closed>;

export function learnShared<State extends JourneyState>(state: State, event: SharedEvent): State {
  switch (event.kind) {
    case 'closed':
      return state;
    case 'woke':
      return { ...state, watch: noteBehind(state.watch, event.behind ?? [], state.now) };
    case 'policy_set': {
      const { version: policyVersion, rules, calendar } = event;
      return { ...state, policy: policyOf(rules), policyVersion, calendar };
    }
    case 'told':
      return { ...state, outbox: noteTold(state.outbox, event, state.now) };
    case 'contact_changed':
      return { ...stir(state), contact: event.contact };
    default:
      return unreachable(event);
  }
}
