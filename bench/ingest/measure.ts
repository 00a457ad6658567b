/** How many webhooks the API takes, beside a server that only inserts their bodies. */

import { Agent } from 'node:http';
import { connect } from '../../db/connect.ts';
import type { RoundTrips } from './count-round-trips.ts';
import { postgresCpuMs, serverCpuMs } from './cpu-time.ts';
import { type Load, type LoadRequest, type Measured, measureLoad, post } from './load.ts';
import { type IngestServers, startServers } from './servers.ts';
import { createWebhooks, registerParcels, WEBHOOK_PATH } from './webhooks.ts';

export interface IngestOptions {
  /** How long each measurement takes. */
  readonly seconds: number;
  readonly connections: readonly number[];
}

/** With the processor time per request, in milliseconds. */
export interface Cost extends Measured {
  readonly serverCpuMs: number;
  readonly postgresCpuMs: number;
}

export interface IngestRow {
  readonly connections: number;
  readonly wismr: Cost;
  /** Hono with one insert. */
  readonly bare: Cost;
  /** The same by the project's pool over the driver, instead of the driver's own. */
  readonly pool: Cost;
  /** wismr's webhooks per second, divided by the bare server's. */
  readonly ratio: number;
  readonly p99Ratio: number;
  /** The processor time per webhook, divided by that of the bare server. */
  readonly cpuRatio: number;
  /** The inserts per second of the project's pool, divided by those of the driver's. */
  readonly poolRatio: number;
}

export interface Ingest {
  readonly rows: readonly IngestRow[];
  /** On average per webhook, one after the other. */
  readonly perWebhook: RoundTrips;
}

/** So that code and statements are compiled before the first measurement. */
const WARM_UP = { connections: 8, seconds: 2 };
const MADE_AHEAD = 15_000;
const COUNTED = 200;

export async function measureIngest({ seconds, connections }: IngestOptions): Promise<Ingest> {
  const servers = await startServers();
  try {
    const sql = connect(servers.databaseUrl, { max: 2 });
    await registerParcels(sql, servers);
    await sql.end();
    const made = madeAhead(createWebhooks(), MADE_AHEAD);
    const bare = { url: servers.bareUrl + WEBHOOK_PATH, next: replay(made) };
    const pool = { url: `${servers.bareUrl}/pool${WEBHOOK_PATH}`, next: replay(made) };
    const wismr = { url: servers.apiUrl + WEBHOOK_PATH, next: replay(made) };
    for (const target of [bare, pool, wismr]) await measureLoad({ ...target, ...WARM_UP });
    const rows: IngestRow[] = [];
    for (const count of connections) {
      const load = { connections: count, seconds };
      const measured = {
        bare: await measureCost(servers, { ...bare, ...load }),
        pool: await measureCost(servers, { ...pool, ...load }),
        wismr: await measureCost(servers, { ...wismr, ...load }),
      };
      rows.push({
        connections: count,
        ...measured,
        ratio: measured.wismr.perSecond / measured.bare.perSecond,
        p99Ratio: measured.wismr.p99 / measured.bare.p99,
        cpuRatio: cpuOf(measured.wismr) / cpuOf(measured.bare),
        poolRatio: measured.pool.perSecond / measured.bare.perSecond,
      });
    }
    return { rows, perWebhook: await countPerWebhook(servers, wismr.next) };
  } finally {
    await servers.stop();
  }
}

async function measureCost({ dataDir }: IngestServers, load: Load): Promise<Cost> {
  const { port } = new URL(load.url);
  const before = { server: serverCpuMs(port), postgres: postgresCpuMs(dataDir) };
  const measured = await measureLoad(load);
  return {
    ...measured,
    serverCpuMs: (serverCpuMs(port) - before.server) / measured.requests,
    postgresCpuMs: (postgresCpuMs(dataDir) - before.postgres) / measured.requests,
  };
}

function cpuOf({ serverCpuMs, postgresCpuMs }: Cost): number {
  return serverCpuMs + postgresCpuMs;
}

/** Makes webhooks before they are needed, so that the measured time has little of it. */
function madeAhead(make: () => LoadRequest, count: number): (index: number) => LoadRequest {
  const made = Array.from({ length: count }, make);
  return (index) => {
    while (made.length <= index) made.push(make());
    return made[index] ?? make();
  };
}

function replay(made: (index: number) => LoadRequest): () => LoadRequest {
  let index = 0;
  return () => made(index++);
}

async function countPerWebhook(
  { countedUrl, proxy }: IngestServers,
  next: () => LoadRequest,
): Promise<RoundTrips> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = async () => {
    for (let sent = 0; sent < COUNTED; sent += 1) {
      await post(agent, countedUrl + WEBHOOK_PATH, next());
    }
  };
  // The first ones also prepare the statements.
  await send();
  proxy.take();
  await send();
  const { roundTrips, statements, transactions } = proxy.take();
  agent.destroy();
  return {
    roundTrips: roundTrips / COUNTED,
    statements: statements / COUNTED,
    transactions: transactions / COUNTED,
  };
}
