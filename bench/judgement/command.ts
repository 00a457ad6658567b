/** `npm run bench -- judgement`: docs/judgement.md. */

import { ExampleWriter } from './examples.ts';
import { measureJudgement } from './measure.ts';
import { judgementTable } from './table.ts';

export interface JudgementOptions {
  readonly json: boolean;
  readonly journeys: number;
  readonly seed: number;
  /** A folder for example journeys. */
  readonly examples?: string | undefined;
}

export function benchJudgement({ json, journeys, seed, examples }: JudgementOptions): void {
  const writer = examples === undefined ? null : new ExampleWriter(examples);
  const judgement = measureJudgement({ journeys, seed }, (judged) => writer?.write(judged));
  console.log(json ? JSON.stringify(judgement) : judgementTable(judgement));
}
