import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Config } from '../config.ts';

type TemporalConfig = Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TLS'>;

/** The two connections that a worker process needs: one to poll by, one to call by. */
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
