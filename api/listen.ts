/** Node's HTTP server with limits on connections that are slow, large or too many. */

import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';

export interface ConnectionLimits {
  /** How long the headers of a request may take to arrive. */
  readonly headersMs: number;
  /** How long the whole request may take, its headers included. */
  readonly requestMs: number;
  /** How often Node.js looks for requests that are too slow. */
  readonly checkMs: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveMs: number;
  /** How long a connection may stand still, also while it takes an answer. */
  readonly silenceMs: number;
  /** Bytes of the first line and all headers. */
  readonly headerBytes: number;
  readonly headers: number;
  /** Of all connections at once. Further ones are closed at once. */
  readonly connections: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkMs: 5_000,
  // Longer than a load balancer keeps an idle connection: 60 s at AWS and nginx. Otherwise it sends
  // requests over connections that are just closing.
  keepAliveMs: 75_000,
  silenceMs: 120_000,
  headerBytes: 16 * 1024,
  headers: 100,
  connections: 2_000,
};

export interface ListenOptions {
  readonly fetch: (request: Request, env: object) => Response | Promise<Response>;
  readonly hostname: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly limits?: Partial<ConnectionLimits>;
}

/** Starts to listen. Resolves when the port is open. */
export async function listen({ fetch, hostname, port, limits = {} }: ListenOptions) {
  const set = { ...CONNECTION_LIMITS, ...limits };
  const server = createAdaptorServer({
    fetch,
    hostname,
    serverOptions: {
      headersTimeout: set.headersMs,
      requestTimeout: set.requestMs,
      connectionsCheckingInterval: set.checkMs,
      keepAliveTimeout: set.keepAliveMs,
      maxHeaderSize: set.headerBytes,
    },
  }) as Server;
  server.maxHeadersCount = set.headers;
  server.maxConnections = set.connections;
  server.setTimeout(set.silenceMs);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  return server;
}
