/** A timer that is kept while it is early enough: a needless turn costs less than a new timer. */

import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

interface Started {
  readonly due: number;
  readonly scope: CancellationScope;
  isOver: boolean;
}

export class EarlyTimer {
  #started: Started | null = null;

  /** When it is due, epoch milliseconds: at the latest when it was last set to. Null: not set. */
  get due(): number | null {
    return this.#started?.due ?? null;
  }

  /** Whether it has fired since it was set. */
  get isOver(): boolean {
    return this.#started?.isOver === true;
  }

  /** `due`: null, or a time that is past, ends the timer. `summary` is for the Temporal UI. */
  set(due: number | null, summary: () => string): void {
    const known = this.#started;
    if (known && due !== null && known.due <= due && !known.isOver) return;
    known?.scope.cancel();
    this.#started = due === null || due <= Date.now() ? null : start(due, summary());
  }
}

function start(due: number, summary: string): Started {
  const started: Started = { due, scope: new CancellationScope(), isOver: false };
  void started.scope
    .run(() => sleep(due - Date.now(), { summary: summary.slice(0, 200) }))
    .catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    })
    .then(() => {
      started.isOver = true;
    });
  return started;
}
