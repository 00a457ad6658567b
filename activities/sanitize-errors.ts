/** Keeps personal data out of the errors that activities report to Temporal. */

import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import { redactError } from '../channels/redact-error.ts';
import { WismrError } from '../domain/error.ts';

type Activities = Readonly<Record<string, (request: never) => Promise<unknown>>>;

/** Logs unexpected errors in full, and rethrows them without messages that may name a customer. */
export function sanitizeErrors<Given extends object>(activities: Given, log: Logger): Given {
  const entries = Object.entries(activities as unknown as Activities);
  return Object.fromEntries(
    entries.map(([name, run]) => [
      name,
      async (request: never) => {
        try {
          return await run(request);
        } catch (error) {
          if (error instanceof TemporalFailure) throw error;
          log.error({ err: error, activity: name }, 'activity failed; Temporal retries it');
          throw sanitizedFailure(error);
        }
      },
    ]),
  ) as Given;
}

/** Errors of databases and parsers repeat their input. Our own errors contain only ids. */
export function sanitizedFailure(error: unknown): ApplicationFailure {
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: WITHHELD });
  const { name, stack = '' } = error;
  const message = safeMessageOf(error);
  const failure = ApplicationFailure.create({ type: name, message });
  // The stack's first lines repeat the message: keep the frames only.
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  failure.stack = [`${name}: ${message}`, ...frames].join('\n');
  return failure;
}

function safeMessageOf(error: Error): string {
  if (error instanceof WismrError) return error.message;
  if (error.constructor === Error) return redactError(error.message);
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code}: ${WITHHELD}`;
}

const WITHHELD = 'see the worker’s log for the message';
