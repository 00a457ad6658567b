/** `wismr journey export`: prints a journey's log as a file that `wismr simulate` reads. */

import type { Queryable } from '../db/connect.ts';
import { isJourneyId, type JourneyId, parseJourneyId, type ShopId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import type { JourneyEvent } from '../domain/journeys.ts';
import { readLog } from '../views/journey-log.ts';
import { readPolicyVersion } from '../views/policy.ts';
import { type Command, PROGRAM } from './command.ts';

export const journeyExport: Command = {
  usage: 'journey export <journey>',
  summary: 'Print the events of order/<shop>/<id> or return/<shop>/<id>.',
  options: {},
  run: async ({ args, print, fail, database }) => {
    const [id, ...rest] = args;
    if (!id || rest.length > 0 || !isJourneyId(id)) {
      fail(`usage: ${PROGRAM} journey export order/<shop>/<order>, or return/<shop>/<return>`);
      return 2;
    }
    const file = await exportJourney(await database(), id as JourneyId);
    if (file.events.length === 0) {
      fail(`there is no journey ${id}`);
      return 1;
    }
    print(JSON.stringify(file, null, 2));
    return 0;
  },
};

export interface ExportedJourney {
  readonly journey: string;
  readonly events: readonly {
    readonly at: string;
    readonly event: object;
    readonly batched: boolean;
  }[];
}

/** Events that the engine appends. A simulation derives them again. */
const OWN_EVENTS: readonly JourneyEvent['kind'][] = [
  'notification_settled',
  'timer_fired',
  'closed',
];

/**
 * Returns all events from outside, in the order of the log, with policies as the shop wrote them.
 * Contains no personal data: the log has none, and the email addresses of staff are left out.
 */
export async function exportJourney(sql: Queryable, id: JourneyId): Promise<ExportedJourney> {
  const { shopId } = parseJourneyId(id);
  const log = await readLog(sql, id);
  const events: ExportedJourney['events'][number][] = [];
  for (const { seq: _, hash: __, prev: ___, at, batched = false, ...event } of log) {
    if (OWN_EVENTS.includes(event.kind)) continue;
    const written = event.kind === 'policy_set' ? await policyOf(sql, shopId, event) : event;
    events.push({ at: new Date(at).toISOString(), event: written, batched });
  }
  return { journey: id, events };
}

async function policyOf(
  sql: Queryable,
  shopId: ShopId,
  { kind, version, calendar }: PolicySet,
): Promise<object> {
  const { staff: _, calendar: __, ...policy } = await readPolicyVersion(sql, shopId, version);
  return { kind, policy, calendar };
}
