import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { WismrError } from '../domain/error.ts';

type TemporalConfig = Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TLS'>;

/** The connections of a worker process: one for polling task queues, one for calls. */
export interface TemporalConnections {
  readonly connection: Connection;
  readonly native: NativeConnection;
  close(): Promise<void>;
}

const CONNECT_WITHIN_MS = 5_000;
const RETRY_MS = 5_000;
/** gRPC waits up to two minutes by default, and uses a server that is back that much later. */
const RECONNECT_AFTER_MS = { first: 200, most: 2_000 };

/** Connects as soon as Temporal answers. Until then, writes a log line every few seconds. */
export async function waitForTemporal(
  config: TemporalConfig,
  log: Logger,
): Promise<TemporalConnections> {
  for (;;) {
    const retryAt = Date.now() + RETRY_MS;
    try {
      return await connectTemporal(config);
    } catch (error) {
      if (!(error instanceof WismrError)) throw error;
      log.warn(`${error.message}. Trying again`);
      await sleep(Math.max(0, retryAt - Date.now()));
    }
  }
}

async function connectTemporal(config: TemporalConfig): Promise<TemporalConnections> {
  const connection = await connectClient(config);
  try {
    const native = await NativeConnection.connect(optionsOf(config));
    return {
      connection,
      native,
      close: async () => {
        await native.close();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw noAnswer(config, error);
  }
}

/**
 * Opens a connection for calls. Throws `unavailable` with a one-line message if the server does not
 * answer.
 */
export async function connectClient(config: TemporalConfig): Promise<Connection> {
  try {
    return await Connection.connect({
      ...optionsOf(config),
      connectTimeout: CONNECT_WITHIN_MS,
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': RECONNECT_AFTER_MS.first,
        'grpc.max_reconnect_backoff_ms': RECONNECT_AFTER_MS.most,
      },
    });
  } catch (error) {
    throw noAnswer(config, error);
  }
}

function noAnswer({ TEMPORAL_ADDRESS }: TemporalConfig, error: unknown): WismrError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  const advice = 'start it, or correct TEMPORAL_ADDRESS';
  const message = `Temporal does not answer at ${TEMPORAL_ADDRESS} (${reason}): ${advice}`;
  return new WismrError('unavailable', message);
}

function optionsOf({ TEMPORAL_ADDRESS, TEMPORAL_API_KEY, TEMPORAL_TLS }: TemporalConfig) {
  return {
    address: TEMPORAL_ADDRESS,
    ...(TEMPORAL_API_KEY ? { apiKey: TEMPORAL_API_KEY } : {}),
    tls: TEMPORAL_TLS === 'true',
  };
}
