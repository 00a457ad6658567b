/**
 * Fake tracking APIs of UPS, FedEx, USPS and DHL on one local port, with their formats and failures:
 * expired tokens, quotas, errors, no response.
 */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { dhlAnswer, fedexAnswer, upsAnswer, uspsAnswer } from './carrier-bodies.ts';
import type { FakeScan } from './fake-scan.ts';

export interface ApiCall {
  readonly path: string;
  /** The tracking numbers in the request; empty for a token request. */
  readonly numbers: readonly string[];
}

/** The response that a call gets instead of the regular one. */
export interface ApiFault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds to wait before the response. */
  readonly delayMs?: number;
}

export interface CarrierApis {
  /** The origin, without a slash at the end. */
  readonly url: string;
  /** The scans of each tracking number. Other numbers are not found. */
  readonly parcels: Map<string, readonly FakeScan[]>;
  /** The next calls about tracking numbers get these faults, in turn. */
  readonly faults: ApiFault[];
  /** The next token requests get these faults, in turn. */
  readonly tokenFaults: ApiFault[];
  /** All calls, oldest first. */
  readonly calls: ApiCall[];
  /** The lifetime of new tokens, in seconds. */
  tokenSeconds: number;
  /** The largest number of simultaneous calls about one tracking number. */
  maxConcurrentCalls(): number;
  /** Refuses all tokens issued so far. */
  revokeTokens(): void;
  tokensGiven(): number;
  stop(): Promise<void>;
}

/** The credentials that the fake accepts, by carrier. */
export const FAKE_CREDENTIALS = {
  ups: { clientId: 'ups-client', clientSecret: 'ups-secret-1234' },
  fedex: { clientId: 'fedex-client', clientSecret: 'fedex-secret-1234' },
  usps: { clientId: 'usps-client', clientSecret: 'usps-secret-1234' },
  dhl_unified: { apiKey: 'dhl-key-1234' },
} as const;

export async function startCarrierApis(): Promise<CarrierApis> {
  const { state, active } = { state: newState(), active: new Map<string, number>() };
  let maxConcurrentCalls = 0;

  /** Answers a call about tracking numbers: with the next fault, otherwise with `make`. */
  async function answer(
    c: Context,
    numbers: readonly string[],
    make: () => Response,
  ): Promise<Response> {
    state.calls.push({ path: c.req.path, numbers });
    for (const number of numbers) {
      active.set(number, (active.get(number) ?? 0) + 1);
      maxConcurrentCalls = Math.max(maxConcurrentCalls, active.get(number) ?? 0);
    }
    const fault = state.faults.shift();
    await sleep(fault?.delayMs ?? 1);
    for (const number of numbers) active.set(number, (active.get(number) ?? 1) - 1);
    return fault ? broken(fault) : make();
  }

  const app = new Hono();
  app.route('/', tokenRoutes(state));
  const scansOf = (number: string) => state.parcels.get(number) ?? null;
  const isKnown = (c: Context) =>
    state.tokens.has((c.req.header('authorization') ?? '').replace(/^Bearer /, ''));

  app.get('/api/track/v1/details/:number', (c) => {
    const number = c.req.param('number');
    return answer(c, [number], () => {
      if (!isKnown(c)) return c.json(UPS_REFUSED, 401);
      return c.json(upsAnswer(number, scansOf(number)));
    });
  });

  app.post('/track/v1/trackingnumbers', async (c) => {
    const { trackingInfo } = await c.req.json<FedexQuestion>();
    const numbers = trackingInfo.map(({ trackingNumberInfo }) => trackingNumberInfo.trackingNumber);
    return answer(c, numbers, () => {
      if (!isKnown(c)) return c.json(FEDEX_REFUSED, 401);
      return c.json(fedexAnswer(numbers.map((number) => [number, scansOf(number)] as const)));
    });
  });

  app.get('/tracking/v3/tracking/:number', (c) => {
    const number = c.req.param('number');
    return answer(c, [number], () => {
      if (!isKnown(c)) return c.json(USPS_REFUSED, 401);
      const { status, body } = uspsAnswer(number, scansOf(number));
      return c.json(body, status);
    });
  });

  app.get('/track/shipments', (c) => {
    const number = c.req.query('trackingNumber') ?? '';
    return answer(c, [number], () => {
      if (c.req.header('dhl-api-key') !== FAKE_CREDENTIALS.dhl_unified.apiKey) {
        return c.json({ status: 401, title: 'Unauthorized', detail: 'Unauthorized' }, 401);
      }
      const { status, body } = dhlAnswer(number, scansOf(number));
      return c.json(body, status);
    });
  });

  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    maxConcurrentCalls: () => maxConcurrentCalls,
    revokeTokens: () => state.tokens.clear(),
    tokensGiven: () => state.given,
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  });
}

