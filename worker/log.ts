import {
  DefaultLogger,
  makeTelemetryFilterString,
  type RuntimeOptions,
  type Logger as TemporalLogger,
} from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
} as const;

/** Writes the Temporal SDK's log to the process's own log, and lowers its `info` to `debug`. */
export function runtimeLogging(log: Logger): Pick<RuntimeOptions, 'logger' | 'telemetryOptions'> {
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
  return {
    logger: temporalLogger(log),
    // Without this the SDK's native part writes to the console.
    telemetryOptions: { logging: { filter, forward: {} } },
  };
}

function temporalLogger(log: Logger): TemporalLogger {
  return new DefaultLogger('DEBUG', ({ level, message, meta }) => {
    // Intended: the workers of the email, SMS and poll queues have activities only.
    if (message.startsWith('No workflows registered')) return;
    // Harmless: a stopped worker reports its shutdown over a connection that may be closed.
    if (message.startsWith('shutdown_worker rpc errored')) return;
    log[LEVELS[level]]({ ...meta }, message);
  });
}
