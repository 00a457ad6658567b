/** A proxy before Postgres, which counts what one program sends through it. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface RoundTrips {
  /** How often the program waited for an answer. */
  readonly roundTrips: number;
  readonly statements: number;
  /** A statement outside of a transaction counts as one. */
  readonly transactions: number;
}

export interface CountingProxy {
  /** The address of the database by way of the proxy. */
  readonly url: string;
  /** Since the last call. */
  take(): RoundTrips;
  stop(): void;
}

export async function startCountingProxy(databaseUrl: string): Promise<CountingProxy> {
  const target = new URL(databaseUrl);
  let counts = { roundTrips: 0, statements: 0, transactions: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    // Statements without an answer. One that is sent while there are others waits with them.
    let unanswered = 0;
    const countSent = readMessages((type) => {
      if (type !== SYNC && type !== QUERY) return;
      if (unanswered === 0) counts.roundTrips += 1;
      unanswered += 1;
    }, STARTUP);
    client.on('data', countSent);
    const countAnswers = readMessages((type, text) => {
      if (type === READY_FOR_QUERY) unanswered = Math.max(0, unanswered - 1);
      if (type === COMMAND_COMPLETE && !/^(BEGIN|COMMIT)/.test(text)) counts.statements += 1;
      if (type === READY_FOR_QUERY && text === IDLE) counts.transactions += 1;
    });
    upstream.on('data', countAnswers);
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    take: () => {
      const taken = counts;
      counts = { roundTrips: 0, statements: 0, transactions: 0 };
      return taken;
    },
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const COMMAND_COMPLETE = 'C'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
/** A simple query: `begin` is one. */
const QUERY = 'Q'.charCodeAt(0);
/** A client's first message has no type. */
const STARTUP = { isTyped: false };
/** No transaction is open. */
const IDLE = 'I';

/** Reads Postgres's messages: https://www.postgresql.org/docs/current/protocol-message-formats.html. */
function readMessages(
  onMessage: (type: number, text: string) => void,
  first = { isTyped: true },
): (chunk: Buffer) => void {
  // As if the first message had a type.
  let rest: Buffer = Buffer.alloc(first.isTyped ? 0 : 1);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5) {
      const end = 1 + rest.readUInt32BE(1);
      if (rest.length < end) return;
      onMessage(rest[0] ?? 0, rest.toString('latin1', 5, Math.min(end, 20)));
      rest = rest.subarray(end);
    }
  };
}
