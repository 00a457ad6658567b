/** What the workflow does after a step, besides sending what is pending. */

import type { EscalationEffect } from './escalate-and-withdraw.ts';
import type { DecisionRecord } from './message-plan.ts';

export type Effect = { readonly do: 'record'; readonly record: DecisionRecord } | EscalationEffect;
