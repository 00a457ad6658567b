/** Sends requests over a number of kept-alive connections, and measures how long the answers take. */

import { Agent, request } from 'node:http';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** The next request; never the same one twice. */
  readonly next: () => LoadRequest;
}

export interface LoadRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Measured {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Throws if an answer is not 200. */
export async function measureLoad({ url, connections, seconds, next }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const start = performance.now();
  const until = start + seconds * 1_000;
  const client = async () => {
    for (let at = performance.now(); at < until; at = performance.now()) {
      await post(agent, url, next());
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const elapsedMs = performance.now() - start;
  agent.destroy();
  const sorted = latencies.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    requests: sorted.length,
    perSecond: (sorted.length / elapsedMs) * 1_000,
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}

export function post(agent: Agent, url: string, { body, headers }: LoadRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      agent,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    };
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} returned ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}
