/** Writes example journeys as files for `wismr simulate`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { iso8601 } from '../../domain/time.ts';
import type { ModelJourney } from './journey.ts';
import { aboutIt, type JudgedJourney } from './measure.ts';

/** One journey for each kind of needless message and escalation, and for each that is not caught. */
export class ExampleWriter {
  readonly #folder: string;
  readonly #written = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  write(judged: JudgedJourney): void {
    for (const name of namesOf(judged)) {
      if (this.#written.has(name)) continue;
      this.#written.add(name);
      const file = join(this.#folder, `${name}.json`);
      writeFileSync(file, journeyFile(judged.journey));
      console.log(`${file}: simulate --until ${iso8601(judged.journey.until)}`);
    }
  }
}

function namesOf(judged: JudgedJourney): readonly string[] {
  const { journey, messages, escalations, notices } = judged;
  const { kind, truth } = journey;
  if (truth.wrong) return aboutIt(judged).afterMs === null ? [`${kind}-not-caught`] : [];
  return [
    ...messages.map((message) => `${kind}-${message.kind}-${message.fault}`),
    ...escalations.map(({ expectation }) => `${kind}-escalation-${expectation}`),
    ...(notices > 0 ? [`${kind}-notice`] : []),
  ];
}

/** docs/simulate.md describes the format. */
export function journeyFile({ journeyId, events }: ModelJourney): string {
  const set = events.find(({ body }) => body.kind === 'policy_set')?.body;
  const calendar = set?.kind === 'policy_set' ? set.calendar : {};
  const written = events.flatMap(({ at, body }) =>
    body.kind === 'policy_set' ? [] : [{ at: iso8601(at), event: body }],
  );
  const file = { journey: journeyId, calendar, events: written };
  return `${JSON.stringify(file, null, 2)}\n`;
}
