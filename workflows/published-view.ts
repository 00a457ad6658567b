/** What a journey shows of itself in the Temporal UI. */

import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { JourneyView } from '../domain/journey/machine.ts';
import { SEARCH_ATTRIBUTE_KEYS as KEYS } from './messages.ts';

/** Remembers what is shown: each write of search attributes adds a history event. */
export class PublishedView {
  #shown = '';

  /** `due`: when the journey's timer fires, epoch milliseconds. */
  publish({ status, trackingNumbers, carriers, details }: JourneyView, due: number | null): void {
    setCurrentDetails(details);
    const wanted = JSON.stringify([status, trackingNumbers, carriers, due]);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    upsertSearchAttributes([
      { key: KEYS.status, value: status },
      { key: KEYS.trackingNumbers, value: trackingNumbers.slice(0, 20) },
      { key: KEYS.carriers, value: carriers.slice(0, 20) },
      { key: KEYS.nextDue, value: due === null ? null : new Date(due) },
    ]);
  }
}
