import { readEscalations, readMessages } from './report.ts';
import type { Demo } from './set-up.ts';
import type { ExpectedJourney } from './story.ts';

/** Logs each message and each escalation when it appears. Returns a function that stops this. */
export function narrate(
  { sql, shop }: Pick<Demo, 'sql' | 'shop'>,
  journeys: readonly ExpectedJourney[],
  log: (line: string) => void,
) {
  const logged = new Set<string>();
  let reading = false;
  const timer = setInterval(async () => {
    if (reading) return;
    reading = true;
    const lines = await readMessages(sql, shop.id, journeys).catch(() => []);
    for (const { journey, message, channel, shipment, decision, outcome } of lines) {
      if (decision === 'send' && !['accepted', 'refused', 'unknown', 'stale'].includes(outcome))
        continue;
      const words = `  ← ${journey}: ${message} by ${channel}${shipment ? ` (${shipment})` : ''}: ${outcome || decision}`;
      if (logged.has(words)) continue;
      logged.add(words);
      log(words);
    }
    for (const { journey, expectation, team, state } of await readEscalations(sql, shop.id).catch(
      () => [],
    )) {
      const words = `  ! ${journey}: escalation about ${expectation} for ${team.replace('_', ' ')}: ${state}`;
      if (logged.has(words)) continue;
      logged.add(words);
      log(words);
    }
    reading = false;
  }, 150);
  // The timer must not keep the process alive when the demo ends.
  timer.unref();
  return () => clearInterval(timer);
}
