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

test('an error that may repeat customer data loses its message and keeps its stack', async () => {
  const failure = await failureOf(() => JSON.parse('Ottilie Quast'));
  expect(`${failure.message} ${failure.stack}`).not.toMatch(/ottilie|quast/i);
  expect(failure.message).toBe('SyntaxError: see the worker’s log for the message');
  expect(failure.stack).toContain('sanitize-errors.test.ts');
});

test('our own errors keep their message, without email addresses and phone numbers', async () => {
  const plain = await failureOf(() => {
    throw new Error('no message to ottilie@quast.example or +49 170 1234567');
  });
  expect(plain.message).toBe('no message to [address] or [number]');
  const known = await failureOf(() => {
    throw new WismrError('unavailable', 'CREDENTIALS_KEY is not set');
  });
  expect(known).toMatchObject({ type: 'WismrError', message: 'CREDENTIALS_KEY is not set' });
});

test('a Temporal failure is rethrown unchanged', async () => {
  const own = ApplicationFailure.create({ type: 'again', message: 'later', nextRetryDelay: 5_000 });
  expect(
    await failureOf(() => {
      throw own;
    }),
  ).toBe(own);
});
