/** The activities that read and write a journey's log. */

import { closeJourney } from '../commands/close-journey.ts';
import { fireTimer } from '../commands/fire-timer.ts';
import { applyEscalationEffects } from '../commands/open-escalation.ts';
import { recordDecisions } from '../commands/record-decisions.ts';
import { readEvents } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import type {
  CloseResult,
  EscalateRequest,
  JourneyActivities,
  LogRequest,
  RecordRequest,
} from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';

type JourneyLogActivities = Pick<
  JourneyActivities,
  'readLog' | 'wake' | 'record' | 'escalate' | 'close'
>;

export function createJourneyLog({ sql }: Pick<ActivityDeps, 'sql'>): JourneyLogActivities {
  return {
    readLog: ({ journeyId, after }: LogRequest) => readEvents(sql, journeyId as JourneyId, after),

    wake: ({ journeyId, after, until }) =>
      fireTimer(sql, { journeyId: journeyId as JourneyId, after, until }),

    record: ({ journeyId, records }: RecordRequest) =>
      recordDecisions(sql, journeyId as JourneyId, records),

    escalate: ({ journeyId, changes }: EscalateRequest) =>
      applyEscalationEffects(sql, journeyId as JourneyId, changes),

    close: ({ journeyId, after }): Promise<CloseResult> =>
      closeJourney(sql, { journeyId: journeyId as JourneyId, after }),
  };
}
