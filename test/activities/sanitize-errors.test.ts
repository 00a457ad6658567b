import { ApplicationFailure } from '@temporalio/common';
import pino from 'pino';
import { expect, test } from 'vitest';
import { sanitizeErrors } from '../../activities/sanitize-errors.ts';
import { WismrError } from '../../domain/error.ts';

const log = pino({ level: 'silent' });

async function failureOf(throwing: () => unknown): Promise<ApplicationFailure> {
  const { run } = sanitizeErrors({ run: async () => throwing() }, log);
  const failure = await run().catch((error: unknown) => error);
  if (!(failure instanceof ApplicationFailure)) throw new Error(`not a failure: ${failure}`);
  return failure;
}

test('what a parser repeats of a customer does not enter Temporal, nor does the way to it get lost', async () => {
  const failure = await failureOf(() => JSON.parse('Ottilie Quast'));
  expect(`${failure.message} ${failure.stack}`).not.toMatch(/ottilie|quast/i);
  expect(failure.message).toBe('SyntaxError: its words are in the worker’s log');
  expect(failure.stack).toContain('guard.test.ts');
});

test('our own words do, without addresses and numbers', async () => {
  const plain = await failureOf(() => {
    throw new Error('no letter to ottilie@quast.example or +49 170 1234567');
  });
  expect(plain.message).toBe('no letter to [address] or [number]');
  const known = await failureOf(() => {
    throw new WismrError('unavailable', 'CREDENTIALS_KEY is not set');
  });
  expect(known).toMatchObject({ type: 'WismrError', message: 'CREDENTIALS_KEY is not set' });
});

test('what Temporal itself is told stays as it is', async () => {
  const own = ApplicationFailure.create({ type: 'again', message: 'later', nextRetryDelay: 5_000 });
  expect(
    await failureOf(() => {
      throw own;
    }),
  ).toBe(own);
});
