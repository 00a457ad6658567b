/** Activities whose failures may be kept in Temporal: no error brings a customer's data along. */

import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import { redactError } from '../channels/redact-error.ts';
import { WismrError } from '../domain/error.ts';

type Activities = Readonly<Record<string, (request: never) => Promise<unknown>>>;

/** The same activities. What they throw unexpectedly is logged here, and told without its words. */
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
          log.error({ err: error, activity: name }, 'an activity failed; it is tried again');
          throw sanitizedFailure(error);
        }
      },
    ]),
  ) as Given;
}

/** Databases and parsers repeat what they were given; what we throw ourselves names ids alone. */
export function sanitizedFailure(error: unknown): ApplicationFailure {
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: WITHHELD });
  const { name, stack = '' } = error;
  const message = safeMessageOf(error);
  const failure = ApplicationFailure.create({ type: name, message });
  // Where it was thrown; the lines before that repeat the message.
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

const WITHHELD = 'its words are in the worker’s log';
