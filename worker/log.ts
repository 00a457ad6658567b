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

/** What Temporal's SDK has to say, in the process's own log. Its everyday news are for debugging. */
export function runtimeLogging(log: Logger): Pick<RuntimeOptions, 'logger' | 'telemetryOptions'> {
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
  return {
    logger: temporalLogger(log),
    // The SDK's native part would write to the console by itself.
    telemetryOptions: { logging: { filter, forward: {} } },
  };
}

function temporalLogger(log: Logger): TemporalLogger {
  return new DefaultLogger('DEBUG', ({ level, message, meta }) => {
    // The workers of the providers' queues have activities only, and are meant to.
    if (message.startsWith('No workflows registered')) return;
    // A last courtesy of a worker that has finished: its connection may be closed by then.
    if (message.startsWith('shutdown_worker rpc errored')) return;
    log[LEVELS[level]]({ ...meta }, message);
  });
}
