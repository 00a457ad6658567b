/** The decisions of one moment about messages: which one covers others, and how many are enough. */

import { instantAt, localDate } from '../calendar.ts';
import { isBudgeted } from '../message.ts';
import { hasLeft, type MessagePlan, type PlannedMessage } from './message-plan.ts';
import {
  type Decision,
  type DecisionContext,
  decideOverBudget,
  type HoldReason,
} from './send-hold-drop.ts';

/** A message and the decision just made about it. `wait`: it stays held as it was. */
export interface Draft {
  readonly message: PlannedMessage;
  readonly decision: Decision | { readonly do: 'wait'; readonly because: HoldReason };
}

/**
 * Maps each draft that joins another to the one that covers it. The first draft to send of its kind
 * and channel covers the earlier ones that wait and the later ones to send.
 */
export function groupDrafts(drafts: readonly Draft[]): ReadonlyMap<Draft, Draft> {
  const leaders: Draft[] = [];
  const joined = new Map<Draft, Draft>();
  for (const [index, draft] of drafts.entries()) {
    if (draft.decision.do !== 'send') continue;
    const leader = leaders.find((each) => canGroup(each.message, draft.message));
    if (leader) {
      joined.set(draft, leader);
      continue;
    }
    leaders.push(draft);
    for (const earlier of drafts.slice(0, index)) {
      const waits = earlier.decision.do === 'wait' || earlier.decision.do === 'hold';
      if (waits && canGroup(earlier.message, draft.message)) joined.set(earlier, draft);
    }
  }
  return joined;
}

export function canGroup(a: PlannedMessage, b: PlannedMessage): boolean {
  const isSame = a.kind === b.kind && a.channel === b.channel;
  return isSame && a.group !== undefined && a.group === b.group;
}

export interface Grouped {
  readonly drafts: readonly Draft[];
  readonly joined: ReadonlyMap<Draft, Draft>;
}

/** Holds or drops the messages that are too many for the day, with those that would join them. */
export function keepToBudget(
  plan: MessagePlan,
  { drafts, joined }: Grouped,
  context: DecisionContext,
): Grouped {
  const { contact, policy, now } = context;
  const limit = policy.messagesPerDay;
  if (limit === null) return { drafts, joined };
  const morning = instantAt(localDate(now, contact.timeZone), '00:00', contact.timeZone);
  const today = new Set(listBudgeted(plan, morning));
  const over = new Set<Draft>();
  for (const draft of drafts) {
    const { kind, milestoneId } = draft.message;
    if (draft.decision.do !== 'send' || joined.has(draft) || !isBudgeted(kind)) continue;
    if (today.size >= limit && !today.has(milestoneId)) over.add(draft);
    else today.add(milestoneId);
  }
  if (over.size === 0) return { drafts, joined };
  const renewed = new Map<Draft, Draft>(
    drafts.map((draft) => {
      const leader = joined.get(draft) ?? draft;
      if (!over.has(leader)) return [draft, draft];
      return [draft, { ...draft, decision: decideOverBudget(draft.message, context) }];
    }),
  );
  const kept = [...joined].filter(([, leader]) => !over.has(leader));
  return { drafts: [...renewed.values()], joined: new Map(kept) };
}

/** The milestones since `from` that count towards the day's budget. */
function listBudgeted({ pending, sent }: MessagePlan, from: number): readonly string[] {
  const reached = sent.filter(({ at, outcome }) => at >= from && hasLeft(outcome));
  return [...pending, ...reached]
    .filter(({ kind }) => isBudgeted(kind))
    .map(({ milestoneId }) => milestoneId);
}
