import pino, { type Logger } from 'pino';
import { findAdapter, listAdapters } from '../carriers/index.ts';
import { connectEmail } from '../channels/connect-email.ts';
import { createRefusalCounter } from '../commands/count-refusals.ts';
import { createWebhookCounter } from '../commands/count-webhooks.ts';
import { createAccountMailer } from '../commands/send-account-email.ts';
import { allowsPasskeys } from '../commands/sign-in/auth-options.ts';
import { createAuth, type SignIn } from '../commands/sign-in/create-auth.ts';
import {
  type Config,
  exitAtStart,
  notifiesOperators,
  oidcSettings,
  rateLimitSettings,
  readConfig,
} from '../config.ts';
import { connect, type Sql } from '../db/connect.ts';
import { createEncryption } from '../db/encryption.ts';
import { migrate } from '../db/migrate.ts';
import { createRelayNotifier } from '../db/notify-relay.ts';
import { loadServerKeys } from '../db/server-keys.ts';
import { createRenderer } from '../templates/engine/render.ts';
import { createApp } from './app.ts';
import { createAddressOf } from './caller-address.ts';
import { drain } from './drain.ts';
import { listen } from './listen.ts';
import { warnWithoutKey } from './operator.ts';
import { createRateLimits } from './rate-limits.ts';

/** How long Postgres may take for a statement of a request. */
const ANSWER_MS = 5_000;

await startApi().catch(exitAtStart);

async function startApi(): Promise<void> {
  const config = readConfig();
  const log = pino({ name: 'api', level: config.LOG_LEVEL });
  await migrate(config.DATABASE_URL);
  const sql = connect(config.DATABASE_URL, {
    max: 20,
    applicationName: 'wismr-api',
    answerMs: ANSWER_MS,
  });
  const webhookCounter = createWebhookCounter(sql);
  const keyRefusals = createRefusalCounter(sql, 'api_key');
  const rateLimitCounter = createRefusalCounter(sql, 'rate_limit');
  const operationsKey = config.OPERATIONS_KEY ?? null;
  warnWithoutKey(log, { operationsKey, publicUrl: config.publicUrl });
  const app = createApp({
    sql,
    notifyRelay: createRelayNotifier(sql),
    webhookCounter,
    keyRefusals,
    rateLimitCounter,
    rateLimits: createRateLimits({
      settings: rateLimitSettings(config),
      counter: rateLimitCounter,
      log,
    }),
    addressOf: createAddressOf(config.TRUST_PROXY, log),
    findAdapter,
    listAdapters,
    publicUrl: config.publicUrl,
    pageDays: config.KEEP_PAGES_DAYS,
    log,
    keys: await loadServerKeys(sql, config.SERVER_KEY ?? []),
    encryption: config.CREDENTIALS_KEY ? createEncryption(config.CREDENTIALS_KEY) : null,
    operationsKey,
    isReferencePublic: config.API_REFERENCE === 'public',
    notifiesOperators: notifiesOperators(config),
    providerSecrets: {
      resendWebhookSecret: config.RESEND_WEBHOOK_SECRET ?? null,
      twilioAuthToken: config.TWILIO_AUTH_TOKEN ?? null,
      sinchWebhookSecret: config.SINCH_WEBHOOK_SECRET ?? null,
    },
    signIn: signInOf(config, sql, log),
  });
  const server = await listen({
    fetch: app.fetch,
    hostname: config.HOST,
    port: config.PORT,
    limits: { connections: config.MAX_CONNECTIONS },
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : config.PORT;
  log.info({ url: `http://${config.HOST}:${port}` }, 'the API listens');
  const counters = { sql, webhookCounter, keyRefusals, rateLimitCounter };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void drain(server, counters));
  }
}

/** Null without AUTH_SECRET: nobody signs in, and everything else works. */
function signInOf(config: Config, sql: Sql, log: Logger): SignIn | null {
  const { AUTH_SECRET: secret, publicUrl } = config;
  if (!secret) {
    log.info('AUTH_SECRET is not set: sign-in is off');
    return null;
  }
  const email = connectEmail(config);
  if (!email) log.warn('email is not set up: nobody gets links to sign in or to reset a password');
  const renderer = createRenderer({ assetsUrl: `${publicUrl}/assets` });
  const sendEmail = createAccountMailer({ renderer, email, log });
  const oidc = oidcSettings(config);
  const auth = createAuth({ sql, secret, publicUrl, oidc, sendEmail, log });
  const hasPasskeys = allowsPasskeys(publicUrl);
  return { auth, sendEmail, hasEmail: email !== null, hasPasskeys, oidcName: oidc?.name ?? null };
}
