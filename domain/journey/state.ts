/** The state that orders and returns share, and how the events of both kinds change it. */

import type { ContactFacts } from '../contact.ts';
import { policyOf } from '../policy/apply-policy.ts';
import { DEFAULT_CALENDAR, DEFAULT_POLICY } from '../policy/default-policy.ts';
import type { Policy, ShopCalendar } from '../policy/policy.ts';
import { unreachable } from '../unreachable.ts';
import { NOTHING_OVERDUE, type OverdueState } from './alarm.ts';
import { applySilentCarriers } from './escalate-and-withdraw.ts';
import type {
  Closed,
  ContactChanged,
  EscalationChanged,
  Logged,
  MessagesRefused,
  NotificationFailed,
  NotificationSettled,
  PolicySet,
  TimerFired,
} from './event.ts';
import { failMessage } from './fallback.ts';
import { EMPTY_PLAN, type MessagePlan, settleMessage } from './message-plan.ts';

export interface JourneyState {
  readonly journeyId: string;
  /** The latest time in the log, epoch milliseconds. */
  readonly now: number;
  /** When the log first had the order or the return; epoch milliseconds. */
  readonly observedAt: number;
  readonly contact: ContactFacts | null;
  /** ISO 3166-1 alpha-2 of the customer. */
  readonly country: string | null;
  readonly messagePlan: MessagePlan;
  readonly overdue: OverdueState;
  readonly policy: Policy;
  readonly policyVersion: number;
  readonly calendar: ShopCalendar;
  /** The time of the latest event that the engine did not cause itself; epoch milliseconds. */
  readonly lastActivityAt: number;
  readonly closed: boolean;
}

export function initialJourney(journeyId: string): JourneyState {
  return {
    journeyId,
    now: 0,
    observedAt: 0,
    contact: null,
    country: null,
    messagePlan: EMPTY_PLAN,
    overdue: NOTHING_OVERDUE,
    policy: DEFAULT_POLICY,
    policyVersion: 0,
    calendar: DEFAULT_CALENDAR,
    lastActivityAt: 0,
    closed: false,
  };
}

/** Sets `lastActivityAt`, which postpones the end of the journey. */
export function touch<State extends JourneyState>(state: State): State {
  return { ...state, lastActivityAt: state.now };
}

type SharedEvent = Logged<
  | PolicySet
  | ContactChanged
  | NotificationSettled
  | NotificationFailed
  | MessagesRefused
  | TimerFired
  | Closed
>;

export function applySharedEvent<State extends JourneyState>(
  state: State,
  event: SharedEvent,
): State {
  switch (event.kind) {
    case 'closed':
      return state;
    case 'timer_fired':
      return {
        ...state,
        overdue: applySilentCarriers(state.overdue, event.silentCarriers ?? [], state.now),
      };
    case 'policy_set': {
      const { version: policyVersion, rules, calendar } = event;
      return { ...state, policy: policyOf(rules), policyVersion, calendar };
    }
    case 'notification_settled':
      return { ...state, messagePlan: settleMessage(state.messagePlan, event, state.now) };
    case 'notification_failed':
      return { ...state, messagePlan: failMessage(state.messagePlan, event, state) };
    case 'messages_refused':
      return { ...touch(state), messagePlan: { ...state.messagePlan, refusedAt: state.now } };
    case 'contact_changed': {
      const { unreachedSince, refusedAt, ...messagePlan } = state.messagePlan;
      return { ...touch(state), contact: event.contact, messagePlan };
    }
    default:
      return unreachable(event);
  }
}

/** After a person resolved the escalation about a refusal, no other one has to look at it. */
export function applyReview<State extends JourneyState>(
  state: State,
  { expectationId, change }: EscalationChanged,
): State {
  const isAbout = state.overdue.raised.some(
    ({ kind, escalationId }) => kind === 'refusal_reviewed' && escalationId === expectationId,
  );
  if (change !== 'resolved' || !isAbout) return state;
  const { refusedAt: _, ...messagePlan } = state.messagePlan;
  return { ...state, messagePlan };
}
