/** `wismr journey verify`, `rebuild` and `reset`: repairs of journeys after a disaster. */

import { WorkflowNotFoundError } from '@temporalio/client';
import { rebuildAll, rebuildJourneys } from '../commands/rebuild-journeys.ts';
import type { Sql } from '../db/connect.ts';
import { isJourneyId, type JourneyId } from '../domain/ids.ts';
import { journeyExists, listJourneys, verifyLog } from '../views/journey-log.ts';
import { type Command, type Invocation, PROGRAM, textOption } from './command.ts';

const ALL = { summary: 'All journeys.' };

export const journeyVerify: Command = {
  usage: 'journey verify [<journey>]',
  summary: 'Check that nobody changed the log of order/<shop>/<id>.',
  options: { all: ALL },
  run: async (call) => {
    const chosen = choose(call, 'verify');
    if (chosen === null) return 2;
    const sql = await call.database();
    if (chosen !== 'all' && !(await isThere(call, sql, chosen))) return 1;
    const counts = { whole: 0, broken: 0 };
    for await (const id of chosen === 'all' ? listJourneys(sql) : [chosen]) {
      const fault = await verifyLog(sql, id);
      counts[fault === null ? 'whole' : 'broken'] += 1;
      if (fault !== null) call.fail(`${id}: ${fault}`);
    }
    call.print(`${counts.whole} whole, ${counts.broken} broken`);
    return counts.broken === 0 ? 0 : 1;
  },
};

export const journeyRebuild: Command = {
  usage: 'journey rebuild [<journey>]',
  summary: 'Give Temporal the whole log again.',
  options: {
    all: { summary: 'All open journeys.' },
    'per-second': { value: '<n>', summary: 'With --all: how many per second. Defaults to 20.' },
  },
  run: async (call) => {
    const chosen = choose(call, 'rebuild');
    if (chosen === null) return 2;
    const perSecond = Number(textOption(call, 'per-second') ?? 20);
    if (!Number.isInteger(perSecond) || perSecond < 1 || perSecond > 1_000) {
      call.fail('--per-second must be a whole number from 1 to 1000');
      return 2;
    }
    const sql = await call.database();
    if (chosen !== 'all') {
      if (!(await isThere(call, sql, chosen))) return 1;
      await rebuildJourneys(sql, [chosen]);
      call.print(`${chosen}: a worker rebuilds it now`);
      return 0;
    }
    const onProgress = (count: number) => call.print(`${count} rebuilt`);
    const total = await rebuildAll(sql, { perSecond, onProgress });
    call.print(`all ${total} open journeys are rebuilt`);
    return 0;
  },
};

export const journeyReset: Command = {
  usage: 'journey reset <journey>',
  summary: 'Terminate a stuck workflow, and rebuild it.',
  options: {},
  run: async (call) => {
    const chosen = choose(call, 'reset');
    if (chosen === null || chosen === 'all') return 2;
    const sql = await call.database();
    if (!(await isThere(call, sql, chosen))) return 1;
    const { workflow } = await call.temporal();
    const reason = 'reset by an operator; rebuilt from its log';
    await workflow
      .getHandle(chosen)
      .terminate(reason)
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
    await rebuildJourneys(sql, [chosen]);
    call.print(`${chosen}: terminated; a worker rebuilds it now`);
    return 0;
  },
};

/** The journey that was named, or `all`; null, with the usage printed, for anything else. */
function choose(
  { args: [id], options, fail }: Invocation,
  name: 'verify' | 'rebuild' | 'reset',
): JourneyId | 'all' | null {
  if (options['all'] && id === undefined) return 'all';
  if (id !== undefined && !options['all'] && isJourneyId(id)) return id;
  const orAll = name === 'reset' ? '' : ', or --all';
  fail(`usage: ${PROGRAM} journey ${name} order/<shop>/<order>, return/<shop>/<return>${orAll}`);
  return null;
}

async function isThere({ fail }: Invocation, sql: Sql, id: JourneyId): Promise<boolean> {
  if (await journeyExists(sql, id)) return true;
  fail(`there is no journey ${id}`);
  return false;
}
