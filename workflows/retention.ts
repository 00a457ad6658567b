import { proxyActivities } from '@temporalio/workflow';
import { MAIN_QUEUE, type RetentionActivities } from './messages.ts';

const { applyRetention } = proxyActivities<RetentionActivities>({
  taskQueue: MAIN_QUEUE,
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1m', backoffCoefficient: 2, maximumInterval: '1h' },
});

/** At most this many rounds per run: the next day's run does the rest. */
const ROUNDS_MAX = 500;

/** Deletes old personal data. A schedule starts it every night. Returns how many rows it changed. */
export async function retention(): Promise<number> {
  let rows = 0;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const result = await applyRetention();
    rows += result.rows;
    if (result.isDone) break;
  }
  return rows;
}
