import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Config } from '../config.ts';
import { WismrError } from '../domain/error.ts';

type TemporalConfig = Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TLS'>;

/**
 * Opens the two connections of a worker process: one for polling task queues, one for calls. Throws
 * `unavailable` with a one-line message if the server does not answer.
 */
export async function connectTemporal(config: TemporalConfig) {
  const connection = await connectClient(config);
  const native = await NativeConnection.connect(optionsOf(config));
  return {
    connection,
    native,
    close: async () => {
      await native.close();
      await connection.close();
    },
  };
}

/** Opens a connection for calls. Throws as `connectTemporal` does. */
export function connectClient(config: TemporalConfig): Promise<Connection> {
  const options = optionsOf(config);
  return Connection.connect(options).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const advice = 'start it, or correct TEMPORAL_ADDRESS';
    const message = `Temporal does not answer at ${options.address} (${reason}): ${advice}`;
    throw new WismrError('unavailable', message);
  });
}

function optionsOf({ TEMPORAL_ADDRESS, TEMPORAL_API_KEY, TEMPORAL_TLS }: TemporalConfig) {
  return {
    address: TEMPORAL_ADDRESS,
    ...(TEMPORAL_API_KEY ? { apiKey: TEMPORAL_API_KEY } : {}),
    tls: TEMPORAL_TLS === 'true',
  };
}
