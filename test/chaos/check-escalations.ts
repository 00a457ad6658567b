/** A parcel that was silent for too long opened an escalation, which ended when it moved. */

import type { CustomerAnswers } from './api-answers.ts';
import { type Problem, problem } from './check-inbox.ts';
import type { Story } from './facts.ts';
import { IMPATIENT_CARRIER } from './stories.ts';

export function checkEscalations(story: Story, { order }: CustomerAnswers): readonly Problem[] {
  if (order === null || story.carrier !== IMPATIENT_CARRIER) return [];
  const states = order.escalations.map(({ state }) => state);
  if (states.length === 0) return [problem(story, 'lost', 'the escalation of a silent parcel')];
  const open = states.filter((state) => state !== 'withdrawn');
  return open.map((state) => problem(story, 'stuck', `an escalation is ${state}`));
}
