/** What the milestones of a return have in common. */

import type { MessageFacts, Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import type { ReturnState } from './state.ts';

interface About {
  readonly occurrence?: string;
  readonly obsolete?: Milestone['obsolete'];
  readonly facts?: MessageFacts;
  readonly shipmentIds?: readonly string[];
  /** Hold it: others may follow within a moment and replace or join it. */
  readonly grouping?: 'wait';
}

export function milestone(kind: MessageKind, occurredAt: number, about: About = {}): Milestone {
  const { occurrence = '1', obsolete = null, shipmentIds = [], facts, grouping } = about;
  const id = `-/${kind}/${occurrence}`;
  return {
    id,
    kind,
    shipmentIds,
    occurredAt,
    obsolete,
    ...(grouping ? { grouping } : {}),
    ...(facts ? { facts } : {}),
  };
}

/** After a cancellation or a rejection, the way of the goods is no longer the customer's concern. */
export function whyEnded(
  { cancelledAt, rejectedAt }: ReturnState,
  isOvertaken: boolean,
): Milestone['obsolete'] {
  if (isOvertaken) return 'superseded';
  return cancelledAt === null && rejectedAt === null ? null : 'cancelled';
}
