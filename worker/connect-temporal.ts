import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Config } from '../config.ts';

type TemporalConfig = Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TLS'>;

/** The two connections of a worker process: one for its workers, one for its client. */
export async function connectTemporal(config: TemporalConfig) {
  const options = {
    address: config.TEMPORAL_ADDRESS,
    ...(config.TEMPORAL_API_KEY ? { apiKey: config.TEMPORAL_API_KEY } : {}),
    tls: config.TEMPORAL_TLS === 'true',
  };
  const connection = await Connection.connect(options);
  const native = await NativeConnection.connect(options);
  return {
    connection,
    native,
    close: async () => {
      await native.close();
      await connection.close();
    },
  };
}
