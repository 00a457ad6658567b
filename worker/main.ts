import { Runtime } from '@temporalio/worker';
import pino from 'pino';
import type { ActivityDeps } from '../activities/deps.ts';
import { createPollClient } from '../carriers/polling/client.ts';
import { connectEmail } from '../channels/connect-email.ts';
import type { Provider, SmsPayload } from '../channels/provider.ts';
import { createSinch } from '../channels/sinch.ts';
import { createTwilio } from '../channels/twilio.ts';
import { type Config, exitAtStart, readConfig, retentionDays } from '../config.ts';
import { connect } from '../db/connect.ts';
import { createEncryption } from '../db/encryption.ts';
import { migrate } from '../db/migrate.ts';
import { loadServerKeys } from '../db/server-keys.ts';
import { createRenderer } from '../templates/engine/render.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import { startAlerts } from './alerts.ts';
import { loadWorkflowBundle } from './bundle.ts';
import { compileTemplates } from './compile-templates.ts';
import { waitForTemporal } from './connect-temporal.ts';
import { runtimeLogging } from './log.ts';
import { runWorker } from './run.ts';
import { ensureSearchAttributes } from './search-attributes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

await startWorker().catch(exitAtStart);

/** Resolves when the worker has stopped. */
async function startWorker(): Promise<void> {
  const config = readConfig();
  const log = pino({ name: 'worker', level: config.LOG_LEVEL });
  // This file handles the signals: the relay stops first, then the workers finish their tasks.
  Runtime.install({ shutdownSignals: [], ...runtimeLogging(log) });
  await migrate(config.DATABASE_URL);
  const sql = connect(config.DATABASE_URL, { max: 20, applicationName: 'wismr-worker' });
  // The first process of a container ignores signals that it does not handle.
  const leave = () => process.exit(0);
  for (const signal of SIGNALS) process.once(signal, leave);
  const deps: ActivityDeps = {
    sql,
    renderer: createRenderer({ assetsUrl: `${config.publicUrl}/assets` }),
    publicUrl: config.publicUrl,
    pollClient: createPollClient({ timeoutMs: config.CARRIER_TIMEOUT_MS }),
    retention: retentionDays(config),
    keys: await loadServerKeys(sql, config.SERVER_KEY ?? []),
    encryption: config.CREDENTIALS_KEY ? createEncryption(config.CREDENTIALS_KEY) : null,
    log,
    ...channelsOf(config),
  };
  // Before Temporal answers: its absence is an alert, too.
  const alerts = startAlerts({ ...deps, to: config.OPERATIONS_EMAIL ?? [] });
  const { connection, native, close } = await waitForTemporal(config, log);
  await ensureSearchAttributes(connection, config.TEMPORAL_NAMESPACE, SEARCH_ATTRIBUTES);
  const worker = await runWorker({
    deps,
    native,
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    bundle: await loadWorkflowBundle(),
    versioning: config.WORKER_VERSIONING,
    emailsPerSecond: config.EMAILS_PER_SECOND,
    smsPerSecond: config.SMS_PER_SECOND,
    maxCachedWorkflows: config.MAX_CACHED_WORKFLOWS,
  });
  log.info({ temporal: config.TEMPORAL_ADDRESS }, 'worker started');
  const compiling = new AbortController();
  void compileTemplates(deps, compiling.signal);

  for (const signal of SIGNALS) {
    process.off(signal, leave);
    process.once(signal, () => {
      compiling.abort();
      void worker.stop();
    });
  }

  await worker.done;
  await alerts.stop();
  await close();
  await sql.end({ timeout: 5 });
}

/** The channels that are set up. Messages by others are retried until they are, or until stale. */
function channelsOf(settings: Config): Pick<ActivityDeps, 'email' | 'sms'> {
  return { email: connectEmail(settings), sms: smsOf(settings) };
}

function smsOf(settings: Config): ActivityDeps['sms'] {
  const twilio = twilioOf(settings);
  const sinch = sinchOf(settings);
  if (twilio) return { provider: twilio, second: sinch };
  return sinch && { provider: sinch };
}

function twilioOf(settings: Config): Provider<SmsPayload> | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = settings;
  if (!accountSid || !authToken) return null;
  const { TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid, TWILIO_FROM: from = '' } = settings;
  return createTwilio({
    accountSid,
    authToken,
    timeoutMs: settings.PROVIDER_TIMEOUT_MS,
    ...(messagingServiceSid ? { messagingServiceSid } : { from }),
    ...(settings.TWILIO_BASE_URL ? { baseUrl: settings.TWILIO_BASE_URL } : {}),
    statusCallbackUrl: (id) => `${settings.publicUrl}/webhooks/twilio/status?notification=${id}`,
  });
}

function sinchOf(settings: Config): Provider<SmsPayload> | null {
  const { SINCH_SERVICE_PLAN_ID: servicePlanId, SINCH_API_TOKEN: apiToken } = settings;
  const { SINCH_REGION: region, SINCH_FROM: from, SINCH_BASE_URL: baseUrl } = settings;
  if (!servicePlanId || !apiToken || !region || !from) return null;
  return createSinch({
    servicePlanId,
    apiToken,
    region,
    from,
    timeoutMs: settings.PROVIDER_TIMEOUT_MS,
    ...(baseUrl ? { baseUrl } : {}),
    callbackUrl: `${settings.publicUrl}/webhooks/sinch`,
  });
}
