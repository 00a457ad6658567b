/** Messages of one kind of reader by one channel leave one after the other. */

import { condition } from '@temporalio/workflow';

/** Longer than a provider takes, and shorter than a person who waits for an answer. */
const PATIENCE_MS = 60_000;
/** A timer that fires this late had no worker that could have sent the message before it, either. */
const AWAY_MS = 5_000;

/** A message's turn in its lane. */
export interface Turn {
  isOver: boolean;
}

/**
 * Resolves when the message before has an outcome, or has had its chance: a message that does not go
 * out (a broken template, quiet hours, a refusing provider) holds up the next one only for a while.
 */
export async function waitForTurn(before: Turn, summary: string): Promise<void> {
  while (!before.isOver) {
    const until = Date.now() + PATIENCE_MS;
    await condition(() => before.isOver, PATIENCE_MS, { summary });
    if (Date.now() - until < AWAY_MS) return;
  }
}
