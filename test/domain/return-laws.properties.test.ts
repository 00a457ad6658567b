import { test } from 'vitest';
import { returnMachine } from '../../domain/return/index.ts';
import { assertLaws } from './laws.ts';
import { RETURN_LAWS, returnRuns } from './return-histories.ts';

test('the laws hold whatever happens to a return', () => {
  assertLaws(returnMachine, returnRuns, RETURN_LAWS);
});