interface FedexQuestion {
  readonly trackingInfo: readonly {
    readonly trackingNumberInfo: { readonly trackingNumber: string };
  }[];
}

interface State {
  readonly parcels: Map<string, readonly FakeScan[]>;
  readonly faults: ApiFault[];
  readonly tokenFaults: ApiFault[];
  readonly calls: ApiCall[];
  readonly tokens: Set<string>;
  tokenSeconds: number;
  given: number;
}

function newState(): State {
  return {
    parcels: new Map(),
    faults: [],
    tokenFaults: [],
    calls: [],
    tokens: new Set(),
    tokenSeconds: 3_600,
    given: 0,
  };
}

/** Each carrier accepts the client's credentials in its own way. */
function tokenRoutes(state: State): Hono {
  const app = new Hono();
  async function give(c: Context, isRight: boolean, refused: object): Promise<Response> {
    state.calls.push({ path: c.req.path, numbers: [] });
    const fault = state.tokenFaults.shift();
    await sleep(fault?.delayMs ?? 1);
    if (fault) return broken(fault);
    if (!isRight) return c.json(refused, 401);
    state.given += 1;
    const token = `token-${state.given}-of-the-fake`;
    state.tokens.add(token);
    // UPS and USPS send the number as a string.
    return c.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: `${state.tokenSeconds}`,
    });
  }

  app.post('/security/v1/oauth/token', (c) => {
    const { clientId, clientSecret } = FAKE_CREDENTIALS.ups;
    const wanted = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    return give(c, c.req.header('authorization') === wanted, UPS_REFUSED);
  });
  app.post('/oauth/token', async (c) => {
    const form = await c.req.parseBody();
    const { clientId, clientSecret } = FAKE_CREDENTIALS.fedex;
    const isRight = form['client_id'] === clientId && form['client_secret'] === clientSecret;
    return give(c, isRight && form['grant_type'] === 'client_credentials', FEDEX_REFUSED);
  });
  app.post('/oauth2/v3/token', async (c) => {
    const body = await c.req.json<Record<string, string>>();
    const { clientId, clientSecret } = FAKE_CREDENTIALS.usps;
    const isRight = body['client_id'] === clientId && body['client_secret'] === clientSecret;
    return give(c, isRight, { error: 'invalid_client', error_description: 'unknown client' });
  });
  return app;
}

const UPS_REFUSED = {
  response: { errors: [{ code: '250002', message: 'Invalid Authentication Information.' }] },
};
const FEDEX_REFUSED = {
  transactionId: '624deea6',
  errors: [{ code: 'NOT.AUTHORIZED.ERROR', message: 'Access token expired or not authorized.' }],
};
const USPS_REFUSED = {
  apiVersion: '/tracking/v3',
  error: { code: '401', message: 'The access token is invalid or has expired.', errors: [] },
};

function broken({ status, headers = {}, body = '' }: ApiFault): Response {
  return new Response(body, { status, headers });
}
