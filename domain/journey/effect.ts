/** What the workflow does after each event, apart from sending pending messages. */

import type { EscalationEffect } from './alarm.ts';
import type { DecisionRecord } from './message-plan.ts';

export type Effect = { readonly do: 'record'; readonly record: DecisionRecord } | EscalationEffect;
