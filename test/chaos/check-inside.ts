/** Compares the parts of wismr with each other: log, ledger and workflow of each journey. */

import { Client, Connection } from '@temporalio/client';
import { runToEnd } from '../../dev/stack/process.ts';
import type { JourneyView } from '../../domain/journey/machine.ts';
import type { CustomerAnswers } from './api-answers.ts';
import type { Problem } from './check-inbox.ts';
import { problem } from './check-inbox.ts';
import { orderIdOf, returnIdOf, type Story } from './facts.ts';
import type { Installation } from './installation.ts';

export async function checkInside(
  installation: Installation,
  answers: ReadonlyMap<Story, CustomerAnswers>,
): Promise<readonly Problem[]> {
  const { temporal } = installation;
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: temporal.namespace });
  try {
    const problems: Problem[] = [];
    for (const [story, answer] of answers) {
      problems.push(...(await checkWorkflows(client, story, { installation, answer })));
    }
    return [...problems, ...(await checkQueue(installation)), ...(await checkHashes(installation))];
  } finally {
    await connection.close();
  }
}

/** The workflow, which folded the events as they came, says the same as the fold of the log. */
async function checkWorkflows(
  client: Client,
  story: Story,
  { installation, answer }: { installation: Installation; answer: CustomerAnswers },
): Promise<readonly Problem[]> {
  const shop = installation.shops[story.shop];
  if (!shop) return [];
  const journeys = [
    [`order/${shop.id}/${orderIdOf(story)}`, answer.order],
    [`return/${shop.id}/${returnIdOf(story)}`, answer.return],
  ] as const;
  const problems: Problem[] = [];
  for (const [id, shown] of journeys) {
    if (shown === null) continue;
    try {
      const view = await client.workflow.getHandle(id).query<JourneyView>('view');
      if (view.status === shown.status) continue;
      const detail = `the workflow ${id} says ${view.status}, and its log ${shown.status}`;
      problems.push(problem(story, 'wrong', detail));
    } catch (error) {
      problems.push(problem(story, 'stuck', `the workflow ${id} does not answer: ${error}`));
    }
  }
  return problems;
}

async function checkQueue({ sql }: Installation): Promise<readonly Problem[]> {
  const waiting = await sql<{ id: string }[]>`
    select id from journey where delivered_seq < wake_seq`;
  return waiting.map(({ id }) => {
    return { fault: 'stuck', ref: id, detail: 'events are not delivered to the workflow' };
  });
}

/** `wismr journey verify --all`: nobody changed, removed or added an event. */
async function checkHashes({ environment }: Installation): Promise<readonly Problem[]> {
  const { code, output } = await runToEnd({
    command: process.execPath,
    args: ['--import', 'tsx', 'cli/wismr.ts', 'journey', 'verify', '--all'],
    env: environment,
    timeoutMs: 120_000,
  });
  return code === 0 ? [] : [{ fault: 'wrong', ref: '', detail: `journey verify: ${output}` }];
}
