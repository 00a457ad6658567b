/** The activities that read and write a journey's log. Each calls one command. */

import { closeJourney } from '../commands/close-journey.ts';
import { fireTimer } from '../commands/fire-timer.ts';
import { recordDecisions } from '../commands/record-decisions.ts';
import { restoreSent } from '../commands/restore-sent.ts';
import { readEvents } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { JourneyActivities } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';

type JourneyLogActivities = Omit<JourneyActivities, 'sendEmail' | 'sendSms'>;

export function createJourneyLog({ sql }: Pick<ActivityDeps, 'sql'>): JourneyLogActivities {
  return {
    readLog: ({ journeyId, after }) => readEvents(sql, journeyId as JourneyId, after),
    recordTimer: ({ journeyId, after, until }) =>
      fireTimer(sql, { journeyId: journeyId as JourneyId, after, until }),
    restoreSent: ({ journeyId, sent }) => restoreSent(sql, journeyId as JourneyId, sent),
    recordDecisions: ({ journeyId, ...decisions }) =>
      recordDecisions(sql, journeyId as JourneyId, decisions),
    closeJourney: ({ journeyId, after }) =>
      closeJourney(sql, { journeyId: journeyId as JourneyId, after }),
  };
}
