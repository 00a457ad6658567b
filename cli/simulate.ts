/** `wismr simulate`: prints every decision about a journey in a file. */

import { readFileSync } from 'node:fs';
import { text as readStream } from 'node:stream/consumers';
import { simulate } from '../domain/journey/simulate.ts';
import type { SimulationLine } from '../domain/journey/simulation-line.ts';
import { machineOf } from '../domain/journeys.ts';
import { type Command, JSON_OPTION, textOption } from './command.ts';
import { instant } from './event-schema.ts';
import { type JourneyFile, readJourneyFile } from './journey-file.ts';
import { lineInWords } from './simulation-words.ts';

export const simulateCommand: Command = {
  usage: 'simulate <file>',
  summary: 'Print what wismr decides about a journey: docs/simulate.md.',
  options: {
    json: JSON_OPTION,
    until: { value: '<time>', summary: 'Continue to this time, such as 2026-12-24T12:00:00Z.' },
  },
  run: async (call) => {
    const { options, print, fail } = call;
    const [file = ''] = call.args;
    const text = file === '-' ? await readStream(process.stdin) : readFileSync(file, 'utf8');
    const read = readJourneyFile(text);
    if (!read.ok) {
      for (const { pointer, detail } of read.faults) fail(`${file}#${pointer}: ${detail}`);
      return 2;
    }
    const written = textOption(call, 'until');
    const until = written === undefined ? undefined : instant.safeParse(written).data;
    const end = read.journey.events.at(-1)?.at ?? 0;
    if (written !== undefined && (until === undefined || until < end)) {
      fail(`--until ${written}: must be a time such as 2026-12-24T12:00:00Z, after the last event`);
      return 2;
    }
    const lines = linesOf(read.journey, until);
    if (options['json']) print(JSON.stringify(lines, null, 2));
    else for (const line of lines) print(lineInWords(line));
    return 0;
  },
};

export function linesOf(
  { journeyId, kind, events }: JourneyFile,
  until?: number,
): readonly SimulationLine[] {
  const input = { journeyId, events, ...(until === undefined ? {} : { until }) };
  return simulate(machineOf(kind), input).lines;
}
