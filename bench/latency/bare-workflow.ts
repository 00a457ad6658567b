/** What Temporal alone needs: a workflow that runs one empty activity for each signal. */

import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

export interface BareActivities {
  arrive(id: string): Promise<void>;
}

export const bareSignal = defineSignal<[id: string]>('bare');

const { arrive } = proxyActivities<BareActivities>({
  taskQueue: 'bare-activities',
  startToCloseTimeout: '10s',
});

export async function bareJourney(): Promise<void> {
  const unread: string[] = [];
  setHandler(bareSignal, (id) => {
    unread.push(id);
  });
  for (;;) {
    await condition(() => unread.length > 0);
    for (const id of unread.splice(0)) await arrive(id);
  }
}
