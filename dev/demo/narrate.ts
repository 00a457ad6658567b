import { readCases, readLines } from './report.ts';
import type { Demo } from './set-up.ts';
import type { Chronicle } from './story.ts';

/** Says each decision and each outcome as it appears. Returns what ends it. */
export function narrate(
  { sql, shop }: Pick<Demo, 'sql' | 'shop'>,
  chronicles: readonly Chronicle[],
  say: (line: string) => void,
) {
  const said = new Set<string>();
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    const lines = await readLines(sql, shop.id, chronicles).catch(() => []);
    for (const { journey, message, channel, shipment, decision, outcome } of lines) {
      if (decision === 'send' && !['accepted', 'refused', 'unknown', 'stale'].includes(outcome))
        continue;
      const words = `  ← ${journey}: ${message} by ${channel}${shipment ? ` (${shipment})` : ''}: ${outcome || decision}`;
      if (said.has(words)) continue;
      said.add(words);
      say(words);
    }
    for (const { journey, awaited, team, state } of await readCases(sql, shop.id).catch(() => [])) {
      const words = `  ! ${journey}: case about ${awaited} for the ${team.replace('_', ' ')}: ${state}`;
      if (said.has(words)) continue;
      said.add(words);
      say(words);
    }
    looking = false;
  }, 150);
  // Whatever becomes of the demo, this does not keep it alive.
  timer.unref();
  return () => clearInterval(timer);
}
