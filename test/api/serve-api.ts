/** The API on a port of its own, for the sandbox to send real webhooks to. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { Sandbox } from '../../dev/sandbox/sandbox.ts';
import type { Api } from './client.ts';

/** Returns its address, and makes the sandbox send all of its webhooks there. */
export async function serveApi({ deps }: Api, sandbox: Sandbox): Promise<string> {
  let app: ReturnType<typeof createApp> | null = null;
  const fetch = (request: Request) => app?.fetch(request) ?? new Response(null, { status: 503 });
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  afterAll(() => {
    server.close();
  });
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = createApp({ ...deps, publicUrl });
  sandbox.webhooks.resend = {
    url: `${publicUrl}/webhooks/resend`,
    secret: sandbox.credentials.resendWebhookSecret,
  };
  sandbox.webhooks.twilioInbound = `${publicUrl}/webhooks/twilio/inbound`;
  sandbox.webhooks.sinchInbound = `${publicUrl}/webhooks/sinch`;
  return publicUrl;
}
