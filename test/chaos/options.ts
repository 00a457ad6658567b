/** The options of a chaos run, from the command line. */

import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly journeys: number;
  readonly kills: number;
  readonly seed: number;
  readonly workers: number;
  /** How long the journeys take to begin, at least. */
  readonly minutes: number;
  /** Prints the figures as one line of JSON, the last. */
  readonly json: boolean;
}

export const USAGE = `npm run test:chaos -- [--journeys N] [--kills K] [--seed S] [--workers W] [--minutes M] [--json]`;

const DEFAULTS = { journeys: 40, kills: 10, seed: 1, workers: 2, minutes: 0 } as const;

/** Returns what is wrong as text. */
export function readOptions(args: readonly string[]): ChaosOptions | string {
  try {
    const number = { type: 'string' } as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        journeys: number,
        kills: number,
        seed: number,
        workers: number,
        minutes: number,
        json: { type: 'boolean', default: false },
      },
    });
    const read = (name: keyof typeof DEFAULTS): number => {
      const value = Number(values[name] ?? DEFAULTS[name]);
      if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number`);
      return value;
    };
    return {
      journeys: read('journeys'),
      kills: read('kills'),
      seed: read('seed'),
      workers: Math.max(1, read('workers')),
      minutes: read('minutes'),
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
