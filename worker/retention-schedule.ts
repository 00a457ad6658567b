/** The schedule that deletes old personal data every night. */

import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { MAIN_QUEUE, RETENTION_SCHEDULE, RETENTION_WORKFLOW } from '../workflows/messages.ts';

const CALL_TIMEOUT_MS = 10_000;

/**
 * Creates the schedule unless it exists. Operators may change or pause it: it stays as they left it.
 * Throws if Temporal does not create it.
 */
export async function ensureRetentionSchedule(client: Client): Promise<void> {
  try {
    await client.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
      client.schedule.create({
        scheduleId: RETENTION_SCHEDULE,
        spec: { calendars: [{ hour: 3, minute: 17 }] },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
        action: {
          type: 'startWorkflow',
          workflowType: RETENTION_WORKFLOW,
          workflowId: RETENTION_SCHEDULE,
          taskQueue: MAIN_QUEUE,
          args: [],
        },
      }),
    );
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return;
    throw error;
  }
}
